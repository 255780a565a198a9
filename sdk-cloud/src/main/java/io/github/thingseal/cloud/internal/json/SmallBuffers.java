package io.github.thingseal.cloud.internal.json;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;

/**
 * Buffers of Jackson's that are used once: recycled ones keep the text of the last document for as
 * long as their thread lives. They begin as small as the documents of the service are, and Jackson
 * goes on in larger ones, or in pieces, where that is too small.
 */
final class SmallBuffers extends RecyclerPool.NonRecyclingPoolBase<BufferRecycler> {
  private static final long serialVersionUID = 1L;
  private static final int LENGTH = 512;

  @Override
  public BufferRecycler acquirePooled() {
    return new Once();
  }

  private static final class Once extends BufferRecycler {
    @Override
    protected int byteBufferLength(int index) {
      return LENGTH;
    }

    @Override
    protected int charBufferLength(int index) {
      return LENGTH;
    }
  }
}
