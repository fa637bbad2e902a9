package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * Datagrams that a tunnel had taken, and that did not leave after all. Who has counted them as
 * passed takes that back, so that each is counted once.
 *
 * @param reason why they fell
 * @param datagrams how many
 * @param bytes their bytes, without headers; 0 where nobody knows any more
 */
public record Unsent(DropReason reason, int datagrams, long bytes) {

  /** The SCP datagrams among data frames of which none has left; the buffer keeps its indices. */
  public static Unsent of(DropReason reason, ByteBuf frames) {
    int datagrams = 0;
    long bytes = 0;
    int at = frames.readerIndex();
    while (at < frames.writerIndex()) {
      int whole = Frame.LENGTH_BYTES + frames.getUnsignedShort(at);
      int kind = frames.getUnsignedByte(at + Frame.LENGTH_BYTES);
      if (DataFrame.isScp(kind)) {
        datagrams++;
        bytes += whole - DataFrame.header(kind);
      }
      at += whole;
    }
    return new Unsent(reason, datagrams, bytes);
  }

  /** One datagram of which nobody knows how long it was. */
  public static Unsent one(DropReason reason) {
    return new Unsent(reason, 1, 0);
  }

  /** Whether there are any. */
  public boolean isAny() {
    return datagrams > 0;
  }
}
