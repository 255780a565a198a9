package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.RepeatableCommand;
import io.github.thingseal.at.command.ReplyShape;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.reply.Reply;
import io.github.thingseal.at.internal.text.HexSecrets;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.List;

/**
 * {@code AT+USECPSK=16|32}: a fresh pre-shared key and its identity. Repeating it yields another
 * key and does no harm. Evidence: published; case of the digits and quotes derived, so all are
 * read.
 *
 * @param size the size of the key
 */
public record GeneratePsk(PskSize size) implements SecurityCommand<Psk>, RepeatableCommand<Psk> {
  /**
   * Checks that nothing is null.
   *
   * @param size the size of the key
   */
  public GeneratePsk {
    Arguments.required(size, "size");
  }

  @Override
  public String line() {
    return "AT+USECPSK=" + size.bytes();
  }

  @Override
  public ReplyShape reply() {
    return ReplyShape.prefixed("+USECPSK", 2, 2);
  }

  /**
   * Identity first, then the key, both in hexadecimal digits.
   *
   * @return the key; the caller closes it
   * @throws UnexpectedReplyException if the key does not have the size that was asked for, or the
   *     identity is not one
   */
  @Override
  public Psk read(List<InfoLine> lines) {
    return Reply.lastAndWipe(this, lines, this::psk);
  }

  private Psk psk(InfoLine line) {
    PskIdentity identity = Reply.value(this, () -> PskIdentity.fromHex(line.text(0)));
    SecretBytes key = Reply.value(this, () -> HexSecrets.read(line.bytes(1)));
    if (key.lengthBytes() != size.bytes()) {
      key.close();
      throw Reply.unexpected(
          this,
          "a key of " + size.bytes() + " bytes was asked for, but it has " + key.lengthBytes());
    }
    return Psk.of(identity, key);
  }

  @Override
  public boolean secret() {
    return true;
  }
}
