package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.cloud.auth.Credentials;
import io.github.thingseal.cloud.auth.CredentialsProvider;
import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One instance on a real cluster, until it is interrupted. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs one instance on a cluster of yours, until it is interrupted.",
    footer = {
      "",
      "Exit codes: 1 failed, 2 wrong options, 130 or 143 interrupted (SIGINT, SIGTERM)."
    })
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,...",
      required = true,
      description = "Where the cluster is.")
  private String bootstrapServers = "";

  @Option(
      names = "--service",
      paramLabel = "URL",
      required = true,
      description = "Base URL of the service.")
  private String service = "";

  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      description =
          "File with accessKey and accessSecret, for its owner only; else they come from"
              + " THINGSEAL_ACCESS_KEY and THINGSEAL_ACCESS_SECRET.")
  private @Nullable Path credentials;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "PEM file with certificates of the service to trust besides the platform's.")
  private @Nullable Path authorities;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Properties of Kafka Streams, such as security.protocol or main.consumer.group.instance.id;"
              + " they count more than the options here.")
  private @Nullable Path config;

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      defaultValue = AppSettings.APPLICATION_ID,
      description = "Instances of the same id share the work; ${DEFAULT-VALUE} by default.")
  private String applicationId = AppSettings.APPLICATION_ID;

  @Option(
      names = "--input",
      paramLabel = "TOPIC",
      defaultValue = "uplink",
      description = "Protected messages, keyed by RoTPublicUID; ${DEFAULT-VALUE} by default.")
  private String input = "";

  @Option(
      names = "--plaintext",
      paramLabel = "TOPIC",
      defaultValue = "plaintext",
      description = "Where plaintexts go; ${DEFAULT-VALUE} by default.")
  private String plaintext = "";

  @Option(
      names = "--dead-letters",
      paramLabel = "TOPIC",
      defaultValue = "uplink-dead-letters",
      description = "Where the rest goes, with its reason; ${DEFAULT-VALUE} by default.")
  private String deadLetters = "";

  @Option(names = "--until-end-of-input", hidden = true)
  private boolean untilEndOfInput;

  @Mixin private final SizeOptions sizes = new SizeOptions();
  @Mixin private final PatienceOptions patience = new PatienceOptions();

  @Override
  public Integer call() throws InterruptedException {
    LogLevels.warnings();
    AppSettings settings = settings();
    UnprotectApp app = UnprotectApp.start(settings);
    if (untilEndOfInput) {
      exitWithParent();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(app::close, "closing"));
    Lag lag = new Lag(settings.cluster(), settings.applicationId(), settings.topics().input());
    LiveLine line = LiveLine.start(System.out, app.counters(), lag);
    try {
      return app.awaitStopped() ? KafkaUnprotect.FAILED : KafkaUnprotect.DONE;
    } finally {
      line.close();
    }
  }

  /** No instance outlives the process that started it, however that ends. */
  private static void exitWithParent() {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {}
              } catch (IOException e) {
                // The parent is gone.
              }
              Runtime.getRuntime().halt(KafkaUnprotect.FAILED);
            },
            "parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Reads the files as well. */
  AppSettings settings() {
    CredentialsProvider provider =
        credentials == null ? Credentials.fromEnvironment() : Credentials.fromFile(credentials);
    List<X509Certificate> trusted =
        authorities == null ? List.of() : Certificates.read(authorities);
    return AppSettings.of(bootstrapServers, new ServiceAccess(service, provider, trusted))
        .with(Map.of(StreamsConfig.APPLICATION_ID_CONFIG, applicationId))
        .with(configured())
        .with(new Topics(input, plaintext, deadLetters))
        .with(sizes.sizes())
        .with(patience.patience());
  }

  private Map<String, String> configured() {
    if (config == null) {
      return Map.of();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(config)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new InvalidInputException("--config " + config + " cannot be read: " + e, e);
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
    return settings;
  }
}
