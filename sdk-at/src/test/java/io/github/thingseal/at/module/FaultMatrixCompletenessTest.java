package io.github.thingseal.at.module;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.testkit.ModuleFault;
import io.github.thingseal.testkit.SimulatedModule;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that can go wrong, and nothing that can be asked for, is left out of the matrix. */
class FaultMatrixCompletenessTest {
  /** Methods of the module's builder that change nothing of what a fresh module says. */
  private static final Set<String> NO_TRAITS =
      Set.of(
          "model",
          "firmware",
          "imei",
          "imsi",
          "iccid",
          "air",
          "fastTime",
          "virtualTime",
          "waitForClient",
          "storage",
          "insecureSeed",
          "bootTime",
          "registrationTime",
          "bootstrapTime",
          "sealingTime",
          "powerOnAgainAfter",
          // SealStateReplyTest tries what a module says before its bootstrap.
          "sealStateUntilBootstrapped",
          "longestPlaintext",
          "faults",
          "build");

  /** Methods of the facade that say nothing to the module. */
  private static final Set<String> SILENT =
      Set.of(
          "SecurityModule.name/0",
          "SecurityModule.close/0",
          "SecurityModule.subscribe/2",
          // What it calls speaks.
          "SecurityModule.within/2",
          "SecurityModule.onRestart/1",
          "ChipToChip.sessionLost/0",
          "ChipToChip.isOpen/0",
          "ChipToChip.damagedFrames/0",
          "ChipToChip.forgedFrames/0");

  @Test
  void faults_whenTheSimulatedModuleHasAKind_tryIt() {
    Set<String> kinds =
        Stream.of(ModuleFault.class.getDeclaredClasses())
            .filter(Class::isSealed)
            .flatMap(effects -> Stream.of(effects.getPermittedSubclasses()))
            .map(Class::getSimpleName)
            .collect(toSet());
    FacadeCall any = FacadeCalls.all().get(0);

    assertThat(kinds).isNotEmpty();
    assertThat(Faults.all().stream().flatMap(fault -> fault.kinds(any).stream()).collect(toSet()))
        .as("Faults.all() tries each record of ModuleFault")
        .containsExactlyInAnyOrderElementsOf(kinds);
  }

  @Test
  void faults_whenAFirmwareOfTheSimulatedModuleCanBeOdd_tryIt() {
    Set<String> traits =
        publicMethods(SimulatedModule.Builder.class)
            .map(Method::getName)
            .filter(name -> !NO_TRAITS.contains(name))
            .collect(toSet());
    Set<String> tried = Faults.all().stream().map(Fault::trait).collect(toSet());
    tried.remove("");

    assertThat(tried)
        .as("Faults.all() tries each trait of a firmware")
        .containsExactlyInAnyOrderElementsOf(traits);
  }

  @Test
  void calls_whenTheFacadeHasAMethodThatSendsSomething_coverIt() {
    Set<String> spoken =
        Stream.concat(Stream.of(SecurityModule.class), parts())
            .flatMap(FaultMatrixCompletenessTest::methods)
            .filter(method -> !SILENT.contains(method))
            .collect(toSet());
    Set<String> used =
        FacadeCalls.all().stream().flatMap(call -> call.methods.stream()).collect(toSet());

    assertThat(used)
        .as("FacadeCalls.all() calls each method of the facade")
        .containsExactlyInAnyOrderElementsOf(spoken);
  }

  @Test
  void combinations_whenLeftOutOfAWiring_areTriedInAnother() {
    Set<String> tried =
        Arrays.stream(Wiring.values())
            .flatMap(FaultMatrixCompletenessTest::in)
            .map(combination -> combination.call() + " with " + combination.fault())
            .collect(toSet());

    for (FacadeCall call : FacadeCalls.all()) {
      for (Fault fault : Faults.all()) {
        assertThat(tried).contains(call + " with " + fault);
      }
    }
  }

  @Test
  void documents_whenTheySayHowManyCombinationsAreTried_areRight() throws IOException {
    long count = Arrays.stream(Wiring.values()).flatMap(FaultMatrixCompletenessTest::in).count();

    Matcher stated =
        Pattern.compile("more than ([0-9,]+) combinations")
            .matcher(Files.readString(Path.of("..", "docs", "testing.md")).replaceAll("\\s+", " "));
    assertThat(stated.find()).isTrue();
    assertThat(count).isGreaterThan(Long.parseLong(stated.group(1).replace(",", "")));
  }

  private static Stream<Combination> in(Wiring wiring) {
    return Combination.of(wiring).stream();
  }

  /** What the facade hands out to be used: {@code sealing()}, {@code e2e()} and so on. */
  private static Stream<Class<?>> parts() {
    return publicMethods(SecurityModule.class)
        .filter(FaultMatrixCompletenessTest::isPart)
        .map(Method::getReturnType);
  }

  private static boolean isPart(Method method) {
    Class<?> type = method.getReturnType();
    return method.getParameterCount() == 0
        && type.getPackage() == SecurityModule.class.getPackage()
        && !type.isRecord()
        && !Modifier.isStatic(method.getModifiers());
  }

  private static Stream<String> methods(Class<?> type) {
    return publicMethods(type)
        .filter(method -> !isPart(method) && !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !method.getName().equals("toString"))
        .map(
            method ->
                type.getSimpleName() + "." + method.getName() + "/" + method.getParameterCount());
  }

  private static Stream<Method> publicMethods(Class<?> type) {
    return List.of(type.getDeclaredMethods()).stream()
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic());
  }
}
