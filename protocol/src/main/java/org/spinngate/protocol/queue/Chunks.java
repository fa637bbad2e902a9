package org.spinngate.protocol.queue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.Breakdown;

/**
 * The pieces of memory that one session's flow queues consist of. Confined to its event loop.
 *
 * @param allocator where they come from
 * @param budget what the session may have of them
 */
record Chunks(ByteBufAllocator allocator, QueueBudget.Share budget) {
  /** Has room for any datagram, and for all requests that a tool has outstanding as a rule. */
  static final int SMALL = 2 * 1024;

  static final int LARGE = 16 * 1024;

  /**
   * An empty one.
   *
   * @return null if the session may not have it, or there is no memory
   */
  @Nullable ByteBuf take(int bytes) {
    if (!budget.take(bytes)) {
      return null;
    }
    try {
      return allocator.directBuffer(bytes, bytes);
    } catch (OutOfMemoryError e) {
      budget.giveBack(bytes);
      Breakdown.endProcessIf(e);
      return null;
    }
  }

  void giveBack(ByteBuf chunk) {
    budget.giveBack(chunk.capacity());
    chunk.release();
  }
}
