package io.github.thingseal.core.internal.arguments;

import io.github.thingseal.core.InvalidInputException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks what callers hand in, before anything is done with it. */
public final class Arguments {
  private static final Duration FOREVER = Duration.ofDays(365);

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

  /**
   * Returns the duration, which callers must set to zero or more. A year counts as forever: a
   * longer one is returned as a year, which fits into nanoseconds.
   *
   * @param duration what the caller handed in
   * @param name the name of the parameter, as in the Javadoc
   * @return the duration, or a year
   * @throws InvalidInputException naming the parameter, if the duration is null or negative
   */
  public static Duration notNegative(@Nullable Duration duration, String name) {
    Duration given = required(duration, name);
    if (given.isNegative()) {
      throw new InvalidInputException(name + " must not be negative, but is " + given);
    }
    return given.compareTo(FOREVER) < 0 ? given : FOREVER;
  }

  /**
   * Returns the duration, which callers must set to more than zero; otherwise as {@link
   * #notNegative}.
   *
   * @param duration what the caller handed in
   * @param name the name of the parameter, as in the Javadoc
   * @return the duration, or a year
   * @throws InvalidInputException naming the parameter, if the duration is null, zero or negative
   */
  public static Duration positive(@Nullable Duration duration, String name) {
    Duration given = notNegative(duration, name);
    if (given.isZero()) {
      throw new InvalidInputException(name + " must be longer than zero, but is " + given);
    }
    return given;
  }

  /**
   * Returns what code of the caller's has returned.
   *
   * @param <T> the type of the value
   * @param value what the code returned
   * @param method the method that returned it, such as {@code CredentialsProvider.credentials}
   * @return the value
   * @throws InvalidInputException naming the method, if the value is null
   */
  public static <T> T returned(@Nullable T value, String method) {
    if (value == null) {
      throw new InvalidInputException(method + " returned null; return a value");
    }
    return value;
  }

  /**
   * Returns the collection, which callers must set, as they must each of its elements.
   *
   * @param <C> the type of the collection
   * @param values what the caller handed in
   * @param name the name of the parameter, as in the Javadoc
   * @return the collection
   * @throws InvalidInputException naming the parameter, if the collection or an element is null
   */
  public static <C extends Iterable<?>> C requiredElements(@Nullable C values, String name) {
    C given = required(values, name);
    int index = 0;
    for (Object each : given) {
      required(each, name + "[" + index + "]");
      index++;
    }
    return given;
  }

  /**
   * Returns a copy of the collection, which callers must set, as they must each of its elements.
   * Its order is the same in every run; the order of {@link Set#copyOf} is not, and shows wherever
   * the set is printed or stored.
   *
   * @param <E> the type of the elements
   * @param values what the caller handed in
   * @param name the name of the parameter, as in the Javadoc
   * @return an unmodifiable set in natural order
   * @throws InvalidInputException naming the parameter, if the collection or an element is null
   */
  public static <E extends Comparable<? super E>> Set<E> sortedCopy(
      @Nullable Collection<E> values, String name) {
    return Collections.unmodifiableSet(new TreeSet<>(requiredElements(values, name)));
  }

  /**
   * Returns the array, which callers must set, as they must each of its elements.
   *
   * @param <T> the type of the elements
   * @param values what the caller handed in
   * @param name the name of the parameter, as in the Javadoc
   * @return the array
   * @throws InvalidInputException naming the parameter, if the array or an element is null
   */
  public static <T> T[] requiredElements(T @Nullable [] values, String name) {
    T[] given = required(values, name);
    requiredElements(Arrays.asList(given), name);
    return given;
  }
}
