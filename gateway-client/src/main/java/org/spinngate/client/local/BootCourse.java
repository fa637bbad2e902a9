package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;

/**
 * How the boots of one flow go: which datagrams belong to one image, and how many the server is
 * done with.
 *
 * <pre>
 *  0         2         6
 *  +---------+---------+-----
 *  | version | opcode  | ...       big-endian; opcode 1 begins an image, 3 is a block, 5 ends it
 *  +---------+---------+-----
 * </pre>
 *
 * <p>Source: domain, boot packets; spinnaker_bootROM flood_fill.c. Confined to the one event loop.
 */
final class BootCourse {
  private static final int HEADER = 18;
  private static final int OPCODE = 2;
  private static final int START = 1;
  private static final int BLOCK = 3;
  private static final int CONTROL = 5;

  private BootImage image = BootImage.withoutStart();
  private int takenCount;

  /** The image that a datagram belongs to. */
  BootImage imageOf(ByteBuf bytes) {
    int opcode = opcode(bytes);
    if (opcode == START) {
      image.close();
      image = BootImage.begun();
    }
    boolean boot = opcode == START || opcode == BLOCK || opcode == CONTROL;
    BootImage mine = boot ? image : BootImage.ofNoBoot();
    if (opcode == CONTROL) {
      image = BootImage.withoutStart();
    }
    return mine;
  }

  /** Whether an image begins with it. */
  static boolean isStart(ByteBuf bytes) {
    return opcode(bytes) == START;
  }

  /** Whether an image ends with it. */
  static boolean isEnd(ByteBuf bytes) {
    return opcode(bytes) == CONTROL;
  }

  private static int opcode(ByteBuf bytes) {
    return bytes.readableBytes() < HEADER ? 0 : bytes.getInt(bytes.readerIndex() + OPCODE);
  }

  /** Whether the latest image has begun, and neither ended nor been given up. */
  boolean isUnderWay(long nowNanos) {
    return image.isUnderWay(nowNanos);
  }

  /**
   * The server has told how many it is done with since the flow began there.
   *
   * @return how many of them are news
   */
  int taken(int count) {
    // A server that has opened the flow once more may count from the beginning.
    int fresh = count >= takenCount ? count - takenCount : count;
    takenCount = count;
    return fresh;
  }

  /** The server counts from the beginning. */
  void beginAgain() {
    takenCount = 0;
  }
}
