package io.github.thingseal.at.command;

import io.github.thingseal.core.Done;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The answer to a command: the shape of its lines, and how they are read. A reader reports what
 * does not fit with an {@link UnexpectedReplyException}; a value that rejects what came with an
 * {@link InvalidInputException} makes it one. The command's name is added to the message.
 *
 * @param <R> what the lines are read into
 */
public final class Answer<R> {
  private static final int SHOWN_AT_MOST = 200;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private final ReplyShape shape;
  private final Function<List<InfoLine>, R> reader;

  private Answer(ReplyShape shape, Function<List<InfoLine>, R> reader) {
    this.shape = Arguments.required(shape, "shape");
    this.reader = reader;
  }

  /** {@return no lines: {@code OK} alone says that it is done} */
  public static Answer<Done> ok() {
    return new Answer<>(ReplyShape.none(), lines -> Done.DONE);
  }

  /**
   * {@return one line} An unsolicited line of the same shape can slip in before it, but not between
   * it and {@code OK}: the last one is read.
   *
   * @param <R> what it is read into
   * @param shape its shape
   * @param reader reads the line
   */
  public static <R> Answer<R> line(ReplyShape shape, Function<InfoLine, R> reader) {
    Arguments.required(reader, "reader");
    return new Answer<>(shape, lines -> reader.apply(last(lines)));
  }

  /**
   * {@return one line of {@link ReplyShape#prefixed(String, int, int)}}
   *
   * @param <R> what it is read into
   * @param prefix such as {@code +CSQ}, without the colon
   * @param minFields the smallest number of parameters
   * @param maxFields the largest number of parameters
   * @param reader reads the line
   */
  public static <R> Answer<R> line(
      String prefix, int minFields, int maxFields, Function<InfoLine, R> reader) {
    Arguments.required(reader, "reader");
    return line(ReplyShape.prefixed(prefix, minFields, maxFields), reader);
  }

  /**
   * {@return one line of {@link ReplyShape#binary(String, int)}, whose bytes no one else may see}
   *
   * @param prefix such as {@code +URDFILE}, without the colon
   * @param parametersBefore how many parameters stand before the count
   */
  public static Answer<byte[]> bytes(String prefix, int parametersBefore) {
    return line(ReplyShape.binary(prefix, parametersBefore), InfoLine::countedBytes).wiped();
  }

  /**
   * {@return any number of lines}
   *
   * @param <R> what they are read into
   * @param shape the shape of each
   * @param reader reads all of them, in the order they came
   */
  public static <R> Answer<R> lines(ReplyShape shape, Function<List<InfoLine>, R> reader) {
    return new Answer<>(shape, Arguments.required(reader, "reader"));
  }

  /**
   * {@return any number of lines of {@link ReplyShape#prefixed(String, int, int)}}
   *
   * @param <R> what they are read into
   * @param prefix such as {@code +CGDCONT}, without the colon
   * @param minFields the smallest number of parameters
   * @param maxFields the largest number of parameters
   * @param reader reads all of them, in the order they came
   */
  public static <R> Answer<R> lines(
      String prefix, int minFields, int maxFields, Function<List<InfoLine>, R> reader) {
    Arguments.required(reader, "reader");
    return lines(ReplyShape.prefixed(prefix, minFields, maxFields), reader);
  }

  /** {@return the same, which no one else may see: what came is overwritten after it was read} */
  public Answer<R> wiped() {
    return new Answer<>(
        shape,
        lines -> {
          try {
            return reader.apply(lines);
          } finally {
            lines.forEach(InfoLine::wipe);
          }
        });
  }

  ReplyShape shape() {
    return shape;
  }

  R read(AtCommand<?> command, List<InfoLine> lines) {
    try {
      return reader.apply(lines);
    } catch (UnexpectedReplyException | InvalidInputException e) {
      throw new UnexpectedReplyException(
          "The reply to "
              + CommandName.of(command.line(), true)
              + " cannot be used: "
              + shown(String.valueOf(e.getMessage())));
    }
  }

  /** A message may repeat what came: as one line, which is not too long for a log. */
  private static String shown(String message) {
    String line = CONTROL.matcher(message).replaceAll(".");
    return line.length() <= SHOWN_AT_MOST ? line : line.substring(0, SHOWN_AT_MOST) + "…";
  }

  private static InfoLine last(List<InfoLine> lines) {
    if (lines.isEmpty()) {
      throw new UnexpectedReplyException(
          "OK came without the information line that belongs before it");
    }
    return lines.get(lines.size() - 1);
  }
}
