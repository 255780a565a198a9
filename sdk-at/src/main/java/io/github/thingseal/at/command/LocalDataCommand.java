package io.github.thingseal.at.command;

import io.github.thingseal.core.InvalidInputException;
import java.util.List;
import java.util.Optional;

/** What both directions of local data protection share: a count, a prompt, counted bytes back. */
abstract class LocalDataCommand implements SecurityCommand<byte[]> {
  private final String name;
  private final byte[] data;

  /** Copies the data; the verb is for the message that refuses none. */
  LocalDataCommand(String name, String verb, byte[] data) {
    if (data.length == 0) {
      throw new InvalidInputException("There is nothing to " + verb + ": the data has no bytes");
    }
    this.name = name;
    this.data = data.clone();
  }

  @Override
  public final String line() {
    return "AT" + name + "=" + data.length;
  }

  @Override
  public final Optional<byte[]> payload() {
    return Optional.of(data.clone());
  }

  @Override
  public final ReplyShape reply() {
    return ReplyShape.binary(name);
  }

  /**
   * The result.
   *
   * @throws UnexpectedReplyException if it has other bytes than were announced
   */
  @Override
  public final byte[] read(List<InfoLine> lines) {
    return CountedBytes.readAndWipe(this, lines);
  }

  @Override
  public final boolean secret() {
    return true;
  }

  @Override
  public final boolean repeatable() {
    return true;
  }

  /** Tells how much, never what. */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + data.length + " bytes]";
  }
}
