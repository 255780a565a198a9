package io.github.thingseal.cloud.e2e;

import io.github.thingseal.core.e2e.AeadEngine;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** The JDK's engine. Counts the wipes of idle keys, and shows key and array of each plaintext. */
public final class WatchedEngine implements AeadEngine {
  private static final AeadEngine ENGINE = AeadEngine.jdk();

  private final BiConsumer<byte[], byte[]> beforeOpen;
  private final AtomicInteger wipes = new AtomicInteger();

  public WatchedEngine() {
    this((key, plaintext) -> {});
  }

  WatchedEngine(BiConsumer<byte[], byte[]> beforeOpen) {
    this.beforeOpen = beforeOpen;
  }

  @Override
  public void seal(byte[] key, byte[] nonce, int tag, byte[] plain, byte[] to, int offset) {
    ENGINE.seal(key, nonce, tag, plain, to, offset);
  }

  @Override
  public boolean open(
      byte[] key, byte[] nonce, int tag, byte[] from, int offset, int length, byte[] plain) {
    beforeOpen.accept(key, plain);
    return ENGINE.open(key, nonce, tag, from, offset, length, plain);
  }

  @Override
  public void wipeIdleKeys() {
    wipes.incrementAndGet();
    ENGINE.wipeIdleKeys();
  }

  /** How often idle keys were wiped. */
  public int wipes() {
    return wipes.get();
  }
}
