package io.github.thingseal.examples.kafkaunprotect;

import io.github.thingseal.testkit.SimulatedServices;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An instance in a process of its own, which can be killed as no one can within a process. */
final class InstanceProcess implements AutoCloseable {
  private final Process process;
  private final Thread output;

  private InstanceProcess(Process process, String name, PrintStream out) {
    this.process = process;
    this.output = new Thread(() -> copy(process, name, out), "output-of-" + name);
    output.setDaemon(true);
    output.start();
  }

  /** Starts one in this world, with files in a folder; what it prints comes with its name ahead. */
  static InstanceProcess start(World world, Path folder, String name, PrintStream out)
      throws IOException {
    AppSettings settings = world.settings();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-classpath",
            System.getProperty("java.class.path"),
            KafkaUnprotect.class.getName(),
            "run",
            "--bootstrap-servers=" + world.clients().values().iterator().next(),
            "--service=" + world.cloud().url(),
            "--credentials=" + credentials(world.cloud(), folder),
            "--ca=" + written(folder.resolve("ca.pem"), world.cloud().certificatePem()),
            "--config=" + config(folder),
            "--threads=1",
            "--until-end-of-input",
            "--input=" + settings.topics().input(),
            "--plaintext=" + settings.topics().plaintext(),
            "--dead-letters=" + settings.topics().deadLetters());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new InstanceProcess(process, name, out);
  }

  /** SIGKILL: nothing is committed, closed or reported. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    output.join();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      }
      output.join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Path credentials(SimulatedServices cloud, Path folder) throws IOException {
    Path file = folder.resolve("credentials.properties");
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    String secret =
        cloud.accessSecret().expose(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    return written(file, "accessKey=" + cloud.accessKey() + "\naccessSecret=" + secret + "\n");
  }

  /** That a killed one is missed soon, and that it leaves something uncommitted behind. */
  private static Path config(Path folder) throws IOException {
    return written(
        folder.resolve("streams.properties"),
        """
        commit.interval.ms=500
        main.consumer.session.timeout.ms=4000
        main.consumer.heartbeat.interval.ms=500
        main.consumer.max.poll.records=200
        producer.transaction.timeout.ms=6000
        """);
  }

  private static Path written(Path file, String text) throws IOException {
    return Files.writeString(file, text);
  }

  private static void copy(Process process, String name, PrintStream out) {
    try (var lines = process.inputReader()) {
      lines.lines().forEach(line -> out.println("[" + name + "] " + line));
    } catch (IOException | UncheckedIOException e) {
      // It was killed.
    }
  }
}
