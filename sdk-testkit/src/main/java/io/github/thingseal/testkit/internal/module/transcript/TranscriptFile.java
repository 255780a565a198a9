package io.github.thingseal.testkit.internal.module.transcript;

import io.github.thingseal.core.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the format of docs/transcript-format.md. */
public final class TranscriptFile {
  /** A byte that is hidden. */
  static final int HIDDEN = -1;

  private static final String HEADER = "thingseal-transcript 1";
  private static final Pattern RECORD = Pattern.compile("\\d+\\.\\d{6} ([<>!]) (.*)");
  private static final int MAX_HIDDEN = 1 << 24;

  /** The format's greatest size; a recorder writes no more. */
  private static final int MAX_BYTES = 64 << 20;

  private TranscriptFile() {}

  /**
   * Reads a file as text.
   *
   * @throws IOException if it cannot be read or is not in UTF-8
   * @throws InvalidInputException if it is no file, or too large
   */
  public static String read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("The transcript " + file + " is no file; save it as one");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw new InvalidInputException(
          "The transcript " + file + " has more than " + MAX_BYTES + " bytes; play a part of it");
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /**
   * What one side sent at once.
   *
   * @param number the number of its line in the file
   * @param fromHost whether the host sent it
   * @param parts bytes, and numbers of hidden bytes
   * @param text as it is in the file
   */
  public record Entry(int number, boolean fromHost, List<Part> parts, String text) {}

  /**
   * Some bytes, or the number of some that are hidden.
   *
   * @param bytes the bytes as Latin-1, empty if they are hidden
   * @param hiddenBytes how many are hidden
   */
  record Part(String bytes, int hiddenBytes) {}

  public static List<Entry> parse(String text) {
    List<String> lines = withoutByteOrderMark(text).lines().toList();
    if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
      throw new InvalidInputException("A transcript begins with the line \"" + HEADER + "\"");
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        Matcher record = RECORD.matcher(line);
        if (!record.matches()) {
          throw wrong(i + 1, "it is no record");
        }
        String bytes = record.group(2);
        if (!record.group(1).equals("!") && !bytes.isEmpty()) {
          entries.add(new Entry(i + 1, record.group(1).equals(">"), parts(bytes, i + 1), bytes));
        }
      }
    }
    return entries;
  }

  /** Some editors put one at the beginning of a file in UTF-8. */
  private static String withoutByteOrderMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static List<Part> parts(String text, int number) {
    List<Part> parts = new ArrayList<>();
    int allHidden = 0;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\') {
        i = escape(text, i + 1, bytes, number);
      } else if (c == '{') {
        int end = text.indexOf('}', i);
        if (end < 0) {
          throw wrong(number, "a { has no }");
        }
        end(bytes, parts);
        int hidden = hidden(text.substring(i + 1, end), number);
        allHidden += hidden;
        if (allHidden > MAX_HIDDEN) {
          throw wrong(number, "more than " + MAX_HIDDEN + " bytes are hidden");
        }
        parts.add(new Part("", hidden));
        i = end + 1;
      } else if (c > 0x7E || c < ' ') {
        throw wrong(number, "it holds what must be escaped");
      } else {
        bytes.write(c);
        i++;
      }
    }
    end(bytes, parts);
    return parts;
  }

  private static void end(ByteArrayOutputStream bytes, List<Part> parts) {
    if (bytes.size() > 0) {
      parts.add(new Part(bytes.toString(StandardCharsets.ISO_8859_1), 0));
      bytes.reset();
    }
  }

  private static int hidden(String digits, int number) {
    try {
      int count = Integer.parseInt(digits);
      if (count > 0 && count <= MAX_HIDDEN) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "Line " + number + " of the transcript cannot be used: {" + digits + "} is no number", e);
    }
    throw wrong(number, "{" + digits + "} is out of range");
  }

  private static int escape(String text, int i, ByteArrayOutputStream bytes, int number) {
    char c = i < text.length() ? text.charAt(i) : ' ';
    switch (c) {
      case 'r' -> bytes.write('\r');
      case 'n' -> bytes.write('\n');
      case '\\' -> bytes.write('\\');
      case 'x' -> {
        if (i + 3 > text.length()
            || Character.digit(text.charAt(i + 1), 16) < 0
            || Character.digit(text.charAt(i + 2), 16) < 0) {
          throw wrong(number, "\\x is followed by two hexadecimal digits");
        }
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        return i + 3;
      }
      default -> throw wrong(number, "\\" + c + " is no escape");
    }
    return i + 1;
  }

  private static InvalidInputException wrong(int number, String why) {
    return new InvalidInputException(
        "Line " + number + " of the transcript cannot be used: " + why);
  }
}
