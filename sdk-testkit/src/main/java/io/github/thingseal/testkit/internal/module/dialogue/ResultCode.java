package io.github.thingseal.testkit.internal.module.dialogue;

import java.util.Map;

/** Final result codes, verbose and numeric. */
final class ResultCode {
  private static final Map<String, String> NUMBERS =
      Map.of(
          AtPort.OK,
          "0",
          AtPort.CONNECT,
          "1",
          AtPort.NO_CARRIER,
          "3",
          AtPort.ERROR,
          "4",
          AtPort.ABORTED,
          "3000");

  private ResultCode() {}

  /** Those without a number, such as {@code +CME ERROR}, keep their text in numeric form. */
  static String format(String resultCode, boolean verbose) {
    return verbose
        ? "\r\n" + resultCode + "\r\n"
        : NUMBERS.getOrDefault(resultCode, resultCode) + "\r";
  }
}
