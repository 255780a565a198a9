package io.github.thingseal.testsupport;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls public constructors, static methods, and methods of given objects, with values at the ends
 * of what their types can hold, one at a time. Each call must end well or be refused by an
 * exception of the project's; what a builder has accepted, it must build or refuse.
 */
public final class ExtremeValues {
  private static final int LONG = 100_000;

  private static final Map<Class<?>, List<?>> VALUES =
      Map.of(
          Duration.class,
          List.of(
              Duration.ofSeconds(Long.MIN_VALUE),
              Duration.ofNanos(-1),
              Duration.ZERO,
              Duration.ofNanos(1),
              Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)),
          Instant.class,
          List.of(Instant.MIN, Instant.EPOCH, Instant.MAX),
          int.class,
          List.of(Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE),
          long.class,
          List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE),
          byte.class,
          List.of(Byte.MIN_VALUE, (byte) 0, Byte.MAX_VALUE),
          byte[].class,
          List.of(new byte[0], new byte[1], new byte[LONG]),
          char[].class,
          List.of(new char[0], new char[1], new char[LONG]),
          String.class,
          List.of("", " ", "\0", "\r\n", "\"", "é", "\uD800", "x".repeat(LONG)));

  private final List<Class<?>> types;
  private final Class<? extends RuntimeException> refusal;
  private final Samples samples;
  private final Map<Class<?>, Supplier<?>> objects = new LinkedHashMap<>();
  private final Map<String, String> exceptions = new LinkedHashMap<>();
  private final Set<String> needed = new TreeSet<>();

  /**
   * Begins.
   *
   * @param types the types
   * @param refusal the root of the exceptions that may be thrown
   * @param samples the other arguments
   */
  public ExtremeValues(
      List<Class<?>> types, Class<? extends RuntimeException> refusal, Samples samples) {
    this.types = types;
    this.refusal = refusal;
    this.samples = samples;
  }

  /**
   * Adds an object whose methods are called.
   *
   * @param <T> its type
   * @param type its type
   * @param object makes one; each call has its own
   * @return this
   */
  public <T> ExtremeValues on(Class<T> type, Supplier<T> object) {
    objects.put(type, object);
    return this;
  }

  /**
   * Leaves out a method.
   *
   * @param method such as {@code TcpTransport.connect}
   * @param reason why it is not called
   * @return this
   */
  public ExtremeValues except(String method, String reason) {
    exceptions.put(method, reason);
    return this;
  }

  /**
   * Makes all calls.
   *
   * @return a line for each that ended in another exception
   */
  public List<String> faults() {
    Set<String> faults = new TreeSet<>();
    types.stream().flatMap(this::executables).forEach(executable -> tryAll(executable, faults));
    exceptions.keySet().stream()
        .filter(listed -> !needed.contains(listed))
        .forEach(listed -> faults.add("Listed in vain: " + listed));
    return List.copyOf(faults);
  }

  private Stream<Executable> executables(Class<?> type) {
    Stream<Executable> methods =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
            .filter(method -> isStatic(method) || objects.containsKey(type))
            .map(Executable.class::cast);
    return Stream.concat(Arrays.stream(type.getConstructors()), methods)
        .filter(executable -> !Modifier.isAbstract(type.getModifiers()) || isStatic(executable))
        .filter(this::isNotListed);
  }

  private boolean isNotListed(Executable executable) {
    String name = nameOf(executable);
    if (exceptions.containsKey(name)) {
      needed.add(name);
    }
    boolean isOfEnum = executable.getDeclaringClass().isEnum() && name.endsWith(".valueOf");
    return !exceptions.containsKey(name) && !isOfEnum;
  }

  private static boolean isStatic(Executable executable) {
    return Modifier.isStatic(executable.getModifiers());
  }

  private void tryAll(Executable executable, Set<String> faults) {
    for (int i = 0; i < executable.getParameterCount(); i++) {
      for (Object value : valuesOf(executable.getParameterTypes()[i])) {
        String fault = fault(executable, i, value);
        if (!fault.isEmpty()) {
          faults.add(nameOf(executable) + "(" + shown(value) + " at " + i + ") " + fault);
        }
      }
    }
  }

  private static List<?> valuesOf(Class<?> type) {
    if (VALUES.containsKey(type)) {
      return VALUES.getOrDefault(type, List.of());
    }
    if (type.isArray()) {
      return List.of(Array.newInstance(type.getComponentType(), 0));
    }
    if (type == Set.class) {
      return List.of(Set.of());
    }
    return type == List.class || type == Collection.class ? List.of(List.of()) : List.of();
  }

  private String fault(Executable executable, int index, Object value) {
    try {
      @Nullable Object[] arguments = samples.arguments(executable);
      arguments[index] = value;
      call(executable, arguments);
      return "";
    } catch (InvocationTargetException e) {
      return refusal.isInstance(e.getCause()) ? "" : "ends in " + e.getCause();
    } catch (ReflectiveOperationException | RuntimeException e) {
      return "cannot be tried: " + e;
    }
  }

  private void call(Executable executable, @Nullable Object[] arguments)
      throws ReflectiveOperationException {
    executable.setAccessible(true);
    if (executable instanceof Constructor<?> constructor) {
      constructor.newInstance(arguments);
      return;
    }
    Method method = (Method) executable;
    Supplier<?> object = objects.get(method.getDeclaringClass());
    Object result =
        method.invoke(isStatic(method) || object == null ? null : object.get(), arguments);
    if (result != null && result.getClass() == method.getDeclaringClass()) {
      build(result);
    }
  }

  private static void build(Object builder) throws ReflectiveOperationException {
    for (Method method : builder.getClass().getMethods()) {
      if (method.getName().equals("build") && method.getParameterCount() == 0) {
        method.invoke(builder);
      }
    }
  }

  private static String shown(Object value) {
    if (value.getClass().isArray()) {
      return value.getClass().getComponentType() + "[" + Array.getLength(value) + "]";
    }
    String text = String.valueOf(value).replaceAll("\\p{Cc}", "?");
    return text.length() > 40 ? text.length() + " characters" : text;
  }

  private static String nameOf(Executable executable) {
    Class<?> type = executable.getDeclaringClass();
    String owner = type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    return executable instanceof Constructor<?> ? owner : owner + "." + executable.getName();
  }
}
