package io.github.thingseal.at.channel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReplyShape;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds each stream whole, in blocks of every size, cut at every place, and at random. */
class AtLexerTest {
  private static final class Recorder implements AtLexer.Sink {
    final List<String> events = new ArrayList<>();
    final List<InfoLine> lines = new ArrayList<>();

    /** Before which events there was noise, from 0. */
    final List<Integer> noise = new ArrayList<>();

    @Override
    public void line(byte[] bytes, int offset, int length, int windowOffset, int windowLength) {
      ReceivedLine line = new ReceivedLine(bytes, offset, length, windowOffset, windowLength);
      String window = windowOffset < 0 ? "" : "[" + windowOffset + "+" + windowLength + "]";
      events.add("line" + window + " " + line.text());
      lines.add(line.info());
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
      noise.add(events.size());
    }

    List<Object> all() {
      return List.of(events, noise);
    }
  }

  private static Recorder lex(byte[] stream, ReplyShape shape, boolean promptDue) {
    Recorder whole = feed(stream, shape, promptDue, stream.length);
    for (int size = 1; size < stream.length; size++) {
      assertThat(feed(stream, shape, promptDue, size).all()).isEqualTo(whole.all());
    }
    for (int cut = 1; cut < stream.length; cut++) {
      assertThat(feedCut(stream, shape, promptDue, cut).all()).isEqualTo(whole.all());
    }
    return whole;
  }

  private static Recorder lex(String stream, ReplyShape shape) {
    return lex(stream.getBytes(ISO_8859_1), shape, false);
  }

  private static Recorder feed(byte[] stream, ReplyShape shape, boolean promptDue, int size) {
    Recorder recorder = new Recorder();
    AtLexer lexer = lexer(recorder, shape, promptDue);
    for (int i = 0; i < stream.length; i += size) {
      byte[] block = Arrays.copyOfRange(stream, i, Math.min(stream.length, i + size));
      lexer.feed(block, 0, block.length);
      // The reader's block is used again for the next read.
      Arrays.fill(block, (byte) '#');
    }
    return recorder;
  }

  private static Recorder feedCut(byte[] stream, ReplyShape shape, boolean promptDue, int cut) {
    Recorder recorder = new Recorder();
    AtLexer lexer = lexer(recorder, shape, promptDue);
    lexer.feed(stream, 0, cut);
    lexer.feed(stream, cut, stream.length - cut);
    return recorder;
  }

  private static AtLexer lexer(Recorder recorder, ReplyShape shape, boolean promptDue) {
    AtLexer lexer = new AtLexer(recorder);
    lexer.expect(shape);
    lexer.expectPrompt(promptDue);
    return lexer;
  }

  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (Object part : parts) {
      byte[] bytes = part instanceof byte[] raw ? raw : part.toString().getBytes(ISO_8859_1);
      stream.writeBytes(bytes);
    }
    return stream.toByteArray();
  }

  @Test
  void feed_whenVerboseExchange_findsLineAndResult() {
    assertThat(lex("\r\nSARA-R510M8S\r\n\r\nOK\r\n", ReplyShape.none()).events)
        .containsExactly("line SARA-R510M8S", "line OK");
  }

  @Test
  void feed_whenNumericResult_needsNoLineFeed() {
    assertThat(lex("351457830026040\r\n0\r", ReplyShape.none()).events)
        .containsExactly("line 351457830026040", "line 0");
  }

  @Test
  void feed_whenEchoAndNuls_skipsNulsOnly() {
    assertThat(lex("\0\0AT+X\r\0\r\nOK\r\n\0", ReplyShape.none()).events)
        .containsExactly("line AT+X", "line OK");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x01, '\t', 0x0b, 0x0c, 0x0e, 0x1f, 0x7f, 0x80, 0xf8, 0xff})
  void feed_whenALineHasBytesThatNoTextHas_reportsNoiseOnceBeforeIt(int b) {
    byte[] noise = {(byte) b, (byte) b};
    byte[] stream = bytes("\r\nOK\r\nO", noise, "K\r\n", noise, "+X: ", noise, "\r\nOK\r\n");

    assertThat(lex(stream, ReplyShape.none(), false).noise).containsExactly(1, 2);
    assertThat(lex(stream, ReplyShape.prefixed("+X", 1, 1), false).noise).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {' ', '!', 'A', '}', '~', '\r', '\n'})
  void feed_whenALineHasBytesOfText_reportsNoNoise(int b) {
    byte[] text = {(byte) b};
    byte[] stream = bytes("\r\n", text, "\r\n+X: \"", text, "\"\r\n", text, "OK\r\n");

    assertThat(lex(stream, ReplyShape.none(), false).noise).isEmpty();
    assertThat(lex(stream, ReplyShape.prefixed("+X", 1, 1), false).noise).isEmpty();
  }

  @Test
  void feed_whenNulsStandBeforeAPrompt_reportsNoiseAndAgainBeforeTheNext() {
    Recorder recorder = lex(bytes("\0\0> \0OK\r\n\0"), ReplyShape.none(), true);

    assertThat(recorder.events).containsExactly("prompt", "line OK");
    assertThat(recorder.noise).containsExactly(0, 1, 2);
  }

  @Test
  void feed_whenRawBytesOrADamagedReplyHaveAny_reportsNoNoise() {
    ReplyShape shape = ReplyShape.binary("+B");
    byte[] raw = {0, (byte) 0xff, 0x7f};

    assertThat(lex(bytes("+B: 3,\"", raw, "\"\r\nOK\r\n"), shape, false).noise).isEmpty();
    assertThat(lex(bytes("+B: 2,\"", raw, "\"\r\nOK\r\n"), shape, false).noise).isEmpty();
    assertThat(lex(bytes("+B: 1,\"a\"\0\r\nOK\r\n"), shape, false).noise).isEmpty();
    assertThat(lex(bytes("+B: \0 1,\"", raw, "\"\r\nOK\r\n"), shape, false).noise).isEmpty();
    assertThat(lex(bytes("+B: \0\r\nOK\r\n"), shape, false).noise).containsExactly(0);
  }

  @Test
  void feed_whenUnsolicitedVectors_readsAllParameters() {
    byte[] stream =
        bytes(
            "+URC0:2147483647\r\n+URC1:18446744073709551615\r\n",
            "+URC2:\"The quick brown fox jumps over the lazy dog.\"\r\n",
            "+URC3:The quick brown fox jumps over the lazy dog.\r\n",
            "+URC4:",
            new byte[] {0, 0x7f, (byte) 0xff},
            "\r\n+URC5:",
            new byte[] {(byte) 0xff, 0x7f, 0},
            ",0,18446744073709551615,\"Bing.\",Bong.\r\n");

    List<InfoLine> lines = lex(stream, ReplyShape.none(), false).lines;

    assertThat(lines)
        .extracting(InfoLine::prefix)
        .containsExactly("+URC0", "+URC1", "+URC2", "+URC3", "+URC4", "+URC5");
    assertThat(lines.get(0).integer(0)).isEqualTo(Integer.MAX_VALUE);
    assertThat(lines.get(1).text(0)).isEqualTo("18446744073709551615");
    assertThat(lines.get(2).text(0)).isEqualTo("The quick brown fox jumps over the lazy dog.");
    assertThat(lines.get(3).text(0)).isEqualTo("The quick brown fox jumps over the lazy dog.");
    assertThat(lines.get(4).bytes(0)).containsExactly(0, 0x7f, 0xff);
    assertThat(lines.get(5).size()).isEqualTo(5);
    assertThat(lines.get(5).bytes(0)).containsExactly(0xff, 0x7f, 0);
    assertThat(lines.get(5).text(3)).isEqualTo("Bing.");
    assertThat(lines.get(5).text(4)).isEqualTo("Bong.");
  }

  @Test
  void feed_whenUnquotedValueHasLineEnd_endsThere() {
    assertThat(
            lex(
                    "\r\n+STRING:The quick brown fox jumps over\r\n lazy dog.\r\nOK\r\n",
                    ReplyShape.prefixed("+STRING", 1, 1))
                .events)
        .containsExactly(
            "line +STRING:The quick brown fox jumps over", "line  lazy dog.", "line OK");
  }

  @Test
  void feed_whenExpectedReplyQuotesLineEnds_keepsThem() {
    Recorder recorder =
        lex(
            "\r\n+STRING:\"The quick, brown, fox jumps over\r\n lazy dog.\"\r\nOK\r\n",
            ReplyShape.prefixed("+STRING", 1, 1));

    assertThat(recorder.events).hasSize(2);
    assertThat(recorder.lines.get(0).size()).isEqualTo(1);
    assertThat(recorder.lines.get(0).text(0))
        .isEqualTo("The quick, brown, fox jumps over\r\n lazy dog.");
  }

  @Test
  void feed_whenNoiseHasAQuote_doesNotSwallowWhatFollows() {
    assertThat(
            lex("noise\"\r\n+URC: \"half\r\nOK\r\n", ReplyShape.prefixed("+STRING", 1, 1)).events)
        .containsExactly("line noise\"", "line +URC: \"half", "line OK");
  }

  @Test
  void feed_whenMixedParameters_readsEach() {
    byte[] stream =
        bytes(
            "\r\n+PREFIX: string1,\"string2\",18446744073709551615,2147483647,",
            new byte[] {0, 0x7f, (byte) 0xff},
            "\r\nOK\r\n");

    InfoLine line = lex(stream, ReplyShape.prefixed("+PREFIX", 5, 5), false).lines.get(0);

    assertThat(line.text(0)).isEqualTo("string1");
    assertThat(line.text(1)).isEqualTo("string2");
    assertThat(line.text(2)).isEqualTo("18446744073709551615");
    assertThat(line.integer(3)).isEqualTo(Integer.MAX_VALUE);
    assertThat(line.bytes(4)).containsExactly(0, 0x7f, 0xff);
  }

  @Test
  void feed_whenIntegersArePadded_trimsThem() {
    InfoLine line = lex("\r\n+X:  1 , 2 \r\n", ReplyShape.prefixed("+X", 2, 2)).lines.get(0);

    assertThat(line.integer(0)).isEqualTo(1);
    assertThat(line.integer(1)).isEqualTo(2);
  }

  @Test
  void feed_whenParametersAreEmpty_keepsTheirPlaces() {
    InfoLine line = lex("+CEREG: 4,1,\"1\",7,,,\"00100010\",\r\n", ReplyShape.none()).lines.get(0);

    assertThat(line.size()).isEqualTo(8);
    assertThat(line.optionalText(4)).isEmpty();
    assertThat(line.text(6)).isEqualTo("00100010");
    assertThat(line.optionalText(7)).isEmpty();
  }

  @Test
  void feed_whenPromptIsFollowedByReply_findsBoth() {
    assertThat(
            lex(
                    bytes("@+PREFIX: \"string2\"\r\nOK\r\n"),
                    ReplyShape.prefixed("+PREFIX", 1, 1),
                    true)
                .events)
        .containsExactly("prompt", "line +PREFIX: \"string2\"", "line OK");
  }

  @Test
  void feed_whenPromptHasABlank_skipsIt() {
    assertThat(lex(bytes("AT+X=1\r\r\n> \r\nOK\r\n"), ReplyShape.none(), true).events)
        .containsExactly("line AT+X=1", "prompt", "line OK");
  }

  @Test
  void feed_whenErrorComesInsteadOfPrompt_findsIt() {
    assertThat(lex(bytes("\r\n+CME ERROR: SEC busy\r\n"), ReplyShape.none(), true).events)
        .containsExactly("line +CME ERROR: SEC busy");
  }

  @Test
  void feed_whenNoPromptIsDue_takesItForALine() {
    assertThat(lex("\r\n> 1\r\n", ReplyShape.none()).events).containsExactly("line > 1");
  }

  @Test
  void feed_whenWindowHoldsAnything_countsItsBytes() {
    byte[] raw = bytes("\"\r\nOK\r\n> +CME ERROR: 3\r\n\"", new byte[] {0, (byte) 0xf9}, ",1");
    byte[] stream = bytes("\r\n+USECE2EDATAENC: " + raw.length + ",\"", raw, "\"\r\n\r\nOK\r\n");

    Recorder recorder = lex(stream, ReplyShape.binary("+USECE2EDATAENC"), true);

    assertThat(recorder.events).hasSize(2);
    assertThat(recorder.events.get(1)).isEqualTo("line OK");
    assertThat(recorder.lines.get(0).integer(0)).isEqualTo(raw.length);
    assertThat(recorder.lines.get(0).bytes(1)).isEqualTo(raw);
  }

  @Test
  void feed_whenWindowHasAllByteValues_keepsThem() {
    byte[] raw = new byte[258];
    for (int i = 0; i < 256; i++) {
      raw[i < 128 ? i : i + 2] = (byte) i;
    }
    raw[128] = '\r';
    raw[129] = '\n';

    Recorder recorder =
        lex(bytes("+B: 258,\"", raw, "\"\r\nOK\r\n"), ReplyShape.binary("+B"), false);

    assertThat(recorder.lines.get(0).bytes(1)).isEqualTo(raw);
  }

  @Test
  void feed_whenWindowIsEmpty_findsIt() {
    Recorder recorder = lex("+B: 0,\"\"\r\nOK\r\n", ReplyShape.binary("+B"));

    assertThat(recorder.lines.get(0).bytes(1)).isEmpty();
    assertThat(recorder.events).hasSize(2);
  }

  @Test
  void feed_whenWindowIsTruncated_saysSoAndGoesOn() {
    assertThat(lex("+B: 8,\"1234\"\r\n\r\nOK\r\n\r\n+CMEE: 2\r\n", ReplyShape.binary("+B")).events)
        .containsExactly("damaged", "line OK", "line +CMEE: 2");
  }

  @Test
  void feed_whenWindowSwallowedTheResult_dropsTheRestOfItsLine() {
    assertThat(lex("+B: 10,\"1234\"\r\n\r\nOK\r\n\r\n+CMEE: 2\r\n", ReplyShape.binary("+B")).events)
        .containsExactly("damaged", "line +CMEE: 2");
  }

  @Test
  void feed_whenCountIsAbsurd_saysSoAndGoesOn() {
    assertThat(lex("+B: 99999999999999,\"12\"\r\nOK\r\n", ReplyShape.binary("+B")).events)
        .containsExactly("damaged", "line OK");
  }

  @Test
  void feed_whenStringsStandBeforeTheCount_findsTheWindowBehindThem() {
    InfoLine line =
        lex("+USORF: 0,\"192.0.2.7\",5000,4,\"abcd\"\r\n\r\nOK\r\n", ReplyShape.binary("+USORF", 3))
            .lines
            .get(0);

    assertThat(line.size()).isEqualTo(5);
    assertThat(line.text(1)).isEqualTo("192.0.2.7");
    assertThat(line.text(4)).isEqualTo("abcd");
  }

  @Test
  void feed_whenCountsAndStringsStandBeforeTheCount_takesNoneOfThemForTheWindow() {
    byte[] raw = bytes("\r\nOK\r\n\"\r\n+CME ERROR: 3\r\n,\"", new byte[] {0, '\r'});
    byte[] stream =
        bytes("+X: \"a,7\",2,\"\", 3 , \"b\" ,, " + raw.length + " , \"", raw, "\" \r\n\r\nOK\r\n");

    Recorder recorder = lex(stream, ReplyShape.binary("+X", 6), false);

    assertThat(recorder.events).hasSize(2).last().isEqualTo("line OK");
    InfoLine line = recorder.lines.get(0);
    assertThat(line.size()).isEqualTo(8);
    assertThat(line.text(0)).isEqualTo("a,7");
    assertThat(line.text(4)).isEqualTo("b");
    assertThat(line.bytes(7)).isEqualTo(raw);
  }

  @Test
  void feed_whenWindowBehindStringsIsEmpty_findsIt() {
    Recorder recorder =
        lex("+USORF: 0,\"::1\",5000,0,\"\"\r\nOK\r\n", ReplyShape.binary("+USORF", 3));

    assertThat(recorder.lines.get(0).bytes(4)).isEmpty();
    assertThat(recorder.events).hasSize(2).last().isEqualTo("line OK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // the count
        "+X: \"a\",-4,\"abcd\"\r\n",
        "+X: \"a\",four,\"abcd\"\r\n",
        "+X: \"a\",4x,\"abcd\"\r\n",
        "+X: \"a\",0 4,\"abcd\"\r\n",
        "+X: \"a\",,\"abcd\"\r\n",
        "+X: \"a\",\"4\",\"abcd\"\r\n",
        "+X: \"a\",65537,\"abcd\"\r\n",
        "+X: \"a\",3,\"abcd\"\r\n",
        "+X: \"a\",2,\"ab\"cd\"\r\n",
        "+X: \"a\",2,\"ab\",\"cd\"\r\n",
        "+X: \"a\",0,\"abcd\"\r\n",
        // what stands before it
        "+X: \"a,4,\"abcd\"\r\n",
        "+X: \"a,4\r\n",
        "+X: a\",4,\"abcd\"\r\n",
        "+X: \"a\"b\"\r\n",
        // no window
        "+X: \"a\"\r\n",
        "+X: \"a\",4\r\n",
        "+X: \"a\",4,abcd\r\n"
      })
  void feed_whenLineDoesNotFitItsShape_saysSoBeforeAnythingElse(String line) {
    assertThat(lex(line + "OK\r\n", ReplyShape.binary("+X", 1)).events)
        .containsExactly("damaged", "line OK");
  }

  @Test
  void feed_whenLineHasNoStrings_isAnotherKindOfLine() {
    assertThat(lex("+USORF: 0,4\r\nOK\r\n", ReplyShape.binary("+USORF", 3)).events)
        .containsExactly("line +USORF: 0,4", "line OK");
  }

  @Test
  void feed_whenPrefixHasAnotherCase_findsTheWindow() {
    assertThat(lex("+Usorf: 4,\"a\r\nb\"\r\nOK\r\n", ReplyShape.binary("+uSORF")).events)
        .hasSize(2)
        .last()
        .isEqualTo("line OK");
  }

  @Test
  void feed_whenUnsolicitedLineHasACount_opensNoWindow() {
    assertThat(lex("+UUX: 99,\"ab\"\r\nOK\r\n", ReplyShape.binary("+B")).events)
        .containsExactly("line +UUX: 99,\"ab\"", "line OK");
  }

  @Test
  void feed_whenLineNeverEnds_dropsItWithinBounds() {
    Recorder recorder = new Recorder();
    AtLexer lexer = lexer(recorder, ReplyShape.none(), false);
    byte[] block = new byte[4096];
    Arrays.fill(block, (byte) 'x');
    for (int i = 0; i < 2 * AtLexer.MAX_LINE_BYTES / block.length; i++) {
      lexer.feed(block, 0, block.length);
    }
    byte[] end = bytes("\r\nOK\r\n");
    lexer.feed(end, 0, end.length);

    assertThat(recorder.events).containsExactly("line OK");
  }

  @Test
  void reset_whenWithinAWindow_findsTheNextLine() {
    Recorder recorder = new Recorder();
    AtLexer lexer = lexer(recorder, ReplyShape.binary("+B"), false);
    byte[] begun = bytes("+B: 100,\"12");
    lexer.feed(begun, 0, begun.length);
    lexer.reset();
    byte[] next = bytes("\r\n+CMEE: 2\r\n");
    lexer.feed(next, 0, next.length);

    assertThat(recorder.events).containsExactly("line +CMEE: 2");
  }

  @Test
  void feed_whenNoiseIsRandom_isTheSameInEverySplit() {
    byte[] alphabet = bytes("\r\n\0\"\",:+B123> OK");
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[] stream = new byte[60];
      for (int i = 0; i < stream.length; i++) {
        stream[i] = alphabet[random.nextInt(alphabet.length)];
      }
      byte[] led = bytes("+B: 5,\"", stream);
      lex(led, seed % 2 == 0 ? ReplyShape.binary("+B") : ReplyShape.prefixed("+B", 0, 9), true);
    }
  }
}
