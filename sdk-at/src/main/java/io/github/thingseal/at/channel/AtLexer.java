package io.github.thingseal.at.channel;

import io.github.thingseal.at.command.ReplyShape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Cuts a stream of bytes into lines, prompts and counted windows of raw bytes.
 *
 * <p>Pure: no thread, no clock, no I/O; fed blocks of any size, it calls its sink in the same way
 * however the stream is cut. Lines end at CR or LF; empty ones are skipped, as are NULs before a
 * line. Quotes suspend line ends, and a count opens a raw window, only in lines with the prefix of
 * the reply that is expected: noise with a quote in it cannot swallow what follows. Which count
 * opens a window is a matter of the expected shape; a line that does not fit it is damaged.
 */
final class AtLexer {
  /** Receives what was found. The bytes are lent for the duration of the call. */
  interface Sink {
    /**
     * A line without its end.
     *
     * @param windowOffset where the raw bytes of a counted window begin within the line, or -1
     * @param windowLength how many raw bytes the window has
     */
    void line(byte[] bytes, int offset, int length, int windowOffset, int windowLength);

    /** The prompt that was due. */
    void prompt();

    /** The expected reply is damaged; the rest of its line is skipped. */
    void damaged();

    /** NULs came before a line, or bytes within it, raw ones apart, that no text has. */
    void noise();
  }

  private enum State {
    START,
    PREFIX,
    TEXT,
    FIELDS,
    QUOTED,
    BEFORE_WINDOW,
    QUOTED_BEFORE_WINDOW,
    WINDOW,
    CLOSING,
    AFTER_WINDOW
  }

  /** Longest line that is kept; several PEM certificates in one reply stay far below. */
  static final int MAX_LINE_BYTES = 256 * 1024;

  /** Largest counted window; more is taken for a damaged count. */
  static final int MAX_WINDOW_BYTES = 64 * 1024;

  private static final byte[] NO_PREFIX = {};
  private static final int NO_WINDOW = -1;
  private static final int NO_NUMBER = -1;
  private static final int NOT_A_NUMBER = -2;
  private static final int INITIAL_CARRY_BYTES = 512;
  private static final byte DELETE = 0x7F;

  private final Sink sink;
  private final int maxLineBytes;
  private final int maxWindowBytes;

  private byte[] expectedPrefix = NO_PREFIX;

  /** The first parameter that a window can be, or {@link #NO_WINDOW}. */
  private int expectedWindow = NO_WINDOW;

  private boolean promptDue;

  /** What was expected when the current line began. */
  private byte[] linePrefix = NO_PREFIX;

  private int lineWindow = NO_WINDOW;

  private State state = State.START;
  private boolean afterPrompt;
  private boolean discarding;
  private boolean noisy;
  private int matched;

  /** Which parameter it is, from 0, and what of a number it has been so far. */
  private int field;

  private int number;
  private boolean numberEnded;
  private int count;
  private boolean stringSeen;
  private int windowOffset;
  private int windowLength;
  private int windowRemaining;

  /** The part of the current line that came in earlier blocks. */
  private byte[] carry = new byte[INITIAL_CARRY_BYTES];

  private int carryLength;

  /** Where the current line, or the rest of it, begins in the current block. */
  private int lineStart;

  AtLexer(Sink sink) {
    this(sink, MAX_LINE_BYTES, MAX_WINDOW_BYTES);
  }

  AtLexer(Sink sink, int maxLineBytes, int maxWindowBytes) {
    this.sink = sink;
    this.maxLineBytes = maxLineBytes;
    this.maxWindowBytes = maxWindowBytes;
  }

  /** Sets which reply may span line ends; takes effect with the next line. */
  void expect(ReplyShape shape) {
    expectedWindow = NO_WINDOW;
    if (shape instanceof ReplyShape.Binary binary) {
      expectedPrefix = prefixBytes(binary.prefix());
      expectedWindow = binary.parametersBefore() + 1;
    } else if (shape instanceof ReplyShape.Prefixed prefixed) {
      expectedPrefix = prefixBytes(prefixed.prefix());
    } else {
      expectedPrefix = NO_PREFIX;
    }
  }

  private static byte[] prefixBytes(String prefix) {
    return (prefix.toUpperCase(Locale.ROOT) + ':').getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Sets whether the next {@code >} or {@code @} at the beginning of a line is a prompt. */
  void expectPrompt(boolean due) {
    promptDue = due;
  }

  /** Whether the expected reply has begun and its line has not ended. */
  boolean isWithinReply() {
    return state != State.START && state != State.PREFIX && state != State.TEXT;
  }

  /** Gives up the line, quoted string or window that has begun. */
  void reset() {
    state = State.START;
    discarding = false;
    afterPrompt = false;
    noisy = false;
    wipe();
  }

  /** Overwrites what is left of earlier lines. */
  void wipe() {
    if (state == State.START) {
      carryLength = 0;
    }
    Arrays.fill(carry, carryLength, carry.length, (byte) 0);
    if (carryLength == 0 && carry.length > INITIAL_CARRY_BYTES) {
      carry = new byte[INITIAL_CARRY_BYTES];
    }
  }

  void feed(byte[] block, int offset, int length) {
    int end = offset + length;
    int i = offset;
    lineStart = offset;
    while (i < end) {
      int limit = limit(end);
      i =
          switch (state) {
            case START -> start(block, i, limit);
            case PREFIX -> prefix(block, i, limit);
            case TEXT -> text(block, i, limit);
            case FIELDS -> fields(block, i, limit);
            case QUOTED -> quoted(block, i, limit);
            case BEFORE_WINDOW -> beforeWindow(block, i, limit);
            case QUOTED_BEFORE_WINDOW -> quotedBeforeWindow(block, i, limit);
            case WINDOW -> window(i, limit);
            case CLOSING -> closing(block, i);
            case AFTER_WINDOW -> afterWindow(block, i, limit);
          };
      if (isTooLong(i)) {
        giveUp();
      }
    }
    if (state != State.START) {
      keep(block, end);
    }
  }

  private int start(byte[] block, int from, int end) {
    int i = from;
    while (i < end && isSkipped(block[i])) {
      if (block[i] == 0) {
        noise();
      }
      i++;
    }
    if (i == end) {
      return end;
    }
    byte b = block[i];
    afterPrompt = false;
    if (promptDue && (b == '>' || b == '@')) {
      promptDue = false;
      afterPrompt = true;
      noisy = false;
      sink.prompt();
      return i + 1;
    }
    lineStart = i;
    carryLength = 0;
    matched = 0;
    windowOffset = -1;
    windowLength = 0;
    linePrefix = expectedPrefix;
    lineWindow = expectedWindow;
    state = linePrefix.length == 0 ? State.TEXT : State.PREFIX;
    return i;
  }

  /** What may stand before a line without being a part of it. */
  private boolean isSkipped(byte b) {
    return isLineEnd(b) || b == 0 || (b == ' ' && afterPrompt);
  }

  private int prefix(byte[] block, int from, int end) {
    int i = from;
    while (i < end && matched < linePrefix.length) {
      if (upperCase(block[i]) != linePrefix[matched]) {
        state = State.TEXT;
        return i;
      }
      i++;
      matched++;
    }
    if (matched == linePrefix.length) {
      state = lineWindow == NO_WINDOW ? State.FIELDS : State.BEFORE_WINDOW;
      field = 0;
      number = NO_NUMBER;
      numberEnded = false;
      count = NO_NUMBER;
      stringSeen = false;
    }
    return i;
  }

  private int text(byte[] block, int from, int end) {
    for (int i = from; i < end; i++) {
      if (isLineEnd(block[i])) {
        endLine(block, i);
        return i + 1;
      }
    }
    return end;
  }

  private int fields(byte[] block, int from, int end) {
    for (int i = from; i < end; i++) {
      byte b = block[i];
      if (isLineEnd(b)) {
        endLine(block, i);
        return i + 1;
      }
      if (b == '"' && number == NO_NUMBER) {
        number = NOT_A_NUMBER;
        state = State.QUOTED;
        return i + 1;
      }
      if (b != ' ') {
        number = b == ',' ? NO_NUMBER : NOT_A_NUMBER;
      }
    }
    return end;
  }

  private int quoted(byte[] block, int from, int end) {
    for (int i = from; i < end; i++) {
      if (block[i] == '"') {
        state = State.FIELDS;
        return i + 1;
      }
    }
    return end;
  }

  /** Up to the window, whatever does not fit is damage: a wrong window swallows other answers. */
  private int beforeWindow(byte[] block, int from, int end) {
    for (int i = from; i < end; i++) {
      byte b = block[i];
      if (b == '"') {
        return openQuote(i);
      }
      if (isLineEnd(b)) {
        return endWithoutWindow(block, i);
      }
      if (b == ',') {
        nextField();
      } else if (b == ' ') {
        numberEnded = number != NO_NUMBER;
      } else {
        countDigit(b);
      }
    }
    return end;
  }

  private void nextField() {
    field++;
    count = number;
    number = NO_NUMBER;
    numberEnded = false;
  }

  private void countDigit(byte b) {
    if (b < '0' || b > '9' || number == NOT_A_NUMBER || numberEnded) {
      number = NOT_A_NUMBER;
    } else {
      // Saturates above the limit instead of overflowing.
      number = Math.min(Math.max(number, 0) * 10 + (b - '0'), maxWindowBytes + 1);
    }
  }

  private int openQuote(int i) {
    if (number != NO_NUMBER) {
      damaged();
      return i;
    }
    number = NOT_A_NUMBER;
    if (field < lineWindow) {
      stringSeen = true;
      state = State.QUOTED_BEFORE_WINDOW;
    } else if (count < 0 || count > maxWindowBytes) {
      damaged();
    } else {
      windowOffset = carryLength + (i - lineStart) + 1;
      windowLength = count;
      windowRemaining = count;
      state = count == 0 ? State.CLOSING : State.WINDOW;
    }
    return i + 1;
  }

  /** A line without any string is another kind of line; one with strings has lost its window. */
  private int endWithoutWindow(byte[] block, int i) {
    if (stringSeen) {
      damaged();
      return i;
    }
    endLine(block, i);
    return i + 1;
  }

  private int quotedBeforeWindow(byte[] block, int from, int end) {
    for (int i = from; i < end; i++) {
      if (block[i] == '"') {
        state = State.BEFORE_WINDOW;
        return i + 1;
      }
      if (isLineEnd(block[i])) {
        damaged();
        return i;
      }
    }
    return end;
  }

  private int window(int from, int end) {
    int taken = Math.min(windowRemaining, end - from);
    windowRemaining -= taken;
    if (windowRemaining == 0) {
      state = State.CLOSING;
    }
    return from + taken;
  }

  private int closing(byte[] block, int i) {
    if (block[i] == '"') {
      state = State.AFTER_WINDOW;
      return i + 1;
    }
    damaged();
    return i;
  }

  /** The window is the last parameter; what stands behind it was not counted. */
  private int afterWindow(byte[] block, int from, int end) {
    for (int i = from; i < end; i++) {
      if (isLineEnd(block[i])) {
        endLine(block, i);
        return i + 1;
      }
      if (block[i] != ' ') {
        damaged();
        return i;
      }
    }
    return end;
  }

  private void damaged() {
    state = State.TEXT;
    discarding = true;
    sink.damaged();
  }

  private void endLine(byte[] block, int i) {
    state = State.START;
    if (discarding) {
      discarding = false;
      noisy = false;
    } else if (carryLength == 0) {
      line(block, lineStart, i - lineStart);
    } else {
      append(block, i);
      int length = carryLength;
      carryLength = 0;
      line(carry, 0, length);
    }
  }

  private void line(byte[] bytes, int offset, int length) {
    int textEnd = windowOffset < 0 ? length : windowOffset;
    if (hasNoise(bytes, offset, offset + textEnd)
        || hasNoise(bytes, offset + textEnd + windowLength, offset + length)) {
      noise();
    }
    noisy = false;
    sink.line(bytes, offset, length, windowOffset, windowLength);
  }

  /** Once for each line. */
  private void noise() {
    if (!noisy) {
      noisy = true;
      sink.noise();
    }
  }

  private static boolean hasNoise(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      // Bytes above 0x7F are negative. Between quotes there may be line ends.
      if ((bytes[i] < ' ' && !isLineEnd(bytes[i])) || bytes[i] == DELETE) {
        return true;
      }
    }
    return false;
  }

  /** No further than one byte beyond the longest line, so that it does not depend on the cut. */
  private int limit(int end) {
    if (state == State.START || discarding) {
      return end;
    }
    return Math.min(end, lineStart + maxLineBytes - carryLength + 1);
  }

  private boolean isTooLong(int i) {
    return state != State.START && !discarding && carryLength + (i - lineStart) > maxLineBytes;
  }

  private void giveUp() {
    carryLength = 0;
    if (state == State.TEXT) {
      discarding = true;
    } else {
      damaged();
    }
  }

  private void keep(byte[] block, int end) {
    if (!discarding) {
      append(block, end);
    }
  }

  private void append(byte[] block, int end) {
    int added = end - lineStart;
    if (carryLength + added > carry.length) {
      byte[] smaller = carry;
      carry = Arrays.copyOf(smaller, Math.max(2 * smaller.length, carryLength + added));
      Arrays.fill(smaller, (byte) 0);
    }
    System.arraycopy(block, lineStart, carry, carryLength, added);
    carryLength += added;
  }

  private static byte upperCase(byte b) {
    return b >= 'a' && b <= 'z' ? (byte) (b - 'a' + 'A') : b;
  }

  private static boolean isLineEnd(byte b) {
    return b == '\r' || b == '\n';
  }
}
