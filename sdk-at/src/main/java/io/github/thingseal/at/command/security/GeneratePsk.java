package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.ReadCommand;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.text.HexSecrets;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.psk.PskSize;
import io.github.thingseal.core.secret.SecretBytes;

/**
 * {@code AT+USECPSK=16|32}: a fresh pre-shared key and its identity. Repeating it yields another
 * key and does no harm. Evidence: published; case of the digits and quotes derived, so all are
 * read.
 */
public final class GeneratePsk extends ReadCommand<Psk> implements SecretCommand<Psk> {
  /**
   * Asks for a key. Its identity comes first, then the key, both in hexadecimal digits. The caller
   * closes the key.
   *
   * @param size the size of the key
   */
  public GeneratePsk(PskSize size) {
    super(
        "AT+USECPSK=" + Arguments.required(size, "size").bytes(),
        Answer.line("+USECPSK", 2, 2, line -> psk(size, line)).wiped());
  }

  private static Psk psk(PskSize size, InfoLine line) {
    PskIdentity identity = PskIdentity.fromHex(line.text(0));
    SecretBytes key = HexSecrets.read(line.bytes(1));
    if (key.lengthBytes() != size.bytes()) {
      key.close();
      throw new UnexpectedReplyException(
          "a key of " + size.bytes() + " bytes was asked for, but it has " + key.lengthBytes());
    }
    return Psk.of(identity, key);
  }
}
