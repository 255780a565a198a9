package io.github.thingseal.at.command.network;

import java.util.Arrays;
import java.util.Optional;

/** How a network is named. Evidence: 3GPP 27.007. */
public enum OperatorFormat {
  /** By its long name. */
  LONG_NAME(0),
  /** By its short name. */
  SHORT_NAME(1),
  /** By the digits of its country and network codes, such as {@code 00101}. */
  NUMERIC(2);

  final int number;

  OperatorFormat(int number) {
    this.number = number;
  }

  static Optional<OperatorFormat> of(int number) {
    return Arrays.stream(values()).filter(format -> format.number == number).findFirst();
  }
}
