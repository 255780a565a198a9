package io.github.thingseal.cloud;

import io.github.thingseal.cloud.e2e.E2eUnprotector;
import io.github.thingseal.cloud.internal.call.ApiRequest;
import io.github.thingseal.cloud.internal.e2e.Downlink;
import io.github.thingseal.cloud.internal.e2e.InsideSource;
import io.github.thingseal.cloud.internal.e2e.Plaintexts;
import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.DownlinkParametersSource;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.MessageAuthenticationException;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.e2e.ProtectionParametersSource;
import io.github.thingseal.core.e2e.UnsupportedCipherSuiteException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.internal.arguments.Arguments;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * End-to-end protection: decrypts what modules protected, and protects what they are to decrypt.
 *
 * <p>Every message costs one call; nothing is cached, because the vendor's guide speaks of another
 * key for every message. {@link #unprotector()} caches, for messages that share a key or come
 * again. Nothing is sent for a message that is malformed.
 */
public final class E2eOperations implements ProtectionParametersSource, DownlinkParametersSource {
  /**
   * The longest plaintext that {@link #protect} takes, in bytes: what AES-CCM carries with a nonce
   * of 13 bytes. Which nonce the service hands out is known only when the parameters are spent.
   */
  public static final int MAX_PLAINTEXT_BYTES = Plaintexts.MAX_BYTES;

  private static final String HEADER = "EncryptedHeader";
  private static final Pattern SUITE = Pattern.compile("[ -~]{1,64}");

  private final CallFactory calls;
  private final E2eCipher cipher;
  private final Downlink downlink;

  E2eOperations(CallFactory calls, E2eCipher cipher) {
    this.calls = calls;
    this.cipher = cipher;
    this.downlink = new Downlink(cipher);
  }

  /**
   * Decrypts a message that a module protected: fetches its parameters, and verifies it.
   *
   * @param message the whole message; not changed
   * @return the plaintext, possibly empty
   * @throws InvalidInputException if it is not a protected message; nothing is sent then
   * @throws UnsupportedCipherSuiteException if the service names a suite that is not known
   * @throws MessageAuthenticationException if the message was altered
   * @throws ThingsealException if the parameters cannot be fetched, see {@link ServiceCall#execute}
   */
  public byte[] unprotect(byte[] message) {
    Arguments.required(message, "message");
    return unprotect(E2eMessage.parse(message));
  }

  /**
   * Decrypts a message that a module protected: fetches its parameters, and verifies it.
   *
   * @param message the message
   * @return the plaintext, possibly empty
   * @throws UnsupportedCipherSuiteException if the service names a suite that is not known
   * @throws MessageAuthenticationException if the message was altered
   * @throws ThingsealException if the parameters cannot be fetched, see {@link ServiceCall#execute}
   */
  public byte[] unprotect(E2eMessage message) {
    return unprotectCall(message).execute();
  }

  /**
   * {@link #unprotect(E2eMessage)} as a call: {@code submit()} is its asynchronous view. Path and
   * fields are published.
   *
   * @param message the message
   * @return the call; its answer is the plaintext, possibly empty
   */
  public ServiceCall<byte[]> unprotectCall(E2eMessage message) {
    Arguments.required(message, "message");
    return uplinkParameters(message.keyIdentity())
        .map(
            parameters -> {
              try (parameters) {
                return cipher.unprotect(message, parameters);
              }
            });
  }

  /**
   * Protects a message for a module to decrypt, with parameters of its own. Path, fields and form
   * of the message are derived, never tried against a real module: experimental.
   *
   * @param uid the module
   * @param plaintext what to protect, at most {@value #MAX_PLAINTEXT_BYTES} bytes
   * @return the message to send to the module, by whatever transport
   * @throws InvalidInputException if the plaintext is too long; nothing is sent then, and no
   *     parameters are lost
   * @throws UnsupportedCipherSuiteException if the service names a suite that is not known
   * @throws PermanentException if the service answers parameters of another module, of format V2,
   *     or that a message was protected with before
   * @throws ThingsealException if the parameters cannot be fetched, see {@link ServiceCall#execute}
   */
  public E2eMessage protect(RotPublicUid uid, byte[] plaintext) {
    return protectCall(uid, plaintext).execute();
  }

  /**
   * {@link #protect} as a call: {@code submit()} is its asynchronous view. A call that is made
   * several times fetches parameters of its own each time.
   *
   * @param uid the module
   * @param plaintext what to protect, at most {@value #MAX_PLAINTEXT_BYTES} bytes; copied
   * @return the call; its answer is the message to send to the module
   * @throws InvalidInputException if the plaintext is too long
   */
  public ServiceCall<E2eMessage> protectCall(RotPublicUid uid, byte[] plaintext) {
    Arguments.required(uid, "uid");
    byte[] copy = Plaintexts.copyOf(Arguments.required(plaintext, "plaintext"));
    return downlinkParameters(uid).map(parameters -> downlink.protect(copy, parameters));
  }

  /**
   * Begins an unprotector of many messages, with a cache of keys, on these operations and their
   * cipher.
   *
   * @return a builder
   */
  public E2eUnprotector.Builder unprotector() {
    return E2eUnprotector.builder(
            new InsideSource(identity -> calls.submitInside(uplinkRequest(identity))))
        .cipher(cipher);
  }

  /**
   * The parameters of a message that a module protected. Path and fields are published.
   *
   * @param keyIdentity the beginning of the message
   * @return the call; the caller closes its answer
   */
  public ServiceCall<ProtectionParameters> uplinkParameters(KeyIdentity keyIdentity) {
    return calls.call(uplinkRequest(Arguments.required(keyIdentity, "keyIdentity")));
  }

  private ApiRequest<ProtectionParameters> uplinkRequest(KeyIdentity keyIdentity) {
    return calls
        .request(
            Operations.E2E_UPLINK,
            "key identity " + keyIdentity,
            Map.of(HEADER, keyIdentity.hex()),
            body -> readUplink(keyIdentity, Json.parseObject(body)))
        .withSecretAnswer();
  }

  /**
   * Triggers a fresh key set of a module; in force at its next heartbeat. That there is key
   * rotation is published; that the REST API triggers it is derived, path and fields are assumed.
   * Each call rotates again, so it is never repeated.
   *
   * @param uid the module
   * @return the call
   */
  public ServiceCall<KeySetRotation> rotateKeySet(RotPublicUid uid) {
    Arguments.required(uid, "uid");
    return calls.call(
        Operations.E2E_ROTATE,
        "RoTPublicUID " + uid,
        Map.of(AnswerValidator.ROT_PUBLIC_UID, uid.hex()),
        body ->
            new KeySetRotation(uid, AnswerValidator.module(uid, body).readableInteger("KeySet")));
  }

  /**
   * Fresh parameters for one message to a module. Path and fields are derived.
   *
   * @param uid the module
   * @return the call; the caller closes its answer, or lets {@link E2eCipher#protect} do so
   */
  public ServiceCall<ProtectionParameters> downlinkParameters(RotPublicUid uid) {
    Arguments.required(uid, "uid");
    return calls.callForSecret(
        Operations.E2E_DOWNLINK,
        "RoTPublicUID " + uid,
        Map.of(AnswerValidator.ROT_PUBLIC_UID, uid.hex()),
        body -> readDownlink(AnswerValidator.module(uid, body)));
  }

  @Override
  public CompletableFuture<ProtectionParameters> uplink(KeyIdentity keyIdentity) {
    return uplinkParameters(keyIdentity).submit();
  }

  @Override
  public CompletableFuture<ProtectionParameters> downlink(RotPublicUid uid) {
    return downlinkParameters(uid).submit();
  }

  private static ProtectionParameters readUplink(KeyIdentity keyIdentity, JsonFields json) {
    AnswerValidator.identity(HEADER, keyIdentity.hex(), json);
    return read(keyIdentity, json);
  }

  private static ProtectionParameters readDownlink(JsonFields json) {
    return read(keyIdentity(json.text(HEADER)), json);
  }

  private static KeyIdentity keyIdentity(String hex) {
    try {
      return KeyIdentity.fromHex(hex);
    } catch (InvalidInputException e) {
      throw new AnswerFormatException("JSON whose field " + HEADER + " is not a key identity");
    }
  }

  private static ProtectionParameters read(KeyIdentity keyIdentity, JsonFields json) {
    int macLengthBits = json.integer("MACLength");
    String suite = suite(json.text("CipherSuite"));
    String uid = json.readableUid(AnswerValidator.ROT_PUBLIC_UID).orElse("");
    String nonceText = json.text("Nonce");
    SecretBytes key = secret("Key", json.text("Key"));
    SecretBytes nonce;
    try {
      nonce = secret("Nonce", nonceText);
    } catch (AnswerFormatException e) {
      key.close();
      throw e;
    }
    return ProtectionParameters.builder(keyIdentity, key, nonce)
        .macLengthBits(macLengthBits)
        .cipherSuite(suite)
        .rotPublicUid(uid)
        .build();
  }

  /** The name of a suite stands in errors and logs, so it is one. */
  private static String suite(String name) {
    if (!SUITE.matcher(name).matches()) {
      throw new AnswerFormatException("JSON whose field CipherSuite is not the name of a suite");
    }
    return name;
  }

  private static SecretBytes secret(String name, String base64) {
    try {
      return SecretBytes.fromBase64(base64);
    } catch (InvalidInputException e) {
      throw new AnswerFormatException("JSON whose field " + name + " is not Base64");
    }
  }

  /**
   * Names where it leads.
   *
   * @return such as {@code E2eOperations[https://ssapi.services.u-blox.com/v1]}
   */
  @Override
  public String toString() {
    return "E2eOperations[" + calls.baseUrl() + "]";
  }
}
