package io.github.thingseal.testkit.internal.module.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TranscriptFileTest {
  private static final String TRANSCRIPT = "thingseal-transcript 1\n0.000000 > AT\\r\n";

  @Test
  void parse_whenThereIsAByteOrderMark_skipsIt() {
    assertThat(TranscriptFile.parse("\ufeff" + TRANSCRIPT))
        .isEqualTo(TranscriptFile.parse(TRANSCRIPT))
        .hasSize(1);
  }
}
