package org.spinngate.protocol.pace;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** A session with a stream, by the pace and the reports of the real one. */
final class PacedSession implements NarrowLine.Sender {
  private static final int PACKET = 1_200;
  private static final int REPORT_MILLIS = 150;
  private static final int LOOK_MILLIS = 2;

  /** What waits is bounded by time. */
  private static final int MOST_WAITING_MILLIS = 250;

  private final NarrowLine line;
  private final LinePace pace;
  private final PacketArrivals arrivals = new PacketArrivals();
  private int bytesPerMilli;
  private long waiting;
  private long newest;
  private long number;
  private long bytes;

  PacedSession(NarrowLine line, LinePace pace, int bytesPerMilli) {
    this.line = line;
    this.pace = pace;
    this.bytesPerMilli = bytesPerMilli;
    line.add(this);
  }

  /** What has come, in bytes. */
  long bytes() {
    return bytes;
  }

  /** From here on it has so much to send. */
  void wants(int bytesInMilli) {
    bytesPerMilli = bytesInMilli;
  }

  /** It has nothing to send any more. */
  void end() {
    bytesPerMilli = 0;
    pace.end();
  }

  @Override
  public void tick(long millis) {
    waiting = Math.min(waiting + bytesPerMilli, (long) MOST_WAITING_MILLIS * bytesPerMilli);
    if (millis % LOOK_MILLIS == 0 || !pace.isLimited()) {
      leave();
    }
    if (millis % REPORT_MILLIS == 0 && arrivals.any()) {
      report(millis);
    }
  }

  private void leave() {
    while (waiting >= PACKET && pace.mayLeave(line.nanos())) {
      waiting -= PACKET;
      pace.sent(PACKET, line.nanos());
      int leftAt = pace.millis(line.nanos());
      long mine = ++number;
      line.send(PACKET, () -> came(mine, leftAt), () -> {});
    }
  }

  private void came(long mine, int leftAt) {
    bytes += PACKET;
    arrivals.came(PACKET);
    if (mine > newest) {
      newest = mine;
      arrivals.newest(line.millis(), leftAt);
    }
  }

  private void report(long millis) {
    ByteBuf out = Unpooled.buffer();
    arrivals.write(out, millis);
    out.skipBytes(3);
    ArrivalsReport report = ArrivalsReport.read(out);
    line.back(() -> pace.arrived(report, line.nanos()));
  }
}
