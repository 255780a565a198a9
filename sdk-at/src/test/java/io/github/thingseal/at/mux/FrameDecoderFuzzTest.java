package io.github.thingseal.at.mux;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.thingseal.testsupport.FuzzInputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Any bytes on a multiplexed line: the same frames however they are cut, none that is not on the
 * line, and after a silence the next frame is found.
 */
class FrameDecoderFuzzTest {
  private static final int MAX_INFO = 64;
  private static final byte[] NEXT = {1, 2, 3};

  @FuzzTest
  void fuzz(byte[] input) {
    FrameDecoderFuzzTest.check(input);
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void feed_whenSeedsAndRandomInputs_isTheSameHoweverCut() {
    FuzzInputs.run(FrameDecoderFuzzTest.class, 20_000, FrameDecoderFuzzTest::check);
  }

  private static void check(byte[] stream) {
    List<String> whole = decoded(stream, Integer.MAX_VALUE, new Random(0));
    assertThat(decoded(stream, 1, new Random(0))).isEqualTo(whole);
    assertThat(decoded(stream, 2 * MAX_INFO, new Random(stream.length))).isEqualTo(whole);
  }

  private static List<String> decoded(byte[] stream, int maxBlock, Random cuts) {
    Found found = new Found(stream);
    FrameDecoder decoder = new FrameDecoder(MAX_INFO, found);
    for (int from = 0; from < stream.length; ) {
      int length = Math.min(stream.length - from, maxBlock);
      length = maxBlock == Integer.MAX_VALUE ? length : 1 + cuts.nextInt(length);
      byte[] block = Arrays.copyOfRange(stream, from, from + length);
      decoder.feed(block, 0, length);
      from += length;
    }
    decoder.giveUp();
    found.frames.add(decoder.damagedFrames() + " damaged");
    byte[] next = MuxFrame.information(7, NEXT, 0, NEXT.length);
    found.awaitNext = true;
    decoder.feed(next, 0, next.length);
    assertThat(found.awaitNext).as("the next frame is found").isFalse();
    return found.frames;
  }

  /** Looks whether each frame stands on the line, and reads what the control channel says. */
  private static final class Found implements FrameDecoder.Sink {
    final List<String> frames = new ArrayList<>();
    boolean awaitNext;
    private final String stream;

    Found(byte[] stream) {
      this.stream = HexFormat.of().formatHex(stream);
    }

    @Override
    public void frame(int dlci, int type, byte[] bytes, int offset, int length) {
      String info = HexFormat.of().formatHex(bytes, offset, offset + length);
      if (awaitNext) {
        assertThat(info).isEqualTo("010203");
        awaitNext = false;
        return;
      }
      assertThat(length).isBetween(0, MAX_INFO);
      assertThat(dlci).isBetween(0, MuxFrame.MAX_DLCI);
      assertThat(MuxFrame.isType(type)).isTrue();
      // With the check sequence and the flag behind it.
      assertThat(stream)
          .contains(HexFormat.of().formatHex(bytes, offset, offset + length + 1) + "f9");
      frames.add(dlci + " " + type + " " + info);
      control(bytes, offset, offset + length);
    }

    private static void control(byte[] bytes, int offset, int end) {
      int i = offset;
      while (i < end) {
        ControlMessage message = ControlMessage.read(bytes, i, end);
        assertThat(message.length()).isBetween(2, Math.max(2, end - i));
        assertThat(message.dlci()).isBetween(0, MuxFrame.MAX_DLCI);
        assertThat(message.stops() && message.length() < 4).isFalse();
        assertThatItCanBeSent(message);
        assertThatItCanBeSent(message.answer());
        i += message.length();
      }
    }

    private static void assertThatItCanBeSent(ControlMessage message) {
      List<ControlMessage> read = new ArrayList<>();
      byte[] frame = message.frame();
      new FrameDecoder(
              message.length(),
              (dlci, type, bytes, offset, length) ->
                  read.add(ControlMessage.read(bytes, offset, offset + length)))
          .feed(frame, 0, frame.length);
      assertThat(read).hasSize(1);
      assertThat(read.get(0).type()).isEqualTo(message.type());
      assertThat(read.get(0).length()).isEqualTo(message.length());
    }
  }
}
