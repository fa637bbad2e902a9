package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.scp.DatagramFilter;

/**
 * What goes on of a flow's datagrams after their filter, which may keep one, or put another in its
 * place; and which buffers are let go of then. Makes no objects.
 *
 * <p>Confined to the event loop of its flow.
 */
final class FilterPassage {
  private final DatagramFilter filter;
  private final Consumer<ByteBuf> toClient;

  /**
   * @param toClient takes what goes on from the board; the buffer stays the caller's
   */
  FilterPassage(DatagramFilter filter, Consumer<ByteBuf> toClient) {
    this.filter = filter;
    this.toClient = toClient;
  }

  /**
   * Takes over a datagram, and lets go of it if it is not what goes on.
   *
   * @return what goes on to the board, which is the caller's; null for nothing
   */
  @Nullable ByteBuf toBoard(ByteBuf datagram) {
    ByteBuf passed = null;
    try {
      passed = filter.toBoard(datagram);
      return passed;
    } finally {
      if (!isSame(passed, datagram)) {
        datagram.release();
      }
    }
  }

  /** A datagram comes from the board; its buffer stays the caller's. */
  void fromBoard(ByteBuf datagram) {
    ByteBuf passed = filter.fromBoard(datagram);
    try {
      if (passed != null) {
        toClient.accept(passed);
      }
    } finally {
      if (passed != null && !isSame(passed, datagram)) {
        passed.release();
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // another buffer may hold the same bytes
  private static boolean isSame(@Nullable ByteBuf passed, ByteBuf datagram) {
    return passed == datagram;
  }
}
