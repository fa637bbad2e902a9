package org.spinngate.protocol.queue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Frame;

/**
 * The datagrams of one flow that wait, in order: each as the time at which it came and its frame,
 * in chunks of memory of which only the last has room. Confined to the event loop.
 */
final class FlowQueue {
  private static final int TIME_BYTES = 4;

  /** Of a flow that has more waiting nobody repeats anything that would be found in time. */
  private static final int MOST_SEARCHED = 64 * 1024;

  private final int number;
  private final Chunks memory;
  private final ArrayDeque<ByteBuf> chunks = new ArrayDeque<>();
  private int size;
  private int credit;

  FlowQueue(int number, Chunks memory) {
    this.number = number;
    this.memory = memory;
  }

  int number() {
    return number;
  }

  boolean isEmpty() {
    return chunks.isEmpty();
  }

  /** In bytes of memory. */
  int size() {
    return size;
  }

  /** How many bytes it may still send in this turn; below zero if it has sent more. */
  int credit() {
    return credit;
  }

  void earn(int bytes) {
    credit += bytes;
  }

  /**
   * Appends a datagram, which stays the caller's.
   *
   * @return whether there was memory for it
   */
  boolean add(int now, int flow, ByteBuf datagram) {
    int needed = TIME_BYTES + DataFrame.SCP_HEADER + datagram.readableBytes();
    ByteBuf last = chunks.peekLast();
    ByteBuf chunk = last != null && last.writableBytes() >= needed ? last : extended();
    if (chunk == null) {
      return false;
    }
    chunk.writeInt(now);
    DataFrame.writeScp(chunk, flow, datagram);
    return true;
  }

  private @Nullable ByteBuf extended() {
    ByteBuf chunk = memory.take(chunks.isEmpty() ? Chunks.SMALL : Chunks.LARGE);
    if (chunk != null) {
      chunks.addLast(chunk);
      size += chunk.capacity();
    }
    return chunk;
  }

  /** When the first one came. Only while it is not empty, as the next two. */
  int time() {
    ByteBuf first = chunks.getFirst();
    return first.getInt(first.readerIndex());
  }

  /** The length of the first one's frame. */
  int frameBytes() {
    ByteBuf first = chunks.getFirst();
    return entryBytes(first, first.readerIndex()) - TIME_BYTES;
  }

  /** Moves the first one's frame. */
  void moveTo(ByteBuf out) {
    int bytes = frameBytes();
    ByteBuf first = chunks.getFirst();
    out.writeBytes(first.skipBytes(TIME_BYTES), bytes);
    credit -= bytes;
    leaveIfRead(first);
  }

  private void leaveIfRead(ByteBuf chunk) {
    if (!chunk.isReadable()) {
      chunks.remove(chunk);
      leave(chunk);
    }
  }

  private void leave(ByteBuf chunk) {
    size -= chunk.capacity();
    memory.giveBack(chunk);
  }

  /** Drops what came more than so many milliseconds ago. */
  void dropOlderThan(int millis, int now, Fallen fallen) {
    while (!isEmpty() && now - time() > millis) {
      drop(fallen);
    }
  }

  private void drop(Fallen fallen) {
    ByteBuf first = chunks.getFirst();
    dropOne(first, fallen);
    leaveIfRead(first);
  }

  /** Drops so many of the oldest that a chunk becomes free. */
  void dropChunk(Fallen fallen) {
    ByteBuf first = chunks.removeFirst();
    while (first.isReadable()) {
      dropOne(first, fallen);
    }
    leave(first);
  }

  void dropAll(Fallen fallen) {
    while (!isEmpty()) {
      dropChunk(fallen);
    }
  }

  private static void dropOne(ByteBuf chunk, Fallen fallen) {
    int at = chunk.readerIndex();
    fallen.add(chunk, at + TIME_BYTES);
    chunk.readerIndex(at + entryBytes(chunk, at));
  }

  private static int entryBytes(ByteBuf chunk, int at) {
    return TIME_BYTES + Frame.LENGTH_BYTES + chunk.getUnsignedShort(at + TIME_BYTES);
  }

  /** Takes out one of the same bytes before the last, if there is one and the queue is not long. */
  boolean removeEarlier(int flow, ByteBuf datagram) {
    if (size > MOST_SEARCHED) {
      return false;
    }
    for (Iterator<ByteBuf> each = chunks.iterator(); each.hasNext(); ) {
      ByteBuf chunk = each.next();
      int end = each.hasNext() ? chunk.writerIndex() : lastOf(chunk);
      if (remove(chunk, end, flow, datagram)) {
        if (!chunk.isReadable()) {
          each.remove();
          leave(chunk);
        }
        return true;
      }
    }
    return false;
  }

  private static int lastOf(ByteBuf chunk) {
    int last = chunk.readerIndex();
    for (int at = last; at < chunk.writerIndex(); at += entryBytes(chunk, at)) {
      last = at;
    }
    return last;
  }

  private static boolean remove(ByteBuf chunk, int end, int flow, ByteBuf datagram) {
    int next;
    for (int at = chunk.readerIndex(); at < end; at = next) {
      next = at + entryBytes(chunk, at);
      if (isSame(chunk, at + TIME_BYTES, flow, datagram)) {
        int behind = chunk.writerIndex() - next;
        chunk.setBytes(at, chunk, next, behind).writerIndex(at + behind);
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(ByteBuf chunk, int frame, int flow, ByteBuf datagram) {
    int length = datagram.readableBytes();
    return chunk.getUnsignedShort(frame) == DataFrame.SCP_HEADER - Frame.LENGTH_BYTES + length
        && chunk.getUnsignedByte(frame + Frame.LENGTH_BYTES) == DataFrame.SCP_KIND
        && chunk.getUnsignedShort(frame + Frame.HEADER_BYTES) == flow
        && ByteBufUtil.equals(
            chunk, frame + DataFrame.SCP_HEADER, datagram, datagram.readerIndex(), length);
  }
}
