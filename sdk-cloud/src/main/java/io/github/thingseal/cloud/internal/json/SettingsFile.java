package io.github.thingseal.cloud.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A small file of settings, JSON by its name or properties otherwise. */
public final class SettingsFile {
  private static final int MAX_BYTES = 64 * 1024;

  private SettingsFile() {}

  /** Whether the name says JSON. */
  public static boolean isJson(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
  }

  /** Reads a JSON object. */
  public static JsonNode readJson(Path file) {
    byte[] bytes = readBytes(file);
    try {
      JsonNode node = Json.read(bytes);
      if (!node.isObject()) {
        throw new InvalidInputException(file + " must hold a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(file + " is not JSON: trouble at " + Json.placeOf(e));
    } catch (IOException e) {
      throw new InvalidInputException(file + " is not JSON in UTF-8");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Reads properties in UTF-8, sorted by name. */
  public static Map<String, String> readProperties(Path file) {
    byte[] bytes = readBytes(file);
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException e) {
      // The cause may quote a secret of the file, so it is left out.
      throw new InvalidInputException(file + " holds a malformed \\u escape");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
    Map<String, String> sorted = new TreeMap<>();
    properties.stringPropertyNames().forEach(n -> sorted.put(n, properties.getProperty(n)));
    return sorted;
  }

  private static byte[] readBytes(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new InvalidInputException(
          "Cannot read " + file + ": " + e.getClass().getSimpleName() + "; is it there?", e);
    }
    if (bytes.length > MAX_BYTES) {
      throw new InvalidInputException(file + " is larger than " + MAX_BYTES + " bytes");
    }
    return bytes;
  }
}
