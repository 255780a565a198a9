package io.github.thingseal.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.operation.Operation;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.id.DeviceSerialNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README.md and docs/ say is so: their code compiles, and their links lead somewhere. */
class DocumentsTest {
  private static final Path PROJECT = Path.of("..");
  private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\\R(.*?)```");
  private static final Pattern ANY_BLOCK = Pattern.compile("(?s)```.*?```");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern THREAD_NAME = Pattern.compile("\"(thingseal-[a-z]+(?:-[a-z]+)*)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** As docs/api, which PublicApiTest compares with the code, lists them. */
  private static final Pattern EXCEPTION = Pattern.compile("(?m)^.*class \\S*\\.(\\w+Exception) ");

  /** Where the code of the documents is compiled, as whole or as part of an example. */
  private static final List<String> COMPILED =
      List.of(
          "sdk/src/test/java/io/github/thingseal/docs",
          "sdk/src/test/java/io/github/thingseal/consumer",
          "examples");

  static Stream<Path> documents() throws IOException {
    return Stream.of(".", "docs", "docs/decisions", "benchmarks", "examples/kafka-unprotect")
        .flatMap(folder -> filesIn(PROJECT.resolve(folder), 1, ".md"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void document_whenItShowsJava_showsCodeThatCompiles(Path document) {
    for (String code : matches(JAVA_BLOCK, read(document))) {
      assertThat(CompiledCode.DENSE.contains(dense(code)))
          .as("%s shows code that is in no source file of %s:%n%s", document, COMPILED, code)
          .isTrue();
    }
  }

  @Test
  void readme_whenRead_showsCodeForEachKindOfUser() {
    assertThat(matches(JAVA_BLOCK, read(PROJECT.resolve("README.md")))).hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void document_whenItLinksToTheProject_linksToWhatIsThere(Path document) {
    String text = ANY_BLOCK.matcher(read(document)).replaceAll("");

    for (String link : matches(LINK, text)) {
      if (!link.contains("://")) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
        assertThat(target).as("link of %s", document).exists();
        if (parts.length == 2) {
          assertThat(anchors(target)).as("link of %s to %s", document, target).contains(parts[1]);
        }
      }
    }
  }

  @Test
  void testsOfTheDocuments_whenRun_decryptWhatTheModuleEncrypted() {
    byte[] reading = "temperature 21.5".getBytes(UTF_8);
    DeviceSerialNumber serial = DeviceSerialNumber.of("0042");
    // Side by side, because each waits for its module to be bootstrapped.
    CompletableFuture<byte[]> decrypted =
        supplyAsync(() -> new OnboardingSnippets().testkit(serial, reading));
    CompletableFuture<Void> bothSides =
        runAsync(
            new BothSidesOnTheBench()::reading_whenEncryptedByTheModule_isDecryptedByTheService);
    CompletableFuture<Void> gateway =
        runAsync(
            new GatewayOnTheBench()::reading_whenEncryptedByASealedModule_isWhatTheServiceDecrypts);

    new CloudOnTheBench().reading_whenProtectedAsADeviceDoes_isDecryptedThroughTheService();
    assertThat(decrypted.join()).isEqualTo(reading);
    bothSides.join();
    gateway.join();
  }

  @Test
  void evidence_whenTheCatalogueHasAnOperation_listsItsPath() {
    String evidence = read(PROJECT.resolve("docs/evidence.md"));

    for (Operation operation : Operations.all()) {
      assertThat(evidence).contains("| `" + operation.path() + "` |");
    }
  }

  @Test
  void errors_whenAModuleExportsAnException_explainsIt() {
    String errors = read(PROJECT.resolve("docs/errors.md"));
    List<String> exceptions =
        filesIn(PROJECT.resolve("docs/api"), 1, ".txt")
            .flatMap(api -> matches(EXCEPTION, read(api)).stream())
            .toList();

    assertThat(exceptions)
        .hasSizeGreaterThan(40)
        .allSatisfy(exception -> assertThat(errors).contains("`" + exception + "`"));
  }

  @Test
  void architecture_whenAThreadHasAName_listsIt() {
    String threads = read(PROJECT.resolve("docs/architecture.md"));
    List<String> names =
        Stream.of("sdk-core", "sdk-at", "sdk-cloud", "sdk")
            .map(module -> PROJECT.resolve(module).resolve("src/main/java"))
            .flatMap(folder -> filesIn(folder, Integer.MAX_VALUE, ".java"))
            .flatMap(file -> matches(THREAD_NAME, read(file)).stream())
            .filter(name -> !name.equals("thingseal-transcript")) // The first word of a file.
            .distinct()
            .toList();

    assertThat(names)
        .contains("thingseal-at-reader")
        .allSatisfy(name -> assertThat(threads).contains("| `" + name));
  }

  /** As GitHub makes them. */
  private static List<String> anchors(Path document) {
    return matches(HEADING, read(document)).stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", ""))
        .map(heading -> heading.replace(' ', '-'))
        .toList();
  }

  private static List<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).toList();
  }

  private static Stream<Path> filesIn(Path folder, int depth, String ending) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String dense(String code) {
    return code.replaceAll("\\s+", "");
  }

  /** Read once for all documents. */
  private static final class CompiledCode {
    static final String DENSE =
        COMPILED.stream()
            .flatMap(folder -> filesIn(PROJECT.resolve(folder), Integer.MAX_VALUE, ".java"))
            .map(DocumentsTest::read)
            .map(DocumentsTest::dense)
            .collect(joining("\n"));
  }
}
