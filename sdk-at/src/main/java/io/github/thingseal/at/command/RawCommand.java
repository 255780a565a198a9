package io.github.thingseal.at.command;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Any command that has no type of its own, with the lines that answer it.
 *
 * <p>Immutable. By default it takes 10 s at most, has no payload, is not repeated and not aborted.
 *
 * <p>Commands of the security set ({@code +USEC…}), and others that carry keys, passwords, PINs or
 * files ({@code +CPIN}, {@code +CLCK}, {@code +CPWD}, {@code +UAUTHREQ}, {@code +UPSD}, {@code
 * +UMQTT}, {@code +UHTTP}, {@code +UFTP}, {@code +URDFILE} and their like), are secret. Logs,
 * transcripts and exceptions show the name of the command, and neither its parameters nor its
 * reply. That is so in any letter case, and behind a semicolon, too. {@link Builder#loggedInFull}
 * lifts it; {@link Builder#secret} asks for it for any other command.
 *
 * <p>By default it is answered by lines that have its own prefix: {@code AT+USECMODE?} by {@code
 * +USECMODE: …}. A command without a {@code +}, and those that are known to answer so ({@code
 * AT+CGMI}, {@code AT+CGMM}, {@code AT+CGMR}, {@code AT+CGSN}, {@code AT+CIMI}), are answered by
 * plain lines without a prefix. Where another command is, say so, or its lines are taken for
 * unsolicited:
 *
 * <pre>{@code
 * RawCommand.builder("AT+USECMNG=3").reply(ReplyShape.bare(Pattern.compile("(CA|CC|PK),.*"))).build()
 * }</pre>
 */
public final class RawCommand implements AtCommand<List<InfoLine>> {
  /** Plain text, or nothing where {@code OK} may come alone. */
  private static final Pattern OPTIONAL_TEXT = Pattern.compile("(" + ReplyShape.PLAIN_TEXT + ")?");

  /** Evidence: published. With parameters they may have a prefix. */
  private static final Set<String> PLAIN =
      Set.of("AT+CGMI", "AT+CGMM", "AT+CGMR", "AT+CGSN", "AT+CIMI");

  private static final Pattern EXTENDED = Pattern.compile("AT([+^%#*$][A-Z0-9_]+).*");

  private final Builder parts;

  private RawCommand(Builder parts) {
    this.parts = new Builder(parts);
  }

  /**
   * {@return a command with everything else as it usually is}
   *
   * @param line the command line, beginning with {@code AT}, without carriage return
   * @throws InvalidInputException if the line cannot be sent: it does not begin with {@code AT}, is
   *     longer than 1024 characters, or has a line break or another character beyond printable
   *     ASCII
   */
  public static RawCommand of(String line) {
    return builder(line).build();
  }

  /**
   * {@return a builder, to say more about a command}
   *
   * @param line the command line, beginning with {@code AT}, without carriage return
   * @throws InvalidInputException if the line cannot be sent; see {@link #of}
   */
  public static Builder builder(String line) {
    Arguments.required(line, "line");
    return new Builder(line);
  }

  @Override
  public String line() {
    return parts.line;
  }

  @Override
  public ReplyShape reply() {
    return parts.reply;
  }

  @Override
  public List<InfoLine> read(List<InfoLine> lines) {
    return List.copyOf(Arguments.requiredElements(lines, "lines"));
  }

  @Override
  public Optional<byte[]> payload() {
    return parts.payload.map(byte[]::clone);
  }

  @Override
  public Duration timeLimit() {
    return parts.timeLimit;
  }

  @Override
  public boolean secret() {
    return parts.secret;
  }

  @Override
  public boolean repeatable() {
    return parts.repeatable;
  }

  @Override
  public boolean abortable() {
    return parts.abortable;
  }

  /** Shows the line unless it is secret. */
  @Override
  public String toString() {
    return parts.secret ? "RawCommand[secret]" : "RawCommand[" + parts.line + "]";
  }

  private static ReplyShape usualReply(String line) {
    String upper = line.replace(" ", "").toUpperCase(Locale.ROOT);
    Matcher matcher = EXTENDED.matcher(upper);
    if (PLAIN.contains(upper)) {
      return ReplyShape.bare(ReplyShape.PLAIN_TEXT);
    }
    return matcher.matches()
        ? ReplyShape.prefixed(matcher.group(1), 0, Integer.MAX_VALUE)
        : ReplyShape.bare(OPTIONAL_TEXT);
  }

  /** Says more about a command. */
  public static final class Builder {
    private final String line;
    private ReplyShape reply;
    private Optional<byte[]> payload;
    private Duration timeLimit;
    private boolean secret;
    private boolean repeatable;
    private boolean abortable;

    private Builder(String line) {
      this.secret = SecretLines.has(line);
      AtStrings.requireLine(line, secret);
      this.line = line;
      this.reply = usualReply(line);
      this.payload = Optional.empty();
      this.timeLimit = DEFAULT_TIME_LIMIT;
    }

    private Builder(Builder other) {
      this.line = other.line;
      this.reply = other.reply;
      this.payload = other.payload;
      this.timeLimit = other.timeLimit;
      this.secret = other.secret;
      this.repeatable = other.repeatable;
      this.abortable = other.abortable;
    }

    /**
     * {@return this, with the lines that answer it}
     *
     * @param shape their shape
     */
    public Builder reply(ReplyShape shape) {
      reply = Arguments.required(shape, "shape");
      return this;
    }

    /**
     * {@return this, with what follows the module's prompt}
     *
     * @param bytes the payload; copied
     */
    public Builder payload(byte[] bytes) {
      payload = Optional.of(Arguments.required(bytes, "bytes").clone());
      return this;
    }

    /**
     * {@return this, with how long it may take}
     *
     * @param limit from the carriage return to the final result code, positive
     */
    public Builder timeLimit(Duration limit) {
      Arguments.required(limit, "limit");
      if (limit.isNegative() || limit.isZero()) {
        throw new InvalidInputException("A time limit is positive, not " + limit);
      }
      timeLimit = limit;
      return this;
    }

    /** {@return this, with line, payload and reply kept out of logs, transcripts and exceptions} */
    public Builder secret() {
      secret = true;
      return this;
    }

    /**
     * {@return this, with line and reply shown in logs, transcripts and exceptions, although the
     * command is one that may carry secrets} For those of its uses that carry none, such as {@code
     * AT+USECMODE?}.
     */
    public Builder loggedInFull() {
      secret = false;
      return this;
    }

    /** {@return this, which may be sent again while the module is busy} */
    public Builder repeatable() {
      repeatable = true;
      return this;
    }

    /** {@return this, which the module aborts when it receives a character} */
    public Builder abortable() {
      abortable = true;
      return this;
    }

    /** {@return the command} */
    public RawCommand build() {
      return new RawCommand(this);
    }
  }
}
