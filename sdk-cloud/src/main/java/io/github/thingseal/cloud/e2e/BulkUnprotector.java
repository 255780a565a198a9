package io.github.thingseal.cloud.e2e;

import io.github.thingseal.core.InvalidInputException;
import io.github.thingseal.core.internal.arguments.Arguments;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts streams of messages from many devices: look-ups run side by side, results come in order
 * for each device, and each message has a result of its own.
 *
 * <p>A message that is malformed, altered or unknown to the service fails alone. A slow look-up
 * holds back the later messages of its own device only, as long as there is room in the window.
 * Their look-ups go on meanwhile.
 *
 * <p>Two views: {@link #results} is an iterator that takes messages from another one, and {@link
 * #processor} stands between a publisher and a subscriber. Neither has a thread of its own. How
 * many look-ups are under way at once is set with the cache of the {@link E2eUnprotector}, and
 * behind it with the bulkhead of the services.
 *
 * <p>Immutable and safe for use by any number of threads; each call begins a stream of its own.
 *
 * @param <T> what the caller calls a message
 */
public final class BulkUnprotector<T> {
  private static final int STANDARD_WINDOW = 1_024;

  private final Decryptor decryptor;
  private final Function<? super T, byte[]> bytes;
  private final @Nullable Function<? super T, ?> device;
  private final int window;

  private BulkUnprotector(Builder<T> builder) {
    this.decryptor = builder.decryptor;
    this.bytes = builder.bytes;
    this.device = builder.device;
    this.window = builder.window;
  }

  /**
   * Begins a stream that is pulled.
   *
   * @param messages where messages come from; asked by the thread that asks for results, and until
   *     the window is full, so that a source that waits for its next message holds up results
   * @return the results, which the caller closes unless it takes all of them
   */
  public BulkResults<T> results(Iterator<? extends T> messages) {
    Arguments.required(messages, "messages");
    return new BulkResults<>(messages, window, this::window);
  }

  /**
   * Begins a stream that is pushed.
   *
   * @return a processor for one publisher and one subscriber
   */
  public BulkProcessor<T> processor() {
    return new BulkProcessor<>(window, this::window, decryptor.outside());
  }

  private Window<T> window(Window.Ready ready) {
    return new Window<>(decryptor, bytes, device, ready);
  }

  /**
   * Builds a {@link BulkUnprotector}.
   *
   * @param <T> what the caller calls a message
   */
  public static final class Builder<T> {
    private final Decryptor decryptor;
    private final Function<? super T, byte[]> bytes;
    private @Nullable Function<? super T, ?> device;
    private int window = STANDARD_WINDOW;

    Builder(Decryptor decryptor, Function<? super T, byte[]> bytes) {
      this.decryptor = decryptor;
      this.bytes = bytes;
    }

    /**
     * Keeps the results of each device in the order of its messages. Unless set, results come as
     * they are ready.
     *
     * @param deviceOf returns what names the device of a message, with {@code equals} and {@code
     *     hashCode}; such as the key of a topic, or an address. A message that it fails for has a
     *     failed result, in no order
     * @return this builder
     */
    public Builder<T> orderedBy(Function<? super T, ?> deviceOf) {
      this.device = Arguments.required(deviceOf, "deviceOf");
      return this;
    }

    /**
     * Sets how many messages are taken from their source before their results are handed over;
     * 1,024 unless set. Messages that wait for an earlier one of their device, or for the caller,
     * count. So use a multiple of the number of parallel look-ups, which keeps all of these busy
     * while a few devices are slow.
     *
     * @param messages how many messages, 1 or more
     * @return this builder
     * @throws InvalidInputException if not positive
     */
    public Builder<T> window(int messages) {
      if (messages < 1) {
        throw new InvalidInputException("A window has 1 message or more, not " + messages);
      }
      this.window = messages;
      return this;
    }

    /**
     * Builds it. Nothing is taken or looked up yet.
     *
     * @return the unprotector of streams, good for any number of them
     */
    public BulkUnprotector<T> build() {
      return new BulkUnprotector<>(this);
    }
  }
}
