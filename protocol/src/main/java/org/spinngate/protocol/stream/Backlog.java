package org.spinngate.protocol.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Frame;
import org.spinngate.protocol.Unsent;

/**
 * SCP datagrams that wait while a connection takes no bytes. They wait in the open, as time marks
 * and frames in one buffer, and not encrypted in the queue of the channel: so those that grow old
 * need not be sent, and a repetition can take the place of what it repeats. Confined to the
 * channel's event loop.
 */
final class Backlog {
  private static final Unsent NOTHING = new Unsent(DropReason.STALE, 0, 0);

  private static final int MOST_BYTES = 64 * 1024;

  /** Enough for most; more comes when it is needed. */
  private static final int FIRST_BYTES = 4 * 1024;

  /** What waits for less than this apart shares a mark. */
  private static final int MARK_EVERY_MILLIS = 10;

  /** Where the flags stand in an SDP header, behind two bytes of padding; bit 7: reply expected. */
  private static final int FLAGS = 2;

  private @Nullable ByteBuf frames;
  private int markedAt;

  boolean hasRoomFor(ByteBuf datagram) {
    int needed = DataFrame.TIME_MARK_BYTES + DataFrame.SCP_HEADER + datagram.readableBytes();
    return frames == null || frames.maxWritableBytes() >= needed;
  }

  /**
   * Appends a datagram for which there is room; the buffer stays the caller's.
   *
   * @param now the time mark of this moment
   */
  void add(ByteBufAllocator allocator, int now, int flow, ByteBuf datagram) {
    ByteBuf waiting = frames;
    if (waiting == null) {
      waiting = allocator.directBuffer(FIRST_BYTES, MOST_BYTES);
      frames = waiting;
    }
    if (!waiting.isReadable() || now - markedAt >= MARK_EVERY_MILLIS) {
      markedAt = now;
      DataFrame.writeTimeMark(waiting, now);
    }
    DataFrame.writeScp(waiting, flow, datagram);
  }

  /**
   * Takes out the request that this one repeats: of the same flow and the same bytes, each of them
   * compared, of somebody who waits for the reply and will repeat it until it comes. Others may
   * well mean the same thing twice.
   *
   * @return whether there was one
   */
  boolean removeRepeated(int flow, ByteBuf request) {
    ByteBuf waiting = frames;
    if (waiting == null || !expectsReply(request)) {
      return false;
    }
    int next;
    for (int at = waiting.readerIndex(); at < waiting.writerIndex(); at = next) {
      next = end(waiting, at);
      if (isSame(waiting, at, flow, request)) {
        int behind = waiting.writerIndex() - next;
        waiting.setBytes(at, waiting, next, behind).writerIndex(at + behind);
        return true;
      }
    }
    return false;
  }

  private static boolean expectsReply(ByteBuf datagram) {
    return datagram.readableBytes() > FLAGS && datagram.getByte(datagram.readerIndex() + FLAGS) < 0;
  }

  private static boolean isSame(ByteBuf waiting, int at, int flow, ByteBuf request) {
    int length = request.readableBytes();
    return end(waiting, at) - at == DataFrame.SCP_HEADER + length
        && waiting.getUnsignedByte(at + Frame.LENGTH_BYTES) == DataFrame.SCP_KIND
        && waiting.getUnsignedShort(at + Frame.HEADER_BYTES) == flow
        && ByteBufUtil.equals(
            waiting, at + DataFrame.SCP_HEADER, request, request.readerIndex(), length);
  }

  /**
   * Drops what has waited for too long.
   *
   * @param now the time mark of this moment
   * @return what was dropped
   */
  Unsent dropOlderThan(int millis, int now) {
    ByteBuf waiting = frames;
    if (waiting == null) {
      return NOTHING;
    }
    int start = waiting.readerIndex();
    while (waiting.isReadable() && !isYoungMark(waiting, millis, now)) {
      waiting.readerIndex(end(waiting, waiting.readerIndex()));
    }
    int length = waiting.readerIndex() - start;
    Unsent dropped =
        length == 0 ? NOTHING : Unsent.of(DropReason.STALE, waiting.slice(start, length));
    if (waiting.isReadable()) {
      waiting.discardReadBytes();
    } else {
      release();
    }
    return dropped;
  }

  private static boolean isYoungMark(ByteBuf waiting, int millis, int now) {
    int at = waiting.readerIndex();
    return waiting.getUnsignedByte(at + Frame.LENGTH_BYTES) == DataFrame.TIME_MARK_KIND
        && now - waiting.getInt(at + Frame.HEADER_BYTES) <= millis;
  }

  private static int end(ByteBuf waiting, int at) {
    return at + Frame.LENGTH_BYTES + waiting.getUnsignedShort(at);
  }

  /** All that waits, which is the caller's from now on; nothing waits any more. */
  @Nullable ByteBuf take() {
    ByteBuf taken = frames;
    frames = null;
    return taken;
  }

  private void release() {
    if (frames != null) {
      frames.release();
      frames = null;
    }
  }
}
