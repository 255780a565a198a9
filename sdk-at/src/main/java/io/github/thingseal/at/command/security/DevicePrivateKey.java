package io.github.thingseal.at.command.security;

import io.github.thingseal.at.internal.pem.PemPrivateKeys;
import io.github.thingseal.at.internal.pem.PemText;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.function.Function;

/**
 * The private key of a device as PEM, which is wiped when closed and never printed.
 *
 * <p>No one published which PEM form modules use; PKCS#8 (unencrypted), PKCS#1 and SEC 1 are read.
 */
public final class DevicePrivateKey implements AutoCloseable {
  private final SecretBytes pem;

  private DevicePrivateKey(SecretBytes pem) {
    this.pem = pem;
  }

  /**
   * {@return a key that takes a text over}
   *
   * @param pem the text, ASCII with line ends of any kind; wiped
   * @throws InvalidInputException if there is not exactly one block with a private key in it, or it
   *     is encrypted; the message shows nothing of it
   */
  public static DevicePrivateKey takeFrom(byte[] pem) {
    Arguments.required(pem, "pem");
    try (SecretBytes text = SecretBytes.takeFrom(pem)) {
      return new DevicePrivateKey(text.expose(DevicePrivateKey::normalised));
    }
  }

  private static SecretBytes normalised(byte[] pem) {
    String text = PemText.normalised(new String(pem, StandardCharsets.US_ASCII));
    PemPrivateKeys.requireOne(text);
    return SecretBytes.takeFrom(text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * {@return what a function makes of the PEM text} It sees a copy that is wiped afterwards.
   *
   * @param <T> what the function returns
   * @param use what is done with the text, ASCII with {@code \n} at the end of each line; it must
   *     not keep the array
   * @throws InvalidInputException if the key is closed
   */
  public <T> T exposePem(Function<byte[], T> use) {
    Arguments.required(use, "use");
    return pem.expose(use);
  }

  /**
   * {@return the key, of RSA or of an elliptic curve} It lives in the heap of the JVM and cannot be
   * wiped.
   *
   * @throws InvalidInputException if it cannot be read, or the key is closed
   */
  public PrivateKey toPrivateKey() {
    return pem.expose(text -> PemPrivateKeys.parse(new String(text, StandardCharsets.US_ASCII)));
  }

  /** Wipes it. */
  @Override
  public void close() {
    pem.close();
  }

  /** Shows nothing of it. */
  @Override
  public String toString() {
    return "DevicePrivateKey";
  }
}
