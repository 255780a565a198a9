package io.github.thingseal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.thingseal.core.InvalidInputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TranscriptModuleTest {
  private static final String TRANSCRIPT =
      "thingseal-transcript 1\n0.000000 < \\r\\nOK\\r\\n\n# the end\n";

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("session.transcript");
  }

  @Test
  void of_whenAnEditorPutAByteOrderMarkInFront_playsIt() throws IOException {
    Files.writeString(file, "\uFEFF" + TRANSCRIPT);

    try (TranscriptModule player = TranscriptModule.of(file);
        SimulatedModulePort port = player.openStreams()) {
      assertThat(port.input().readNBytes(6))
          .isEqualTo("\r\nOK\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void of_whenTheFileIsHuge_isRefusedAndNotHeld() throws IOException {
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(500L << 20);
    }
    assertThatThrownBy(() -> TranscriptModule.of(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("more than 67108864 bytes");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void of_whenItIsNoFile_isRefusedAtOnce() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (Path none : new Path[] {pipe, folder, Path.of("/dev/zero")}) {
      assertThatThrownBy(() -> TranscriptModule.of(none))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(none + " is no file");
    }
  }

  @Test
  void of_whenItIsMissingOrNotInUtf8_isRefusedByItsName() throws IOException {
    assertThatThrownBy(() -> TranscriptModule.of(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file.toString());

    Files.write(file, new byte[] {(byte) 0xC3, '(', '\n'});
    assertThatThrownBy(() -> TranscriptModule.of(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file.toString());
  }
}
