package io.github.thingseal.at.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.testsupport.FuzzInputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Any bytes, in any blocks, whatever is expected: the lexer never throws, never hangs, keeps no
 * more than a line and says the same however the stream is cut.
 *
 * <p>An input is what is expected first, a number that cuts follow from, and the stream; a {@code
 * 1A} in the stream is followed by what is expected from there on.
 */
class AtLexerFuzzTest {
  /** Small, so that inputs get beyond them. */
  private static final int MAX_LINE = 96;

  private static final int MAX_WINDOW = 40;
  private static final byte MARK = 0x1A;
  private static final int RESET = 0x40;
  private static final int PROMPT = 0x80;

  private static final List<ReplyShape> SHAPES =
      List.of(
          ReplyShape.none(),
          ReplyShape.prefixed("+USECPSK", 2, 2),
          ReplyShape.prefixed("+USECDEVCERT", 2, 2),
          ReplyShape.bare(Pattern.compile("[^+].*")),
          ReplyShape.binary("+USECE2EDATAENC"),
          ReplyShape.binary("+X"),
          ReplyShape.binary("+X", 2));

  @FuzzTest
  void fuzz(byte[] input) {
    AtLexerFuzzTest.check(input);
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void feed_whenSeedsAndRandomInputs_isTheSameHoweverCut() {
    FuzzInputs.run(AtLexerFuzzTest.class, 20_000, AtLexerFuzzTest::check);
  }

  private static void check(byte[] input) {
    if (input.length < 2) {
      return;
    }
    List<String> whole = events(input, Integer.MAX_VALUE, new Random(0));
    assertThat(events(input, 1, new Random(0))).isEqualTo(whole);
    assertThat(events(input, 1 + MAX_LINE, new Random(input[1]))).isEqualTo(whole);
  }

  private static List<String> events(byte[] input, int maxBlock, Random cuts) {
    Recorder recorder = new Recorder();
    AtLexer lexer = new AtLexer(recorder, MAX_LINE, MAX_WINDOW);
    expect(lexer, input[0]);
    int from = 2;
    for (int i = 2; i < input.length; i++) {
      if (input[i] == MARK && i + 1 < input.length) {
        feed(lexer, Arrays.copyOfRange(input, from, i), maxBlock, cuts);
        expect(lexer, input[i + 1]);
        recorder.events.add("within " + lexer.isWithinReply());
        i++;
        from = i + 1;
      }
    }
    feed(
        lexer,
        Arrays.copyOfRange(input, Math.min(from, input.length), input.length),
        maxBlock,
        cuts);
    recorder.events.add("within " + lexer.isWithinReply());
    return recorder.events;
  }

  private static void expect(AtLexer lexer, byte what) {
    lexer.expect(SHAPES.get((what & 0x3F) % SHAPES.size()));
    lexer.expectPrompt((what & PROMPT) != 0);
    if ((what & RESET) != 0) {
      lexer.reset();
    }
  }

  private static void feed(AtLexer lexer, byte[] stream, int maxBlock, Random cuts) {
    int from = 0;
    while (from < stream.length) {
      int length = Math.min(stream.length - from, maxBlock);
      length = maxBlock == Integer.MAX_VALUE ? length : 1 + cuts.nextInt(length);
      byte[] block = Arrays.copyOfRange(stream, from, from + length);
      lexer.feed(block, 0, length);
      // The reader's block is used again for the next read.
      Arrays.fill(block, (byte) '#');
      from += length;
    }
  }

  /** Records what the lexer reports, and checks whether that can be. */
  private static final class Recorder implements AtLexer.Sink {
    final List<String> events = new ArrayList<>();

    @Override
    public void line(byte[] bytes, int offset, int length, int windowOffset, int windowLength) {
      assertThat(length).isBetween(1, MAX_LINE);
      ReceivedLine line = new ReceivedLine(bytes, offset, length, windowOffset, windowLength);
      if (line.hasWindow()) {
        assertThat(windowLength).isBetween(0, MAX_WINDOW);
        assertThat(line.at(windowOffset - 1)).isEqualTo((byte) '"');
        assertThat(line.at(windowOffset + windowLength)).isEqualTo((byte) '"');
      }
      events.add("line " + windowOffset + "+" + windowLength + " " + line.text());
      events.add(line.info() + " " + ResultCode.of(line).isPresent());
    }

    @Override
    public void prompt() {
      events.add("prompt");
    }

    @Override
    public void damaged() {
      events.add("damaged");
    }

    @Override
    public void noise() {
      events.add("noise");
    }
  }
}
