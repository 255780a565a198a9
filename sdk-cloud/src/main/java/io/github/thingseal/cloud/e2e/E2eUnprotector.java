package io.github.thingseal.cloud.e2e;

import io.github.thingseal.cloud.cache.KeyCacheSettings;
import io.github.thingseal.cloud.internal.futures.Outcomes;
import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.ThingsealException;
import io.github.thingseal.core.e2e.E2eCipher;
import io.github.thingseal.core.e2e.E2eMessage;
import io.github.thingseal.core.e2e.MessageAuthenticationException;
import io.github.thingseal.core.e2e.ProtectionParametersSource;
import io.github.thingseal.core.e2e.UnsupportedCipherSuiteException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Decrypts what many modules protected: message in, plaintext out.
 *
 * <p>Keys are cached by the full key identity, within the bounds of {@link KeyCacheSettings}, and
 * wiped when they leave the cache and no message is being decrypted with them. Messages of the same
 * key identity share one look-up. <b>What the cache saves:</b> in format V1 every message has its
 * own key identity and so costs one call. The cache serves messages that are delivered again, and
 * format V2, whose modules keep a key for several messages (derived, see {@code docs/evidence.md}).
 *
 * <p>Safe for use by any number of threads. A look-up takes no thread while it is under way.
 * Messages whose key is cached are decrypted on the thread that asks, others on those of the
 * services. Close it to wipe the keys; the services it stands on stay open.
 */
public final class E2eUnprotector implements AutoCloseable {
  private final Decryptor decryptor;

  private E2eUnprotector(Decryptor decryptor) {
    this.decryptor = decryptor;
  }

  /**
   * Begins with the standard cipher and cache. {@code services.e2e().unprotector()} does so with
   * the cipher of the services.
   *
   * @param source where parameters come from, such as {@code services.e2e()}, or {@code identity ->
   *     services.e2e().uplinkParameters(identity).timeout(limit).submit()} with another time limit
   * @return a builder
   */
  public static Builder builder(ProtectionParametersSource source) {
    return new Builder(Arguments.required(source, "source"));
  }

  /**
   * Decrypts a message, and waits for its key if need be. An interrupt ends the wait at once, and
   * stays set.
   *
   * @param message the whole message; not changed
   * @return the plaintext, possibly empty
   * @throws InvalidInputException if it is not a protected message; nothing is looked up then
   * @throws UnsupportedCipherSuiteException if the service names a suite that is not known
   * @throws MessageAuthenticationException if the message was altered
   * @throws ThingsealException if the parameters cannot be obtained; an answer of the service that
   *     there are none is remembered for a short time
   */
  public byte[] unprotect(byte[] message) {
    return unprotect(E2eMessage.parse(Arguments.required(message, "message")));
  }

  /**
   * Decrypts a message, and waits for its key if need be. An interrupt ends the wait at once, and
   * stays set.
   *
   * @param message the message
   * @return the plaintext, possibly empty
   * @throws UnsupportedCipherSuiteException if the service names a suite that is not known
   * @throws MessageAuthenticationException if the message was altered
   * @throws ThingsealException if the parameters cannot be obtained; an answer of the service that
   *     there are none is remembered for a short time
   */
  public byte[] unprotect(E2eMessage message) {
    Arguments.required(message, "message");
    return decryptor.unprotect(message);
  }

  /**
   * As {@link #unprotect(E2eMessage)}, into an array of the caller's. Makes no new array for a
   * plaintext whose key is cached, whatever its length. The array may be the one that the message
   * was parsed from.
   *
   * @param message the message
   * @param plaintext receives the plaintext; left as it is if anything is thrown
   * @param offset where in it the plaintext begins
   * @return how many bytes the plaintext has
   * @throws InvalidInputException if the offset is outside of the array, in which case nothing is
   *     looked up, or the plaintext does not fit there
   * @throws UnsupportedCipherSuiteException if the service names a suite that is not known
   * @throws MessageAuthenticationException if the message was altered
   * @throws ThingsealException if the parameters cannot be obtained
   */
  public int unprotect(E2eMessage message, byte[] plaintext, int offset) {
    Arguments.required(message, "message");
    Arguments.required(plaintext, "plaintext");
    if (offset < 0 || offset > plaintext.length) {
      throw new InvalidInputException(
          "A plaintext cannot begin at "
              + offset
              + " of an array of "
              + plaintext.length
              + " bytes");
    }
    return unprotect(message, ByteBuffer.wrap(plaintext, offset, plaintext.length - offset));
  }

  /**
   * As {@link #unprotect(E2eMessage, byte[], int)}, into a buffer, direct or not, from its position
   * on, which moves behind the plaintext. A plaintext is never longer than its message.
   *
   * @param message the message
   * @param plaintext receives the plaintext; it and its position are left as they are if anything
   *     is thrown
   * @return how many bytes the plaintext has
   * @throws InvalidInputException if the buffer is read-only, in which case nothing is looked up,
   *     or has fewer bytes remaining
   * @throws UnsupportedCipherSuiteException if the service names a suite that is not known
   * @throws MessageAuthenticationException if the message was altered
   * @throws ThingsealException if the parameters cannot be obtained
   */
  public int unprotect(E2eMessage message, ByteBuffer plaintext) {
    Arguments.required(message, "message");
    Arguments.required(plaintext, "plaintext");
    if (plaintext.isReadOnly()) {
      throw new InvalidInputException("The buffer for the plaintext is read-only");
    }
    return decryptor.unprotect(message, plaintext);
  }

  /**
   * Decrypts a message without waiting for its key.
   *
   * <p>Cancelling the future, or completing it in any other way, ends the look-up if no other
   * message waits for it. A stage that depends on the future may wait for another message.
   *
   * @param message the message
   * @return the plaintext to come, or what {@link #unprotect(E2eMessage)} would throw
   */
  public CompletableFuture<byte[]> submit(E2eMessage message) {
    Arguments.required(message, "message");
    return decryptor.submit(message);
  }

  /**
   * Decrypts many messages at once, and waits for their keys. Each has a result of its own: a bad
   * message, or one whose key cannot be obtained, fails no other.
   *
   * @param messages the messages; the list may hold anything but null
   * @return their results, in the order of the messages
   * @throws InvalidInputException if the list or an element of it is null
   */
  public List<UnprotectResult> unprotectAll(List<byte[]> messages) {
    return Outcomes.await(submitAll(messages), "The look-up for " + messages.size() + " messages");
  }

  /**
   * Decrypts many messages at once without waiting for their keys. Each has a result of its own: a
   * bad message, or one whose key cannot be obtained, fails no other. Cancelling the future ends
   * the look-ups that no one else waits for.
   *
   * @param messages the messages; the list may hold anything but null; not changed, and not to be
   *     changed before the future is complete
   * @return their results to come, in the order of the messages; the future fails only if it is
   *     cancelled
   * @throws InvalidInputException if the list or an element of it is null
   */
  public CompletableFuture<List<UnprotectResult>> submitAll(List<byte[]> messages) {
    Arguments.requiredElements(messages, "messages");
    return new Batch(messages, decryptor).submit();
  }

  /**
   * As {@link #submitAll}, with a future for each message: one that waits long for its key holds up
   * none of the others. Cancelling a future ends its look-up, unless another message waits for it.
   *
   * @param messages the messages; the list may hold anything but null; not changed, and not to be
   *     changed before their futures are complete
   * @return their results to come, in the order of the messages; a future fails only if it is
   *     cancelled
   * @throws InvalidInputException if the list or an element of it is null
   */
  public List<CompletableFuture<UnprotectResult>> submitEach(List<byte[]> messages) {
    Arguments.requiredElements(messages, "messages");
    return new Batch(messages, decryptor).submitEach();
  }

  /**
   * Begins an unprotector of a stream of messages from many devices, on this unprotector, its cache
   * and its look-ups.
   *
   * @param bytes returns the whole protected message of what the caller calls a message; the array
   *     is not copied, and not to be changed before the result is there. A message for which it
   *     throws fails with an {@link InvalidInputException}
   * @param <T> what the caller calls a message: bytes, with whatever is to come out beside the
   *     result
   * @return a builder
   */
  public <T> BulkUnprotector.Builder<T> bulk(Function<? super T, byte[]> bytes) {
    return new BulkUnprotector.Builder<>(decryptor, Arguments.required(bytes, "bytes"));
  }

  /**
   * Ends all look-ups and wipes the keys, those in use as soon as their message is decrypted.
   * Further messages fail with an {@link InvalidInputException}.
   */
  @Override
  public void close() {
    decryptor.close();
  }

  /** Builds an {@link E2eUnprotector}. */
  public static final class Builder {
    private final ProtectionParametersSource source;
    private E2eCipher cipher = E2eCipher.standard();
    private KeyCacheSettings settings = KeyCacheSettings.standard();

    private Builder(ProtectionParametersSource source) {
      this.source = source;
    }

    /**
     * Sets the cipher; {@link E2eCipher#standard()} unless set.
     *
     * @param e2eCipher the cipher
     * @return this builder
     */
    public Builder cipher(E2eCipher e2eCipher) {
      this.cipher = Arguments.required(e2eCipher, "e2eCipher");
      return this;
    }

    /**
     * Sets the bounds of the cache; {@link KeyCacheSettings#standard()} unless set.
     *
     * @param cacheSettings the settings
     * @return this builder
     */
    public Builder cache(KeyCacheSettings cacheSettings) {
      this.settings = Arguments.required(cacheSettings, "cacheSettings");
      return this;
    }

    /**
     * Builds it. Nothing is looked up yet.
     *
     * @return the unprotector, which the caller closes
     */
    public E2eUnprotector build() {
      return new E2eUnprotector(new Decryptor(source, cipher, settings));
    }
  }
}
