package io.github.thingseal.at.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that stand in fuzzed lines in place of the bytes 01 to 04, and must not be seen in any
 * message: hexadecimal digits of 16 and 32 bytes, Base64, and a PEM block.
 */
public final class Canary {
  private static final String KEY_16 = "c96d1f7ab35e8240c96d1f7ab35e8241";
  private static final String KEY_32 =
      "7E31B5D94F60A82C7E31B5D94F60A82D7E31B5D94F60A82E7E31B5D94F60A82F";
  private static final String BASE64 = "q7Wz9XkTn4LpYv2HsJd8Rg==";
  private static final String PEM =
      "-----BEGIN PRIVATE KEY-----\r\nMIGHAgEAMBMGByqGSM49Zq7Xw9TkVn4L\r\n-----END PRIVATE KEY-----";

  private static final String[] ALL = {KEY_16, KEY_32, BASE64, PEM};

  /** So many characters of a secret are not seen by chance. */
  private static final int TELLING = 8;

  private static final int STEP = TELLING / 2;

  /** The names of lines are shown, wherever noise has put a secret into one. */
  private static final Pattern NAME = Pattern.compile("\\+[A-Za-z0-9_]+");

  private static final String[] BODIES = {
    KEY_16, KEY_32, BASE64, "MIGHAgEAMBMGByqGSM49Zq7Xw9TkVn4L"
  };

  private Canary() {}

  /**
   * Puts the secrets in.
   *
   * @param bytes with 01 to 04 where they belong
   * @return the bytes as a module would send them
   */
  public static byte[] planted(byte[] bytes) {
    ByteArrayOutputStream planted = new ByteArrayOutputStream();
    for (byte b : bytes) {
      if (b >= 1 && b <= ALL.length) {
        planted.writeBytes(ALL[b - 1].getBytes(ISO_8859_1));
      } else {
        planted.write(b);
      }
    }
    return planted.toByteArray();
  }

  /**
   * Fails if any part of a secret is seen in what an exception says.
   *
   * @param thrown the exception, looked at with its causes
   */
  public static void requireUnseen(Throwable thrown) {
    @Nullable Throwable next = thrown;
    while (next != null) {
      requireUnseen(String.valueOf(next.getMessage()));
      next = next.getCause();
    }
  }

  /**
   * Fails if any part of a secret is seen, save in the name of a line.
   *
   * @param text what someone may read
   */
  public static void requireUnseen(String text) {
    String lower = NAME.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    for (String secret : BODIES) {
      String whole = secret.toLowerCase(Locale.ROOT);
      for (int i = 0; i + TELLING <= whole.length(); i += STEP) {
        if (lower.contains(whole.substring(i, i + TELLING))) {
          throw new AssertionError("A secret is seen in: " + text);
        }
      }
    }
  }
}
