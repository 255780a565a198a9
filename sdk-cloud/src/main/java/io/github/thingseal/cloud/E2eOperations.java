package io.github.thingseal.cloud;

import io.github.thingseal.cloud.internal.json.AnswerFormatException;
import io.github.thingseal.cloud.internal.json.Json;
import io.github.thingseal.cloud.internal.json.JsonFields;
import io.github.thingseal.cloud.operation.Operations;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.PermanentException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.KeyIdentity;
import io.github.thingseal.core.e2e.MessageAuthenticationException;
import io.github.thingseal.core.e2e.ProtectionParameters;
import io.github.thingseal.core.e2e.ProtectionParametersSource;
import io.github.thingseal.core.e2e.UnsupportedCipherSuiteException;
import io.github.thingseal.core.id.RotPublicUid;
import io.github.thingseal.core.secret.SecretBytes;
import java.util.Map;

/**
 * End-to-end protection: decrypts what modules protected, and protects what they shall decrypt.
 *
 * <p>Every message costs one call; nothing is cached, because the vendor's guide speaks of another
 * key for every message. Nothing is sent for a message that is malformed.
 */
public final class E2eOperations implements ProtectionParametersSource {
  private static final String HEADER = "EncryptedHeader";
  private static final String UID = "ROTPublicUID";

  private final Calls calls;
  private final E2eCipher cipher;

  E2eOperations(Calls calls, E2eCipher cipher) {
    this.calls = calls;
    this.cipher = cipher;
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
    try (ProtectionParameters parameters = uplink(message.keyIdentity())) {
      return cipher.unprotect(message, parameters);
    }
  }

  /**
   * Protects a message for a module to decrypt, with parameters of its own. Path, fields and form
   * of the message are derived, never tried against a real module: experimental.
   *
   * @param uid the module
   * @param plaintext what to protect, at most 65,535 bytes with a nonce of 13 bytes
   * @return the message to send to the module, by whatever transport
   * @throws InvalidInputException if the plaintext is too long
   * @throws UnsupportedCipherSuiteException if the service names a suite that is not known
   * @throws PermanentException if the service answers parameters of another module, or of format V2
   * @throws ThingsealException if the parameters cannot be fetched, see {@link ServiceCall#execute}
   */
  public E2eMessage protect(RotPublicUid uid, byte[] plaintext) {
    return cipher.protect(plaintext, downlinkParameters(uid).execute());
  }

  /**
   * The parameters of a message that a module protected. Path and fields are published.
   *
   * @param keyIdentity the beginning of the message
   * @return the call; whoever makes it closes its answer
   */
  public ServiceCall<ProtectionParameters> uplinkParameters(KeyIdentity keyIdentity) {
    return calls.callForSecret(
        Operations.E2E_UPLINK,
        "key identity " + keyIdentity,
        Map.of(HEADER, keyIdentity.hex()),
        body -> read(keyIdentity, Json.parseObject(body)));
  }

  /**
   * Fresh parameters for one message to a module. Path and fields are derived.
   *
   * @param uid the module
   * @return the call; whoever makes it closes its answer, or lets {@link E2eCipher#protect} do so
   */
  public ServiceCall<ProtectionParameters> downlinkParameters(RotPublicUid uid) {
    return calls.callForSecret(
        Operations.E2E_DOWNLINK,
        "RoTPublicUID " + uid,
        Map.of(UID, uid.hex()),
        body -> readDownlink(uid, Json.parseObject(body)));
  }

  @Override
  public ProtectionParameters uplink(KeyIdentity keyIdentity) {
    return uplinkParameters(keyIdentity).execute();
  }

  private static ProtectionParameters readDownlink(RotPublicUid uid, JsonFields json) {
    ProtectionParameters parameters = read(keyIdentity(json.text(HEADER)), json);
    boolean ofAnother = parameters.rotPublicUid().filter(named -> !named.equals(uid)).isPresent();
    if (ofAnother) {
      parameters.close();
      throw new AnswerFormatException(
          "the parameters of another module (" + parameters.rotPublicUidText() + ")");
    }
    return parameters;
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
    String suite = json.text("CipherSuite");
    String uid = json.uid(UID);
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

  private static SecretBytes secret(String name, String base64) {
    try {
      return SecretBytes.fromBase64(base64);
    } catch (InvalidInputException e) {
      throw new AnswerFormatException("JSON whose field " + name + " is not Base64");
    }
  }
}
