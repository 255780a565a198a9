package io.github.thingseal.testkit.internal.module.dialogue;

import java.nio.charset.StandardCharsets;

/**
 * One line of information text, one character per byte.
 *
 * @param text the text without line ends
 * @param binaryStart where its binary window begins
 * @param binaryLength how long the window is; 0 without one
 */
public record Info(String text, int binaryStart, int binaryLength) {
  public static Info of(String text) {
    return new Info(text, 0, 0);
  }

  /** The length-counted form: {@code +CMD: 2,"xy"} with raw bytes between the quotes. */
  public static Info binary(String command, byte[] bytes) {
    return window(command + ": " + bytes.length + ",\"", bytes);
  }

  /** Raw bytes and a quote after a text that ends with a quote. */
  public static Info window(String head, byte[] bytes) {
    String window = new String(bytes, StandardCharsets.ISO_8859_1);
    return new Info(head + window + "\"", head.length(), bytes.length);
  }
}
