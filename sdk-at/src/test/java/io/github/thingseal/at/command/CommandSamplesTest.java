package io.github.thingseal.at.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.command.security.EncryptE2e;
import io.github.thingseal.testsupport.ExportedTypes;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each command sends, how long it may take, whether it may be repeated, what logs show. */
class CommandSamplesTest {
  private static final Pattern NAME = Pattern.compile("^AT(\\+[A-Z0-9]+|&?[A-Z]*)");

  private static final Pattern STRING = Pattern.compile("\"([^\"]+)\"");

  /** A serial number, and names of a file and of a credential. */
  private static final Set<String> NO_SECRETS = Set.of("357862090123456", "a.txt", "ca");

  static List<CommandSample> samples() {
    return CommandSamples.all();
  }

  static Stream<CommandSample> answered() {
    return samples().stream().filter(sample -> !sample.reply().isEmpty());
  }

  @Test
  void samples_nameEveryClassOfCommandsThatThereIs() {
    Set<Class<?>> sampled = samples().stream().map(CommandSample::type).collect(Collectors.toSet());

    assertThat(commands().filter(type -> !sampled.contains(type)))
        .as("commands without a sample; add one to the ...Samples of their package (tests)")
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void command_whenSent_isTheLineAndLimitOfTheDocumentation(CommandSample sample) {
    AtCommand<?> command = sample.command();

    assertThat(command.line()).isEqualTo(sample.line());
    assertThat(command.timeLimit()).isEqualTo(Duration.ofSeconds(sample.seconds()));
    assertThat(command.repeatable()).isEqualTo(sample.repeatable());
    assertThat(command.abortable()).isFalse();
  }

  @Test
  void command_whenTheLocaleHasOtherDigits_isTheSameAndReadsTheSame() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      samples().forEach(sample -> assertThat(sample.command().line()).isEqualTo(sample.line()));
      answered().forEach(this::reply_whenAnswered_isTheResult);
    } finally {
      Locale.setDefault(before);
    }
  }

  /** That a command of the security set is not secret is said by its sample, by someone. */
  @ParameterizedTest
  @MethodSource("samples")
  void secret_ofASecretName_isTrueUnlessTheSampleSaysOtherwise(CommandSample sample) {
    assertThat(sample.command().secret())
        .isEqualTo(SecretLines.has(sample.line()) && !sample.open());
    assertThat(sample.open()).as("shown").isIn(false, SecretLines.has(sample.line()));
  }

  @ParameterizedTest
  @MethodSource("answered")
  void reply_whenAnswered_isTheResult(CommandSample sample) {
    List<InfoLine> lines = Lines.of(sample.reply().toArray(String[]::new));

    Object result = sample.command().read(lines);

    if (sample.result() != CommandSample.NOT_COMPARED) {
      assertThat(result).isEqualTo(sample.result());
    }
  }

  /** The answers are what {@link DamagedAnswersTest} damages. */
  @Test
  void samples_whenACommandIsAnsweredByLines_haveSuchAnAnswer() {
    Set<Class<?>> answered = answered().map(CommandSample::type).collect(Collectors.toSet());

    assertThat(
            samples().stream()
                .filter(sample -> !(sample.command().reply() instanceof ReplyShape.None))
                .filter(sample -> !answered.contains(sample.type())))
        .as("samples without .reads(result, answer lines...), one for each class")
        .isEmpty();
  }

  @Test
  void evidence_whenThereIsACommand_hasARowWithItsName() throws IOException {
    String evidence = Files.readString(Path.of("..", "docs", "evidence.md"));

    assertThat(
            samples().stream()
                .map(sample -> NAME.matcher(sample.line()).results().findFirst().orElseThrow())
                .map(MatchResult::group)
                .filter(
                    name ->
                        !Pattern.compile("`" + Pattern.quote(name) + "(?![A-Z])")
                            .matcher(evidence)
                            .find()))
        .as("commands without a row in the table of AT commands of docs/evidence.md")
        .isEmpty();
  }

  /** In logs and messages of assertions it is to be known which command it is. */
  @ParameterizedTest
  @MethodSource("samples")
  void toString_ofEachCommand_saysWhichItIsAndShowsNoSecret(CommandSample sample) {
    String shown = sample.command().toString();

    assertThat(shown)
        .as("toString() of %s, which says which command it is", sample.type())
        .isNotBlank()
        .doesNotContain("@");
    if (sample.command().secret()) {
      assertThat(STRING.matcher(sample.line()).results().map(string -> string.group(1)))
          .filteredOn(string -> !NO_SECRETS.contains(string))
          .noneMatch(
              secret -> shown.toLowerCase(Locale.ROOT).contains(secret.toLowerCase(Locale.ROOT)));
    }
  }

  @Test
  void toString_whenThereIsAPayload_showsNothingOfIt() {
    assertThat(EncryptE2e.of(new byte[] {65, 66}).toString())
        .isEqualTo("EncryptE2e[+USECE2EDATAENC, 2 bytes]");
    assertThat(RawCommand.builder("AT+X=\"hush\"").secret().build().toString())
        .doesNotContain("hush");
  }

  @Test
  void rawCommand_byItsLineAlone_isSentOnceAndTakesTenSeconds() {
    RawCommand raw = RawCommand.of("AT+USECMODE?");

    assertThat(raw.line()).isEqualTo("AT+USECMODE?");
    assertThat(raw.timeLimit()).isEqualTo(Duration.ofSeconds(10));
    assertThat(raw.repeatable()).isFalse();
    assertThat(raw.abortable()).isFalse();
  }

  private static Stream<Class<?>> commands() {
    return ExportedTypes.ofModuleOf(AtCommand.class).stream()
        .filter(AtCommand.class::isAssignableFrom)
        .filter(type -> type != RawCommand.class)
        .filter(type -> !Modifier.isAbstract(type.getModifiers()) || type.isEnum());
  }
}
