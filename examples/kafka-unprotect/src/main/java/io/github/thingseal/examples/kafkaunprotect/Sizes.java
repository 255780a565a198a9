package io.github.thingseal.examples.kafkaunprotect;

/**
 * How much is done at once.
 *
 * @param threads stream threads of this instance
 * @param batch how many records a poll takes at most, whose look-ups are under way together
 * @param lookUps how many look-ups are under way at once, for all threads
 * @param cachedKeys how many keys are kept
 */
record Sizes(int threads, int batch, int lookUps, int cachedKeys) {
  static Sizes standard() {
    return new Sizes(2, 1_000, 128, 100_000);
  }

  Sizes withThreads(int number) {
    return new Sizes(number, batch, lookUps, cachedKeys);
  }

  Sizes withBatch(int records) {
    return new Sizes(threads, records, lookUps, cachedKeys);
  }
}
