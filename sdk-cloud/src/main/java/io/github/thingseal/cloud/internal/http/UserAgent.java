package io.github.thingseal.cloud.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What the SDK calls itself towards the service: its version, and that of Java. */
final class UserAgent {
  private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z.+_-]{1,64}");

  /** Such as {@code thingseal/1.2.3 (java 17)}. */
  static final String VALUE = of(readVersion());

  private UserAgent() {}

  /** Leaves out what the build did not fill in, as where an IDE compiled the classes. */
  static String of(String version) {
    String product = VERSION.matcher(version).matches() ? "thingseal/" + version : "thingseal";
    return product + " (java " + Runtime.version().feature() + ")";
  }

  private static String readVersion() {
    try (InputStream in = UserAgent.class.getResourceAsStream("version.txt")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
