package io.github.thingseal.at.command.network;

import io.github.thingseal.at.command.SetCommand;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code AT+URAT=7,8}: the radio technologies that the module looks for, in this order. Evidence:
 * published; when it takes effect is not public.
 */
public final class SetRadioTechnologies extends SetCommand {
  /**
   * Sets the technologies.
   *
   * @param technologies one or more numbers from 0 on, such as 7 for LTE-M and 8 for NB-IoT
   */
  public SetRadioTechnologies(List<Integer> technologies) {
    super("AT+URAT=" + joined(Arguments.requiredElements(technologies, "technologies")));
  }

  private static String joined(List<Integer> technologies) {
    if (technologies.isEmpty() || technologies.stream().anyMatch(number -> number < 0)) {
      throw new InvalidInputException(
          "Radio technologies are one or more numbers from 0 on, not " + technologies);
    }
    return technologies.stream().map(Object::toString).collect(Collectors.joining(","));
  }
}
