package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault has a test of what it does to those who know nothing of the SDK. */
class FaultTestsTest {
  @ParameterizedTest
  @ValueSource(classes = {ModuleFault.class, ServiceFault.class})
  void tests_whenThereIsAFault_tryIt(Class<?> faults) throws IOException {
    String sources = sources();

    assertThat(
            Arrays.stream(faults.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !sources.contains(faults.getSimpleName() + "." + name + "(")))
        .as("faults without a test, such as one in %sTest", faults.getSimpleName())
        .isEmpty();
  }

  private static String sources() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sources.append(Files.readString(file));
      }
    }
    return sources.toString();
  }
}
