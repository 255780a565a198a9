package io.github.thingseal.cloud.internal.redaction;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes runs of 16 characters or more of which Base64, hexadecimal digits and URLs are made:
 * keys, nonces and tokens look so. Words, UUIDs and what the call named itself stay.
 */
final class LongRuns {
  private static final int SHORTEST = 16;
  private static final Pattern UUID =
      Pattern.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
  private static final Pattern SEPARATORS = Pattern.compile("[/_=-]+");
  private static final int SHORTEST_WORD = 3;
  private static final int LONGEST_WORD = 20;
  private static final String ABBREVIATIONS = "E2E|C2C|[A-Z]{2,5}";
  private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]{2,}+|" + ABBREVIATIONS);
  private static final Pattern ABBREVIATION = Pattern.compile(ABBREVIATIONS);

  /** A RoTPublicUID; its last 6 bytes are in the key identities of its module, too (derived). */
  private static final Pattern DEVICE = Pattern.compile("(?:0x)?[0-9a-f]{4}([0-9a-f]{12})");

  private static final Pattern VOWEL = Pattern.compile("[aeiouyAEIOUY]");

  private LongRuns() {}

  static String remove(String text, String known) {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int units = 0;
      int end = i;
      for (int next = endOfUnit(text, end); next > end; next = endOfUnit(text, end)) {
        end = next;
        units++;
      }
      String run = text.substring(i, end);
      out.append(units < SHORTEST || isHarmless(run, known) ? run : Redactor.GONE);
      if (end < text.length()) {
        out.append(text.charAt(end));
      }
      i = end + 1;
    }
    return out.toString();
  }

  private static int endOfUnit(String text, int index) {
    if (index >= text.length()) {
      return index;
    }
    char c = text.charAt(index);
    boolean digit = c < 128 && (Character.isLetterOrDigit(c) || "+/_=-".indexOf(c) >= 0);
    return digit ? index + 1 : Escapes.endOfEscape(text, index);
  }

  private static boolean isHarmless(String run, String known) {
    String lower = run.toLowerCase(Locale.ROOT);
    return known.contains(lower)
        || isDeviceOf(known, lower)
        || UUID.matcher(run).matches()
        || SEPARATORS.splitAsStream(run).allMatch(LongRuns::isWords);
  }

  private static boolean isDeviceOf(String known, String run) {
    Matcher device = DEVICE.matcher(run);
    return device.matches() && known.contains(device.group(1));
  }

  /** Whether a run is a word, or several in camel case, with an abbreviation or two. */
  private static boolean isWords(String part) {
    if (part.length() < SHORTEST_WORD) {
      return true;
    }
    int abbreviations = 0;
    int words = 0;
    int at = 0;
    Matcher word = WORD.matcher(part);
    while (at < part.length() && word.find(at) && word.start() == at) {
      if (word.group().length() > LONGEST_WORD) {
        return false;
      }
      if (ABBREVIATION.matcher(word.group()).matches()) {
        abbreviations++;
      } else if (!VOWEL.matcher(word.group()).find()) {
        return false;
      }
      words++;
      at = word.end();
    }
    return at == part.length() && abbreviations <= 2 && words * 4 <= part.length() + 2;
  }
}
