package io.github.thingseal.testsupport;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A valid value of each type that can be an argument. Those that cannot be made from others are
 * given; no value is the default of its type, so that a lost one is seen.
 */
public final class Samples {
  private static final int ARRAY_LENGTH = 16;

  private final Map<Class<?>, Object> known = new HashMap<>();

  /** Begins with values of the JDK's types. */
  public Samples() {
    with(String.class, "x").with(CharSequence.class, "x").with(Object.class, "x");
    with(int.class, 1).with(long.class, 1L).with(boolean.class, true).with(double.class, 1.0);
    with(byte.class, (byte) 1).with(char.class, 'x').with(short.class, (short) 1);
    with(Integer.class, 1).with(Long.class, 1L).with(Boolean.class, true);
    with(Duration.class, Duration.ofSeconds(1)).with(Instant.class, Instant.ofEpochSecond(1));
    with(OptionalInt.class, OptionalInt.of(1)).with(OptionalLong.class, OptionalLong.of(1));
    with(Throwable.class, new IllegalStateException("a cause"));
    with(byte[].class, filled(new byte[ARRAY_LENGTH]));
    with(char[].class, new char[] {'x'});
  }

  private static byte[] filled(byte[] bytes) {
    Arrays.fill(bytes, (byte) 1);
    return bytes;
  }

  /**
   * Sets the value of a type.
   *
   * @param type the type
   * @param value the value
   * @return this
   */
  public Samples with(Class<?> type, Object value) {
    known.put(type, value);
    return this;
  }

  /** The arguments of a call. */
  @Nullable Object[] arguments(Executable executable) {
    return Arrays.stream(executable.getGenericParameterTypes()).map(this::of).toArray();
  }

  /** An argument of the type. */
  Object of(AnnotatedType type) {
    return of(type.getType());
  }

  /**
   * Returns an argument of a type.
   *
   * @param type the type
   * @return the value
   * @throws IllegalArgumentException if there is none, and none can be made
   */
  public Object of(Type type) {
    Class<?> raw = raw(type);
    Object value = known.get(raw);
    if (value != null) {
      return value;
    }
    if (raw.isArray()) {
      return arrayOf(raw.getComponentType());
    }
    if (raw.isEnum()) {
      return raw.getEnumConstants()[raw.getEnumConstants().length - 1];
    }
    if (Optional.class == raw) {
      return Optional.of(of(argument(type, 0)));
    }
    if (Collection.class.isAssignableFrom(raw) || Iterable.class == raw) {
      Object element = of(argument(type, 0));
      return raw == Set.class ? Set.of(element) : List.of(element);
    }
    if (Map.class == raw) {
      return Map.of(of(argument(type, 0)), of(argument(type, 1)));
    }
    return raw.isInterface() ? implementationOf(raw) : made(raw);
  }

  private Object arrayOf(Class<?> element) {
    Object array = Array.newInstance(element, 1);
    Array.set(array, 0, of(element));
    return array;
  }

  /** The shortest public constructor, or a record's own. */
  private Object made(Class<?> type) {
    Constructor<?> constructor =
        Arrays.stream(type.getConstructors())
            .max(Comparator.comparingInt(Constructor::getParameterCount))
            .orElseThrow(() -> new IllegalArgumentException("There is no sample of " + type));
    try {
      return constructor.newInstance(arguments(constructor));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("There is no sample of " + type, e);
    }
  }

  private static Object implementationOf(Class<?> type) {
    InvocationHandler handler =
        (self, method, arguments) ->
            method.isDefault()
                ? InvocationHandler.invokeDefault(self, method, arguments)
                : answer(self, type, method);
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private static @Nullable Object answer(Object self, Class<?> type, Method method) {
    return switch (method.getName()) {
      case "toString" -> "a sample of " + type.getName();
      case "hashCode" -> System.identityHashCode(self);
      default -> method.getReturnType() == boolean.class ? false : null;
    };
  }

  static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType parameterized) {
      return raw(parameterized.getRawType());
    }
    if (type instanceof WildcardType wildcard) {
      return raw(wildcard.getUpperBounds()[0]);
    }
    if (type instanceof TypeVariable<?> variable) {
      return raw(variable.getBounds()[0]);
    }
    return Object[].class;
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType parameterized
        ? parameterized.getActualTypeArguments()[index]
        : Object.class;
  }
}
