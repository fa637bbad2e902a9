package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * How the boots of one flow go: which datagrams belong to one image, and how many the server is
 * done with.
 *
 * <pre>
 *  0         2         6
 *  +---------+---------+-----
 *  | version | opcode  | ...       big-endian; opcode 1 begins an image, 5 ends it
 *  +---------+---------+-----
 * </pre>
 *
 * <p>Source: domain, boot packets; spinnaker_bootROM flood_fill.c. Confined to the one event loop.
 */
final class BootCourse {
  private static final int HEADER = 18;
  private static final int OPCODE = 2;
  private static final int START = 1;
  private static final int CONTROL = 5;

  private Image image = new Image();
  private int takenCount;

  /** One image on its way: kept whole until its end has been taken. */
  static final class Image {
    private boolean begun;
    private boolean closed;
    private @Nullable BootDatagram end;
    private long latestNanos;

    /** Nothing of it will be needed again. A datagram that belongs to no image never is. */
    boolean isClosed() {
      return closed || !begun;
    }

    long latestNanos() {
      return latestNanos;
    }

    void taken(BootDatagram datagram) {
      closed |= datagram == end;
    }

    void close() {
      closed = true;
    }
  }

  BootDatagram next(int flow, int gapMillis, ByteBuf bytes, long nowNanos) {
    int opcode = bytes.readableBytes() < HEADER ? 0 : bytes.getInt(bytes.readerIndex() + OPCODE);
    if (opcode == START) {
      image.close();
      image = new Image();
      image.begun = true;
    }
    Image mine = image;
    mine.latestNanos = nowNanos;
    BootDatagram datagram =
        new BootDatagram(flow, gapMillis, ByteBufUtil.getBytes(bytes), nowNanos, mine);
    if (opcode == CONTROL) {
      mine.end = datagram;
      image = new Image();
    }
    return datagram;
  }

  /** Whether the latest image has begun, and neither ended nor been given up. */
  boolean isUnderWay(long nowNanos, long patienceNanos) {
    return !image.isClosed() && nowNanos - image.latestNanos < patienceNanos;
  }

  /**
   * The server has told how many it is done with since the flow began there.
   *
   * @return how many of them are news
   */
  int taken(int count) {
    int fresh = count - takenCount;
    takenCount = count;
    return Math.max(0, fresh);
  }

  /** The server counts from the beginning. */
  void beginAgain() {
    takenCount = 0;
  }
}
