package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.RepeatableCommand;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code AT+URAT?}: the radio technologies that the module looks for, in this order; 7 is LTE-M, 8
 * NB-IoT. Evidence: published.
 */
public record ReadRadioTechnologies() implements RepeatableCommand<List<Integer>> {
  private static final int MAX_FIELDS = 8;

  @Override
  public String line() {
    return "AT+URAT?";
  }

  /** The numbers, as the module has them. */
  @Override
  public Answer<List<Integer>> answer() {
    return Answer.line(
        "+URAT",
        1,
        MAX_FIELDS,
        line -> IntStream.range(0, line.size()).mapToObj(line::integer).toList());
  }
}
