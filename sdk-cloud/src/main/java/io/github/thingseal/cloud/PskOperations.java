package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.cloud.psk.PskStore;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.psk.Psk;
import io.github.thingseal.core.psk.PskIdentity;
import io.github.thingseal.core.psk.PskSource;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Recovers pre-shared keys. The operation is published, its path and fields are assumed. {@link
 * PskStore} caches them for a server.
 */
public final class PskOperations implements PskSource {
  private static final String IDENTITY = "PSKIdentity";

  private final CallFactory calls;
  private final PskEncoding encoding;

  PskOperations(CallFactory calls, PskEncoding encoding) {
    this.calls = calls;
    this.encoding = encoding;
  }

  /**
   * The pre-shared key of an identity. It only reads, so it may be repeated.
   *
   * @param identity what the module sent in its (D)TLS ClientKeyExchange
   * @return the call; the caller closes its answer. It fails with {@code NotFoundException} if the
   *     service does not know the identity, and with {@code UnexpectedAnswerException} if the key
   *     is not 16 or 32 bytes or the answer repeats another identity
   */
  public ServiceCall<Psk> get(PskIdentity identity) {
    Arguments.required(identity, "identity");
    return calls.callForSecret(
        Operations.PSK_GET,
        "PSK identity " + identity,
        Map.of(IDENTITY, identity.hex()),
        body -> read(identity, Json.parseObject(body)));
  }

  @Override
  public CompletableFuture<Psk> psk(PskIdentity identity) {
    return get(identity).submit();
  }

  private Psk read(PskIdentity identity, JsonFields json) {
    AnswerValidator.identity(IDENTITY, identity.hex(), json);
    return Psk.of(identity, key(json.text("PSK")));
  }

  private SecretBytes key(String text) {
    try {
      return switch (encoding) {
        case BASE64 -> SecretBytes.fromBase64(text);
        case HEX -> SecretBytes.fromHex(text);
      };
    } catch (InvalidInputException e) {
      throw new AnswerFormatException(
          "JSON whose field PSK is not " + encoding + " (pskEncoding sets another encoding)");
    }
  }

  /**
   * Names where it leads.
   *
   * @return such as {@code PskOperations[https://ssapi.services.u-blox.com/v1]}
   */
  @Override
  public String toString() {
    return "PskOperations[" + calls.baseUrl() + "]";
  }
}
