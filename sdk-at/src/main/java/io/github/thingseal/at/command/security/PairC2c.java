package io.github.thingseal.at.command.security;

import io.github.thingseal.at.command.Answer;
import io.github.thingseal.at.command.InfoLine;
import io.github.thingseal.at.command.UnexpectedReplyException;
import io.github.thingseal.at.internal.text.HexSecrets;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code AT+USECC2C=0,"<TE secret>"}: pairs for chip-to-chip sessions, in the clear. A module takes
 * 8 pairings at most and the service may forbid further ones, so it is never repeated. Evidence:
 * published.
 *
 * @param teSecret the secret that the host chose, 16 bytes; stays open, and is read when the
 *     command is sent
 */
public record PairC2c(SecretBytes teSecret) implements SecretCommand<C2cPairing> {
  private static final int SECRET_BYTES = 16;
  private static final int FIRST_SECRET = 2;
  private static final int FIELDS_IN_V1 = 3;
  private static final int FIELDS_IN_V2 = 5;

  /**
   * Checks the length.
   *
   * @param teSecret the secret that the host chose, 16 bytes
   */
  public PairC2c {
    requireLength(teSecret);
  }

  static void requireLength(SecretBytes teSecret) {
    int length = Arguments.required(teSecret, "teSecret").lengthBytes();
    if (length != SECRET_BYTES) {
      throw new InvalidInputException("A chip-to-chip TE secret is 16 bytes, not " + length);
    }
  }

  @Override
  public String line() {
    return "AT+USECC2C=0," + HexSecrets.quoted(teSecret);
  }

  /**
   * The operation and its result, both 0, and the key; with version 2 the HMAC key and the
   * confirmation tag. The caller closes what is read.
   */
  @Override
  public Answer<C2cPairing> answer() {
    return Answer.line("+USECC2C", 2, FIELDS_IN_V2, PairC2c::pairing).wiped();
  }

  private static C2cPairing pairing(InfoLine line) {
    if (line.integer(0) != 0 || line.integer(1) != 0) {
      throw new UnexpectedReplyException("the module did not report success");
    }
    int end = line.size() == FIELDS_IN_V1 ? FIELDS_IN_V1 : FIELDS_IN_V2;
    List<SecretBytes> secrets = new ArrayList<>();
    try {
      for (int i = FIRST_SECRET; i < end; i++) {
        secrets.add(secret(line, i));
      }
    } catch (RuntimeException e) {
      secrets.forEach(SecretBytes::close);
      throw e;
    }
    return new C2cPairing(
        secrets.get(0), secrets.stream().skip(1).findFirst(), secrets.stream().skip(2).findFirst());
  }

  private static SecretBytes secret(InfoLine line, int index) {
    SecretBytes secret = HexSecrets.read(line.bytes(index));
    if (secret.lengthBytes() != SECRET_BYTES) {
      secret.close();
      throw new UnexpectedReplyException(
          "parameter " + index + " has " + secret.lengthBytes() + " bytes instead of 16");
    }
    return secret;
  }
}
