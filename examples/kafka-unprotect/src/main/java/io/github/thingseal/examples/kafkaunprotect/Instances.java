package io.github.thingseal.examples.kafkaunprotect;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Instances in processes of their own. */
final class Instances implements AutoCloseable {
  private final World world;
  private final PrintStream out;
  private final Path folder;
  private final List<InstanceProcess> running = new ArrayList<>();
  private int started;

  /** None runs yet. */
  Instances(World world, PrintStream out) throws IOException {
    this.world = world;
    this.out = out;
    this.folder = Files.createTempDirectory("kafka-unprotect");
  }

  void start() throws IOException {
    started++;
    running.add(InstanceProcess.start(world, folder, "instance " + started, out));
  }

  /** Kills the one of that number, from 0 on, modulo how many there are. */
  void kill(int number) throws InterruptedException {
    running.remove(number % running.size()).kill();
  }

  /** Ends all of them and removes their files. */
  @Override
  public void close() {
    running.forEach(InstanceProcess::close);
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Instances::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
