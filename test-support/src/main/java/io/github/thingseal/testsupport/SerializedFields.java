package io.github.thingseal.testsupport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes every exception of some types by each of its constructors, serializes it, and compares what
 * its copy returns.
 */
public final class SerializedFields {
  private static final String PROJECT = "io.github.thingseal.";

  private final Samples samples;

  /**
   * Begins.
   *
   * @param samples the arguments of constructors; none is the default of its type
   */
  public SerializedFields(Samples samples) {
    this.samples = samples;
  }

  /**
   * Serializes them all.
   *
   * @param types the types; those that are no exceptions, or abstract, are skipped
   * @return a line for each method that returns something else for the copy, or cannot be compared
   */
  public List<String> losses(List<Class<?>> types) {
    List<String> losses = new ArrayList<>();
    types.stream()
        .filter(Throwable.class::isAssignableFrom)
        .filter(type -> !Modifier.isAbstract(type.getModifiers()))
        .flatMap(type -> Stream.of(type.getDeclaredConstructors()))
        .filter(constructor -> !constructor.isSynthetic())
        .forEach(constructor -> compare(constructor, losses));
    return losses;
  }

  private void compare(Constructor<?> constructor, List<String> losses) {
    try {
      constructor.setAccessible(true);
      Throwable original = (Throwable) constructor.newInstance(samples.arguments(constructor));
      Throwable copy = copy(original);
      if (!Objects.equals(original.getMessage(), copy.getMessage())) {
        losses.add(constructor + " loses its message");
      }
      for (Method method : getters(original.getClass())) {
        compare(method, original, copy, losses);
      }
    } catch (ReflectiveOperationException | IOException | RuntimeException e) {
      losses.add(constructor + " cannot be tried: " + e + ", " + e.getCause());
    }
  }

  private static void compare(
      Method method, Throwable original, Throwable copy, List<String> losses)
      throws ReflectiveOperationException {
    Object expected = method.invoke(original);
    Object actual = valueOf(method, copy);
    if (isDefault(expected)) {
      losses.add(method + " returns " + expected + ", which shows nothing; give another sample");
    } else if (!isSame(expected, actual)) {
      losses.add(method + " returns " + actual + " instead of " + expected);
    }
  }

  private static @Nullable Object valueOf(Method method, Throwable copy)
      throws IllegalAccessException {
    try {
      return method.invoke(copy);
    } catch (InvocationTargetException e) {
      return e.getCause();
    }
  }

  /** A type without equality is the same if it says the same. */
  private static boolean isSame(Object expected, @Nullable Object actual) {
    return Objects.deepEquals(expected, actual)
        || (actual != null
            && expected.getClass() == actual.getClass()
            && !overridesEquals(expected.getClass())
            && expected.toString().equals(actual.toString()));
  }

  private static boolean overridesEquals(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .anyMatch(
            method ->
                method.getName().equals("equals") && method.getDeclaringClass() != Object.class);
  }

  private static boolean isDefault(@Nullable Object value) {
    return value == null
        || value.equals(false)
        || value.equals(0)
        || value.equals("")
        || value.equals(Optional.empty())
        || value.equals(OptionalInt.empty())
        || (value instanceof Collection<?> all && all.isEmpty());
  }

  private static List<Method> getters(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getDeclaringClass().getName().startsWith(PROJECT))
        .filter(method -> method.getParameterCount() == 0 && method.getReturnType() != void.class)
        .filter(method -> !method.isSynthetic())
        .toList();
  }

  private static Throwable copy(Throwable original) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(original);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Throwable) in.readObject();
    }
  }
}
