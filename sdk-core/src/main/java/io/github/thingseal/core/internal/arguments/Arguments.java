package io.github.thingseal.core.internal.arguments;

import io.github.thingseal.core.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Checks what callers hand in, before anything is done with it. */
public final class Arguments {
  private Arguments() {}

  /**
   * Returns the value, which callers must set.
   *
   * @param <T> the type of the value
   * @param value what the caller handed in
   * @param name the name of the parameter, as in the Javadoc
   * @return the value
   * @throws InvalidInputException naming the parameter, if the value is null
   */
  public static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw new InvalidInputException(name + " is null; pass a value");
    }
    return value;
  }
}
