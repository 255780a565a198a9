package io.github.thingseal.at.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is reported to whom, and that bytes are copied for those only who want them. */
class TranscriptTest {
  private final List<String> events = new ArrayList<>();
  private final ChannelListener listener =
      new ChannelListener() {
        @Override
        public void onReceived(String line) {
          events.add(line);
        }

        @Override
        public void onNoise() {
          events.add("noise");
        }
      };

  private static Transcript transcript(ChannelListener... listeners) {
    ChannelOptions.Builder options = ChannelOptions.builder();
    List.of(listeners).forEach(options::listener);
    return new Transcript("port", options.build());
  }

  private static void hear(Transcript transcript, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    transcript.heard(bytes, bytes.length);
    transcript.tell(ChannelListener::onNoise);
    ReceivedLine line = new ReceivedLine(bytes, 2, bytes.length - 4, -1, 0);
    transcript.received(line, false);
  }

  @Test
  void bytes_whenNoOneListensToThem_areNotCopied() {
    assertThat(transcript().copiesBytes()).isFalse();
    Transcript watched = transcript(listener);
    hear(watched, "\r\nOK\r\n");
    assertThat(watched.copiesBytes()).isFalse();
    assertThat(events).containsExactly("noise", "OK");
  }

  @Test
  void bytes_whenOneOfTheListenersRecordsThem_areReportedToItAlone() {
    StringWriter recorded = new StringWriter();
    TranscriptRecorder recorder = TranscriptRecorder.to(recorded, Scheduler.system());
    Transcript transcript = transcript(listener, recorder);
    hear(transcript, "\r\nOK\r\n");
    recorder.close();
    assertThat(transcript.copiesBytes()).isTrue();
    assertThat(events).containsExactly("noise", "OK");
    assertThat(recorded.toString()).endsWith(" < \\r\\nOK\\r\\n\n");
  }
}
