package io.github.thingseal.testsupport;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls every public method and constructor of some types with null in every position that does not
 * allow it, and with a collection or array that has null in it. Each call must be refused by an
 * exception that begins with the parameter's name, before anything is done.
 */
public final class NullRefusals {
  private static final String PROJECT = "io.github.thingseal.";

  private final List<Class<?>> types;
  private final Class<? extends RuntimeException> refusal;
  private final Samples samples;
  private final List<Object> targets = new ArrayList<>();
  private final Map<Class<?>, String> withoutObject = new LinkedHashMap<>();
  private final Map<String, String> exceptions = new LinkedHashMap<>();
  private final Set<Object> needed = new LinkedHashSet<>();
  private Supplier<?> state = () -> "";

  /**
   * Begins.
   *
   * @param types the types whose methods and constructors are called
   * @param refusal what refuses null
   * @param samples the other arguments
   */
  public NullRefusals(
      List<Class<?>> types, Class<? extends RuntimeException> refusal, Samples samples) {
    this.types = types;
    this.refusal = refusal;
    this.samples = samples;
  }

  /**
   * Adds objects whose methods are called; where there is none, a sample has to do.
   *
   * @param objects the objects
   * @return this
   */
  public NullRefusals on(Object... objects) {
    targets.addAll(List.of(objects));
    return this;
  }

  /**
   * Leaves out the instance methods of a type; of an interface, those that it leaves to others.
   *
   * @param type the type
   * @param reason why there is no object of it
   * @return this
   */
  public NullRefusals withoutObject(Class<?> type, String reason) {
    withoutObject.put(type, reason);
    return this;
  }

  /**
   * Leaves out one call.
   *
   * @param call such as {@code Apn.of(String) name}
   * @param reason why it may do something else
   * @return this
   */
  public NullRefusals except(String call, String reason) {
    exceptions.put(call, reason);
    return this;
  }

  /**
   * Sets what no call may change.
   *
   * @param observed returns what can be seen, such as how many bytes were sent
   * @return this
   */
  public NullRefusals unchanged(Supplier<?> observed) {
    this.state = observed;
    return this;
  }

  /**
   * Makes all calls.
   *
   * @return a line for each that was not refused as it must be, and for each exception of the rule
   *     that no longer is one
   */
  public List<String> faults() {
    Set<String> faults = new TreeSet<>();
    for (Class<?> type : types) {
      executables(type)
          .flatMap(executable -> NullCall.of(executable).stream())
          .forEach(call -> tryCall(call, type, faults));
    }
    Stream.concat(withoutObject.keySet().stream(), exceptions.keySet().stream())
        .filter(listed -> !needed.contains(listed))
        .forEach(listed -> faults.add("Listed in vain: " + listed));
    return List.copyOf(faults);
  }

  private void tryCall(NullCall call, Class<?> type, Set<String> faults) {
    List<Object> objects = objects(call, type);
    if (!call.needsTarget()) {
      tryOn(null, call, faults);
    } else if (!objects.isEmpty()) {
      objects.forEach(object -> tryOn(object, call, faults));
    } else if (withoutObject.containsKey(type)) {
      needed.add(type);
    } else {
      faults.add("There is no object of " + type.getName());
    }
  }

  private void tryOn(@Nullable Object target, NullCall call, Set<String> faults) {
    Object before = state.get();
    String fault = call.fault(target, samples, refusal);
    if (fault.isEmpty() && !Objects.equals(before, state.get())) {
      fault = "was refused after something was done";
    }
    if (exceptions.containsKey(call.toString())) {
      needed.add(fault.isEmpty() ? "" : call.toString());
    } else if (!fault.isEmpty()) {
      faults.add(call + " " + fault);
    }
  }

  /** One of each class that was given; otherwise a sample, but not of what is left to others. */
  private List<Object> objects(NullCall call, Class<?> type) {
    Map<Class<?>, Object> given = new LinkedHashMap<>();
    targets.stream()
        .filter(type::isInstance)
        .forEach(target -> given.putIfAbsent(target.getClass(), target));
    boolean isLeftToOthers =
        type.isInterface() ? call.isAbstract() : withoutObject.containsKey(type);
    return given.isEmpty() && !isLeftToOthers ? sample(type) : List.copyOf(given.values());
  }

  private List<Object> sample(Class<?> type) {
    try {
      return List.of(samples.of(type));
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  /** Those whose code is the project's; what is inherited from another of the types is its own. */
  private Stream<Executable> executables(Class<?> type) {
    Stream<Method> methods =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getDeclaringClass().getName().startsWith(PROJECT))
            .filter(method -> isOwn(method, type))
            .filter(method -> !method.isSynthetic() && !isOfTheLanguage(method));
    return Stream.concat(Arrays.stream(type.getConstructors()), methods)
        .sorted(Comparator.comparing(Executable::toGenericString));
  }

  private boolean isOwn(Method method, Class<?> type) {
    Class<?> declaring = method.getDeclaringClass();
    return declaring == type || !types.contains(declaring);
  }

  /** Whose behaviour with null the language, or the JDK, has set. */
  private static boolean isOfTheLanguage(Method method) {
    boolean comparesAny =
        method.getName().equals("equals")
            && Arrays.equals(method.getParameterTypes(), new Class<?>[] {Object.class});
    boolean isOfEnum =
        method.getDeclaringClass().isEnum()
            && method.getName().equals("valueOf")
            && Modifier.isStatic(method.getModifiers());
    return comparesAny || isOfEnum;
  }
}
