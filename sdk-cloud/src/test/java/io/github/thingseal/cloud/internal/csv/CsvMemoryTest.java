package io.github.thingseal.cloud.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.cloud.whitelist.CsvLimits;
import io.github.thingseal.core.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A file within its limits is read within a few times its size in memory, whatever it holds. */
class CsvMemoryTest {
  private static final int FILE_BYTES = 2 * 1024 * 1024;

  /** Its fields, kept as strings, would take more than twice as much. */
  private static final String HEAP = "-Xmx24m";

  @Test
  void read_ofShortFields_takesAFewTimesTheSizeOfTheFile() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Reading.class.getName())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader()) {
      // The JVM may have something to say, too.
      assertThat(output.lines()).anyMatch(line -> line.contains("no column named RoTPublicUID"));
    } finally {
      process.destroy();
    }
  }

  /** The program that reads: fields of one digit, a thousand in each line. */
  static final class Reading {
    private Reading() {}

    public static void main(String[] arguments) throws IOException {
      byte[] file = new byte[FILE_BYTES];
      for (int i = 0; i < file.length; i += 2) {
        file[i] = '1';
        file[i + 1] = (byte) (i % 2000 == 1998 ? '\n' : ',');
      }
      CsvLimits limits = new CsvLimits(FILE_BYTES, 65_536, 1_000_000);
      try {
        CsvLines.read(file, limits);
        System.out.println("read");
      } catch (InvalidInputException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
