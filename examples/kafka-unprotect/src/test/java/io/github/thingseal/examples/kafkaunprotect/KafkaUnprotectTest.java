package io.github.thingseal.examples.kafkaunprotect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.examples.kafkaunprotect.Patience.Afterwards;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class KafkaUnprotectTest {
  private static final String[] MINIMUM = {
    "--bootstrap-servers", "kafka:9092", "--service", "https://service.example/v1"
  };

  private final StringWriter written = new StringWriter();

  private int execute(String... arguments) {
    PrintWriter writer = new PrintWriter(written, true);
    return KafkaUnprotect.commandLine().setOut(writer).setErr(writer).execute(arguments);
  }

  private static AppSettings settings(String... more) {
    RunCommand run = new RunCommand();
    String[] arguments = Arrays.copyOf(MINIMUM, MINIMUM.length + more.length);
    System.arraycopy(more, 0, arguments, MINIMUM.length, more.length);
    new CommandLine(run).parseArgs(arguments);
    return run.settings();
  }

  private static Properties streams(AppSettings settings) {
    LookAhead lookAhead = new LookAhead(messages -> List.of());
    return StreamsSettings.of(settings.cluster(), settings.sizes(), settings.patience(), lookAhead);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--bogus", "run", "run --patience x", "measure --bogus"})
  void options_whenWrong_endWithTwo(String arguments) {
    assertThat(execute(arguments.split(" "))).isEqualTo(2);
    assertThat(written.toString()).endsWith("--help lists the options." + System.lineSeparator());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--devices 0",
        "--rate 0",
        "--seconds 0",
        "--service-delay -1",
        "--instances -1",
        "--kills -1",
        "--threads 0",
        "measure --messages 0",
        "measure --v1-messages -1",
        "measure --batch 0",
        "measure --warm-up -1",
        "measure --rounds 0"
      })
  void numbers_whenTooSmall_endWithTwoBeforeAnythingStarts(String arguments) {
    assertThat(execute(arguments.split(" "))).isEqualTo(2);
    assertThat(written.toString()).contains(" or more, not ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--threads=0", "--batch=0", "--look-ups=0", "--cached-keys=-1", "--patience=0"})
  void sizes_whenTooSmall_areRefused(String option) {
    assertThatThrownBy(() -> settings(option))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(option.substring(0, option.indexOf('=')) + " takes ");
  }

  @Test
  void config_whenKafkaDoesNotTakeIt_endsWithTwo(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("streams.properties"), "num.stream.threads=two");

    assertThat(execute("run", MINIMUM[0], MINIMUM[1], MINIMUM[2], MINIMUM[3], "--config=" + file))
        .isEqualTo(2);
    assertThat(written.toString()).contains("num.stream.threads");
  }

  @Test
  void bootstrapServers_whenTheyAreNone_endWithTwo() {
    assertThat(execute("run", "--bootstrap-servers=nowhere", MINIMUM[2], MINIMUM[3])).isEqualTo(2);
    assertThat(written.toString()).contains("bootstrap.servers");
  }

  @Test
  void afterwards_whenUnknown_isRefusedWithWhatThereIs() {
    assertThat(execute("run", "--afterwards", "ignore")).isEqualTo(2);
    assertThat(written.toString()).contains("fail or dead-letter, not ignore");
  }

  @Test
  void help_namesCommandsAndExitCodes() {
    assertThat(execute("--help")).isZero();
    assertThat(written.toString()).contains("run", "measure", "--devices", "Exit codes");
  }

  @Test
  void run_whenItsCertificatesCannotBeRead_endsWithTwo() {
    assertThat(
            execute(
                "run",
                MINIMUM[0],
                MINIMUM[1],
                MINIMUM[2],
                MINIMUM[3],
                "--ca",
                "/does/not/exist.pem"))
        .isEqualTo(2);
    assertThat(written.toString()).contains("/does/not/exist.pem cannot be read");
  }

  @Test
  void run_withoutMore_hasTheStandardSettings() {
    AppSettings settings = settings();

    assertThat(settings.topics()).isEqualTo(Topics.standard());
    assertThat(settings.sizes()).isEqualTo(Sizes.standard());
    assertThat(settings.patience()).isEqualTo(Patience.standard());
    assertThat(settings.applicationId()).isEqualTo(AppSettings.APPLICATION_ID);
    assertThat(streams(settings))
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("bootstrap.servers", "kafka:9092")
        .containsEntry("producer.transaction.timeout.ms", 60_000)
        .containsEntry("main.consumer.max.poll.interval.ms", 300_000);
  }

  @Test
  void run_takesTopicsSizesAndPatience() {
    AppSettings settings =
        settings(
            "--input=a",
            "--plaintext=b",
            "--dead-letters=c",
            "--threads=3",
            "--batch=4",
            "--look-ups=5",
            "--cached-keys=6",
            "--patience=7",
            "--afterwards=dead-letter",
            "--application-id=d");

    assertThat(settings.topics()).isEqualTo(new Topics("a", "b", "c"));
    assertThat(settings.sizes()).isEqualTo(new Sizes(3, 4, 5, 6));
    assertThat(settings.patience())
        .isEqualTo(
            new Patience(Duration.ofSeconds(7), Duration.ofSeconds(1), Afterwards.DEAD_LETTER));
    assertThat(settings.applicationId()).isEqualTo("d");
  }

  @Test
  void config_countsMoreThanOptions_butNotThanExactlyOnce(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("streams.properties"),
            """
            security.protocol=SSL
            main.consumer.max.poll.records=9
            processing.guarantee=at_least_once
            """);

    AppSettings settings = settings("--config=" + file, "--batch=4");

    assertThat(streams(settings))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("main.consumer.max.poll.records", "9")
        .containsEntry("processing.guarantee", "exactly_once_v2");
  }

  @Test
  void config_whenItCannotBeRead_isRefused() {
    assertThatThrownBy(() -> settings("--config=/does/not/exist"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("--config /does/not/exist");
  }

  @Test
  void cacheHits_neverFallBelowNone() {
    assertThat(LiveLine.hits(10, 12)).isEqualTo("  0 %");
    assertThat(LiveLine.hits(10, 1)).isEqualTo(" 90 %");
    assertThat(LiveLine.hits(0, 0).strip()).isEqualTo("-");
  }
}
