package io.github.thingseal.cloud.internal.call;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Names of calls, unique for all purposes but secrecy. */
public final class CorrelationIds {
  private static final int LONGEST = 128;

  private CorrelationIds() {}

  /** 32 hexadecimal digits. */
  public static String next() {
    byte[] id = new byte[16];
    ThreadLocalRandom.current().nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  /** A name that a header can carry. */
  public static String checked(@Nullable String id) {
    String given = Arguments.required(id, "id");
    if (given.isEmpty()
        || given.length() > LONGEST
        || !given.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new InvalidInputException(
          "A correlation id has 1 to " + LONGEST + " visible characters of ASCII");
    }
    return given;
  }
}
