package io.github.thingseal.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The part of fuzzing that every build runs: the seeds of a fuzz test, where Jazzer looks for them
 * too, and a fixed set of inputs derived from them.
 */
public final class FuzzInputs {
  /** What the method with {@code @FuzzTest} is called in every class; Jazzer finds seeds by it. */
  private static final String METHOD = "fuzz";

  private static final int SEED = 20_261_122;
  private static final int MAX_BYTES = 2048;
  private static final int MAX_CHANGES = 6;
  private static final int MAX_RUN = 40;

  private final List<byte[]> seeds;
  private final Random random = new Random(SEED);

  private FuzzInputs(List<byte[]> seeds) {
    this.seeds = seeds;
  }

  /**
   * Runs a target over its seeds and over inputs made of them.
   *
   * @param test the class of the fuzz test, by whose name its seeds are found
   * @param count how many inputs are made
   * @param target throws what it finds
   */
  public static void run(Class<?> test, int count, Consumer<byte[]> target) {
    FuzzInputs inputs = new FuzzInputs(seeds(test));
    inputs.seeds.forEach(seed -> tried(seed, target));
    for (int i = 0; i < count; i++) {
      tried(inputs.next(), target);
    }
  }

  private static void tried(byte[] input, Consumer<byte[]> target) {
    try {
      target.accept(input.clone());
    } catch (Throwable e) {
      throw new AssertionError(
          "Found by the input " + HexFormat.of().formatHex(input) + ": keep it as a seed", e);
    }
  }

  private static List<byte[]> seeds(Class<?> test) {
    URL folder = test.getResource(test.getSimpleName() + "Inputs/" + METHOD);
    if (folder == null) {
      throw new AssertionError(test.getSimpleName() + " has no seeds");
    }
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      List<byte[]> seeds = new ArrayList<>();
      seeds.add(new byte[0]);
      for (Path file : files.sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
      return seeds;
    } catch (IOException e) {
      throw new UncheckedIOException("The seeds in " + folder + " cannot be read", e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] next() {
    if (random.nextInt(8) == 0) {
      return noise(random.nextInt(4 * MAX_RUN));
    }
    byte[] input = anySeed();
    for (int i = 1 + random.nextInt(MAX_CHANGES); i > 0; i--) {
      input = changed(input);
    }
    return input.length > MAX_BYTES ? Arrays.copyOf(input, MAX_BYTES) : input;
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int run = Math.min(input.length - at, 1 + random.nextInt(MAX_RUN));
    return switch (random.nextInt(8)) {
      case 0 -> replaced(input, at, Math.min(run, 1), noise(1));
      case 1 -> replaced(input, at, Math.min(run, 1), new byte[0]);
      case 2 -> replaced(input, at, run, new byte[0]);
      case 3 -> replaced(input, at, 0, noise(1 + random.nextInt(MAX_RUN)));
      case 4 -> replaced(input, at, 0, Arrays.copyOfRange(input, at, at + run));
      case 5 -> replaced(input, at, run, pieceOfASeed());
      case 6 -> replaced(input, at, 0, pieceOfASeed());
      default -> bitFlipped(input, at);
    };
  }

  private byte[] bitFlipped(byte[] input, int at) {
    byte[] flipped = input.clone();
    if (at < flipped.length) {
      flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return flipped;
  }

  private byte[] pieceOfASeed() {
    byte[] seed = anySeed();
    int from = random.nextInt(seed.length + 1);
    return Arrays.copyOfRange(seed, from, Math.min(seed.length, from + random.nextInt(MAX_RUN)));
  }

  private byte[] anySeed() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] replaced(byte[] input, int at, int length, byte[] by) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(input, 0, at);
    bytes.writeBytes(by);
    bytes.write(input, at + length, input.length - at - length);
    return bytes.toByteArray();
  }
}
