package io.github.thingseal.cloud.internal.json;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.util.Arrays;

/**
 * Buffers of Jackson's that are overwritten before they are used again: its own keep the text of
 * the last document for as long as the program runs. They begin as small as the documents of the
 * service are; Jackson goes on in larger ones, which are not kept, where that is too small.
 */
final class SmallBuffers extends RecyclerPool.BoundedPoolBase<BufferRecycler> {
  private static final long serialVersionUID = 1L;
  private static final int LENGTH = 512;
  private static final int KEPT = 64;

  SmallBuffers() {
    super(KEPT);
  }

  @Override
  public BufferRecycler createPooled() {
    return new Overwriting();
  }

  private static final class Overwriting extends BufferRecycler {
    @Override
    protected int byteBufferLength(int index) {
      return LENGTH;
    }

    @Override
    protected int charBufferLength(int index) {
      return LENGTH;
    }

    @Override
    public void releaseByteBuffer(int index, byte[] buffer) {
      Arrays.fill(buffer, (byte) 0);
      if (buffer.length == LENGTH) {
        super.releaseByteBuffer(index, buffer);
      }
    }

    @Override
    public void releaseCharBuffer(int index, char[] buffer) {
      Arrays.fill(buffer, (char) 0);
      if (buffer.length == LENGTH) {
        super.releaseCharBuffer(index, buffer);
      }
    }
  }
}
