package io.github.thingseal.at.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class StreamTransportTest {
  @Test
  void write_flushesAtOnce() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    int[] flushes = {0};
    OutputStream output =
        new FilterOutputStream(written) {
          @Override
          public void flush() throws IOException {
            flushes[0]++;
            super.flush();
          }
        };
    try (StreamTransport transport =
        StreamTransport.of("pair", InputStream.nullInputStream(), output)) {
      transport.write(new byte[] {1, 2, 3}, 1, 2);

      assertThat(written.toByteArray()).containsExactly(2, 3);
      assertThat(flushes[0]).isEqualTo(1);
    }
  }

  @Test
  void read_handsOnWhatIsThereAndThenTheEnd() throws IOException {
    try (StreamTransport transport =
        StreamTransport.of(
            "pair", new ByteArrayInputStream(new byte[] {7, 8}), OutputStream.nullOutputStream())) {
      byte[] buffer = new byte[16];

      assertThat(transport.read(buffer)).isEqualTo(2);
      assertThat(transport.read(buffer)).isEqualTo(-1);
    }
  }

  @Test
  void use_whenClosed_isAtItsEnd() throws IOException {
    StreamTransport transport =
        StreamTransport.of(
            "pair", new ByteArrayInputStream(new byte[] {7}), OutputStream.nullOutputStream());
    transport.close();
    transport.close();

    assertThat(transport.read(new byte[1])).isEqualTo(-1);
    assertThatThrownBy(() -> transport.write(new byte[1], 0, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("pair is closed");
  }
}
