package io.github.thingseal.testsupport;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call with null in one position, which is to be refused.
 *
 * @param executable what is called
 * @param index the parameter that is null, or has it as its element
 * @param argument null, or what has it as its element
 * @param suffix what is after the parameter's name in {@link #toString()}
 */
record NullCall(Executable executable, int index, @Nullable Object argument, String suffix) {

  /** All calls of a method or constructor with null where it may not be. */
  static List<NullCall> of(Executable executable) {
    List<NullCall> calls = new ArrayList<>();
    for (int i = 0; i < executable.getParameterCount(); i++) {
      AnnotatedType type = executable.getParameters()[i].getAnnotatedType();
      if (isNullable(type) || executable.getParameterTypes()[i].isPrimitive()) {
        continue;
      }
      calls.add(new NullCall(executable, i, null, ""));
      Object holder = holderOfNull(type, executable.getParameterTypes()[i]);
      if (holder != null) {
        calls.add(new NullCall(executable, i, holder, "[]"));
      }
    }
    return calls;
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private static @Nullable Object holderOfNull(AnnotatedType type, Class<?> raw) {
    if (type instanceof AnnotatedArrayType array) {
      AnnotatedType element = array.getAnnotatedGenericComponentType();
      return raw.getComponentType().isPrimitive() || isNullable(element)
          ? null
          : Array.newInstance(raw.getComponentType(), 1);
    }
    if (!(type instanceof AnnotatedParameterizedType parameterized)
        || isNullable(parameterized.getAnnotatedActualTypeArguments()[0])) {
      return null;
    }
    if (Map.class.isAssignableFrom(raw)) {
      return new HashMap<>(Collections.singletonMap("x", null));
    }
    if (Set.class.isAssignableFrom(raw)) {
      return Collections.singleton(null);
    }
    return Collection.class.isAssignableFrom(raw) || Iterable.class == raw
        ? Arrays.asList((Object) null)
        : null;
  }

  boolean needsTarget() {
    return executable instanceof Method && !Modifier.isStatic(executable.getModifiers());
  }

  boolean isAbstract() {
    return Modifier.isAbstract(executable.getModifiers());
  }

  /** What is wrong with how the call ends, or empty if it is refused by the parameter's name. */
  String fault(
      @Nullable Object target, Samples samples, Class<? extends RuntimeException> refusal) {
    try {
      @Nullable Object[] arguments = samples.arguments(executable);
      arguments[index] = argument;
      executable.setAccessible(true);
      if (executable instanceof Constructor<?> constructor) {
        constructor.newInstance(arguments);
      } else {
        ((Method) executable).invoke(target, arguments);
      }
      return "is accepted";
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause();
      return refusal.isInstance(thrown) && isNamed(String.valueOf(thrown.getMessage()))
          ? ""
          : "ends in " + thrown;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return "cannot be tried: " + e;
    }
  }

  private boolean isNamed(String message) {
    Parameter parameter = executable.getParameters()[index];
    return parameter.isNamePresent()
        && message.startsWith(parameter.getName() + (suffix.isEmpty() ? " is null" : "["))
        && message.contains(" is null");
  }

  /** Such as {@code Apn.of(String) name}; what an exception of the rule is listed by. */
  @Override
  public String toString() {
    Class<?> type = executable.getDeclaringClass();
    String owner = type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    String name = executable instanceof Constructor<?> ? "" : "." + executable.getName();
    return owner
        + name
        + Arrays.stream(executable.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(",", "(", ") "))
        + executable.getParameters()[index].getName()
        + suffix;
  }
}
