package org.spinngate.client.legacy;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.spinngate.protocol.BootReport;

/**
 * Counts the packets of a boot as they leave, since an old server reports nothing.
 *
 * <pre>
 *  0         2         6         10        14        18
 *  +---------+---------+---------+---------+---------+-----
 *  | version | opcode  | op1     | op2     | op3     | ...       big-endian
 *  +---------+---------+---------+---------+---------+-----
 *   start: opcode 1, op3 = blocks - 1          end: opcode 5
 * </pre>
 *
 * <p>Source: domain, boot packets; spinnaker_bootROM flood_fill.c. Confined to the event loop.
 */
final class SentBoot {
  private static final int HEADER = 18;
  private static final int OPCODE = 2;
  private static final int LAST_BLOCK = 17;
  private static final int START = 1;
  private static final int CONTROL = 5;

  private static final String UNKNOWN =
      "an old server does not say whether they have reached the board";

  private final Consumer<BootReport> reports;
  private boolean begun;
  private int announced;
  private int sent;
  private long begunAt;

  /**
   * @param reports hears of each packet
   */
  SentBoot(Consumer<BootReport> reports) {
    this.reports = reports;
  }

  /** A packet has been given to the operating system. */
  void left(ByteBuf packet, long nowNanos) {
    int start = packet.readerIndex();
    int opcode = packet.readableBytes() < HEADER ? 0 : packet.getInt(start + OPCODE);
    if (opcode == START) {
      begun = true;
      begunAt = nowNanos;
      announced = 1 + packet.getUnsignedByte(start + LAST_BLOCK) + 2;
      sent = 0;
    }
    if (begun) {
      sent++;
      report(opcode == CONTROL, nowNanos);
      begun = opcode != CONTROL;
    }
  }

  private void report(boolean ended, long nowNanos) {
    int millis = (int) TimeUnit.NANOSECONDS.toMillis(nowNanos - begunAt);
    if (!ended) {
      reports.accept(new BootReport(BootReport.State.UNDER_WAY, sent, announced, millis, ""));
    } else if (sent >= announced) {
      reports.accept(new BootReport(BootReport.State.COMPLETE, sent, announced, millis, UNKNOWN));
    } else {
      reports.accept(new BootReport(BootReport.State.INCOMPLETE, sent, announced, millis, ""));
    }
  }
}
