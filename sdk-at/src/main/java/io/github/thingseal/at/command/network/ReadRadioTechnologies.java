package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.ReadCommand;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code AT+URAT?}: the radio technologies that the module looks for, in this order; 7 is LTE-M, 8
 * NB-IoT. Evidence: published.
 */
public final class ReadRadioTechnologies extends ReadCommand<List<Integer>> {
  /** Asks for the numbers, as the module has them. */
  public ReadRadioTechnologies() {
    super(
        "AT+URAT?",
        Answer.line(
            "+URAT",
            1,
            8,
            line -> IntStream.range(0, line.size()).mapToObj(line::integer).toList()));
  }
}
