package io.github.thingseal.at.command;

import io.github.thingseal.core.InvalidInputException;
import java.util.List;
import java.util.Optional;

/**
 * {@code AT+USECDATAENC=n}: encrypts with a key that never leaves the module what follows the
 * prompt (local data protection). Evidence: <em>assumed</em>. That SARA-R5 can do it is published;
 * name and form of the command mirror {@link EncryptE2e}.
 */
public final class EncryptLocally implements SecurityCommand<byte[]> {
  private final byte[] data;

  private EncryptLocally(byte[] data) {
    this.data = data;
  }

  /**
   * Encrypts bytes.
   *
   * @param data 1 byte or more; copied. How many a module takes is not public.
   * @return the command
   * @throws InvalidInputException if there are none
   */
  public static EncryptLocally of(byte[] data) {
    if (data.length == 0) {
      throw new InvalidInputException("There is nothing to encrypt: the data has no bytes");
    }
    return new EncryptLocally(data.clone());
  }

  @Override
  public String line() {
    return "AT+USECDATAENC=" + data.length;
  }

  @Override
  public Optional<byte[]> payload() {
    return Optional.of(data.clone());
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.binary("+USECDATAENC");
  }

  /**
   * The ciphertext.
   *
   * @throws UnexpectedReplyException if it has other bytes than were announced
   */
  @Override
  public byte[] read(List<InfoLine> lines) {
    try {
      return CountedBytes.read(this, lines);
    } finally {
      lines.forEach(InfoLine::wipe);
    }
  }

  @Override
  public boolean secret() {
    return true;
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  /** Tells how much, never what. */
  @Override
  public String toString() {
    return "EncryptLocally[" + data.length + " bytes]";
  }
}
