package io.github.thingseal.cloud.internal.csv;

import io.github.thingseal.cloud.whitelist.CsvLimits;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a CSV file; what is no such file is refused by name. */
final class CsvText {
  private static final String SAVE = "; save it as \"CSV UTF-8\"";

  private CsvText() {}

  static byte[] read(Path file, CsvLimits limits) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(limits.bytes() + 1);
    } catch (IOException e) {
      throw new InvalidInputException("Cannot read " + file + ": " + e, e);
    }
  }

  static String decode(byte[] bytes, CsvLimits limits) {
    if (bytes.length > limits.bytes()) {
      throw refused("has more than " + limits.bytes() + " bytes; divide it, or set other limits");
    }
    if (begins(bytes, 0xfe, 0xff) || begins(bytes, 0xff, 0xfe) || begins(bytes, 0, 0, 0xfe, 0xff)) {
      throw refused("is in UTF-16 or UTF-32" + SAVE);
    }
    if (begins(bytes, 'P', 'K', 3, 4) || begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
      throw refused("is a workbook of a spreadsheet" + SAVE);
    }
    if (begins(bytes, 0x1f, 0x8b)) {
      throw refused("is compressed; unpack it");
    }
    int mark = begins(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
    return requireLinesOfText(text(ByteBuffer.wrap(bytes, mark, bytes.length - mark)), limits);
  }

  static InvalidInputException refused(String why) {
    return new InvalidInputException("The CSV file " + why);
  }

  /** Identities are ASCII, so other columns may be in an older character set. */
  private static String text(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
    } catch (CharacterCodingException e) {
      return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }
  }

  private static String requireLinesOfText(String text, CsvLimits limits) {
    long number = 1;
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends = c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1));
      length = ends ? 0 : length + 1;
      number += ends ? 1 : 0;
      if (c == 0) {
        throw refused(
            "has a zero byte in line "
                + number
                + ", as UTF-16 without a byte order mark has, or a damaged file"
                + SAVE);
      }
      if (length > limits.lineLength()) {
        throw refused("has more than " + limits.lineLength() + " characters in line " + number);
      }
    }
    return text;
  }

  private static boolean begins(byte[] bytes, int... first) {
    if (bytes.length < first.length) {
      return false;
    }
    for (int i = 0; i < first.length; i++) {
      if ((bytes[i] & 0xff) != first[i]) {
        return false;
      }
    }
    return true;
  }
}
