package io.github.thingseal.cloud.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** A small file of settings, JSON by its name or properties otherwise. */
public final class SettingsFile {
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private SettingsFile() {}

  /** Whether the name says JSON. */
  public static boolean isJson(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
  }

  /**
   * The file itself, where links lead to it. Anything but a regular file is refused before it is
   * opened, because a pipe without a writer would block.
   */
  public static Path regular(Path file) {
    try {
      Path real = file.toRealPath();
      BasicFileAttributes attributes =
          Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        throw new InvalidInputException(file + " is a directory; name a file in it");
      }
      if (!attributes.isRegularFile()) {
        throw new InvalidInputException(
            file + " is not a regular file but a pipe, socket or device; name a regular file");
      }
      return real;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Reads a JSON object of a limited size. */
  public static JsonNode readJson(Path file, int maxBytes) {
    try {
      JsonNode node = Json.read(readText(file, maxBytes));
      if (!node.isObject()) {
        throw new InvalidInputException(file + " must hold a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(file + " is not JSON: error at " + Json.placeOf(e));
    }
  }

  /** Reads properties, sorted by name; see {@link PropertyLines} for the rules. */
  public static Map<String, String> readProperties(Path file, int maxBytes) {
    return PropertyLines.parse(file, readText(file, maxBytes));
  }

  /** The text of a file in UTF-8, without a byte order mark. */
  private static String readText(Path file, int maxBytes) {
    byte[] bytes = readBytes(file, maxBytes);
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      String read = text.toString();
      Arrays.fill(text.array(), '\0');
      return read.startsWith(BYTE_ORDER_MARK) ? read.substring(1) : read;
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(file + " is not in UTF-8; save it in that encoding");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static byte[] readBytes(Path file, int maxBytes) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(regular(file), LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    if (bytes.length > maxBytes) {
      Arrays.fill(bytes, (byte) 0);
      throw new InvalidInputException(file + " is larger than " + maxBytes + " bytes");
    }
    return bytes;
  }

  private static InvalidInputException unreadable(Path file, IOException e) {
    return new InvalidInputException(
        "Cannot read " + file + ": " + e.getClass().getSimpleName() + "; is it there?", e);
  }
}
