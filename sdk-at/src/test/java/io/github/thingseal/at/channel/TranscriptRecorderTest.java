package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.testkit.TranscriptModule;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptRecorderTest {
  private static final int MAX_BYTES = 64 << 20;

  @TempDir Path folder;

  @Test
  void record_whenTheFileIsFull_endsWithANoteAndCanBePlayed() throws IOException {
    Path file = folder.resolve("session.transcript");
    String reason = "x".repeat(1 << 20);
    try (TranscriptRecorder recorder = TranscriptRecorder.to(file)) {
      for (int i = 0; i < 70; i++) {
        recorder.onClosed(reason);
      }
    }

    assertThat(file.toFile().length())
        .isBetween(MAX_BYTES - 3L * reason.length(), (long) MAX_BYTES);
    assertThat(end(file)).endsWith(" ! the transcript is full\n");
    TranscriptModule.of(file).close();
  }

  private static String end(Path file) throws IOException {
    byte[] end = new byte[40];
    try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
      reader.seek(reader.length() - end.length);
      reader.readFully(end);
    }
    return new String(end, StandardCharsets.UTF_8);
  }
}
