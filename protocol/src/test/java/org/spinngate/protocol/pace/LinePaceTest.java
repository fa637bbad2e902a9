package org.spinngate.protocol.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Packets leave as fast as the peer's reports allow. */
class LinePaceTest {
  private static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(1);
  private static final int PACKET = 1_000;

  private final LinePace pace = new LinePace(START);
  private long now = START;
  private int came;

  /** Sends so many packets a millisecond for a while, of which one in so many comes. */
  private void send(int millis, int each, int oneIn, int late) {
    for (int i = 0; i < millis; i++) {
      for (int k = 0; k < each; k++) {
        pace.sent(PACKET, now);
        came += k % oneIn == 0 ? PACKET : 0;
      }
      if (i % 150 == 0) {
        pace.arrived(new ArrivalsReport(late, came, pace.millis(now) + 77, pace.millis(now)), now);
      }
      now += TimeUnit.MILLISECONDS.toNanos(1);
    }
  }

  @Test
  void withoutReportsThereIsNoLimit() {
    for (int i = 0; i < 100_000; i++) {
      pace.sent(PACKET, now);
    }

    assertThat(pace.mayLeave(now)).isTrue();
    assertThat(pace.isTold()).isFalse();
  }

  @Test
  void whatTheLineCannotCarryMayNotLeave() {
    send(1_500, 4, 4, 100);

    assertThat(pace.bytesPerSecond()).isBetween(750_000L, 950_000L);
    assertThat(pace.mayLeave(now)).isFalse();
  }

  @Test
  void whatLeavesOnceMoreDoesNotKeepTheRestWaitingForLong() {
    send(1_500, 4, 4, 100);
    now += TimeUnit.SECONDS.toNanos(20);

    for (int i = 0; i < 200 && pace.mayLeaveAgain(now); i++) {
      pace.sent(PACKET, now);
    }

    assertThat(pace.nanosUntilLeave(now)).isLessThan(TimeUnit.MILLISECONDS.toNanos(50));
  }

  @Test
  void whatIsPaidForMayLeave() {
    send(1_500, 4, 4, 100);
    now += TimeUnit.SECONDS.toNanos(20);

    assertThat(pace.mayLeave(now)).isTrue();
    for (int i = 0; i < 20; i++) {
      pace.sent(PACKET, now);
    }
    assertThat(pace.mayLeave(now)).isFalse();
  }

  @Test
  void whateverAPeerReportsSomethingLeavesInTheEnd() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      pace.sent(random.nextInt(1_500), now);
      ArrivalsReport report =
          new ArrivalsReport(
              random.nextInt(0x10000), random.nextInt(), random.nextInt(), random.nextInt());
      pace.arrived(report, now);
      now += random.nextLong(TimeUnit.MILLISECONDS.toNanos(400));
      assertThat(pace.bytesPerSecond()).isNotNegative();
    }
    now += TimeUnit.SECONDS.toNanos(20);

    assertThat(pace.mayLeave(now)).isTrue();
  }

  @Test
  void whoMovesLeavesItsPartOfTheLineToOthers() {
    LineShares here = new LineShares();
    LineShares there = new LineShares();
    pace.joins(here);
    send(1_500, 4, 4, 100);
    assertThat(here.paths()).isEqualTo(1);
    assertThat(here.limits()).isEqualTo(pace.bytesPerSecond());

    pace.joins(there);

    assertThat(here.paths()).isZero();
    assertThat(here.limits()).isZero();
    assertThat(there.limits()).isEqualTo(pace.bytesPerSecond());
    pace.end();
    assertThat(there.paths()).isZero();
    assertThat(there.limits()).isZero();
  }

  @Test
  void anArrivalsFrameIsReadAsItWasWritten() {
    PacketArrivals arrivals = new PacketArrivals();
    arrivals.came(700);
    arrivals.newest(5_000, 100);
    arrivals.came(800);
    arrivals.newest(5_050, 120);
    ByteBuf out = Unpooled.buffer();

    arrivals.write(out, 9);

    assertThat(out.readableBytes()).isEqualTo(ArrivalsFrame.BYTES);
    assertThat(out.readShort()).isEqualTo((short) (ArrivalsFrame.BYTES - 2));
    assertThat(out.readUnsignedByte()).isEqualTo((short) ArrivalsFrame.KIND);
    assertThat(ArrivalsReport.read(out))
        .usingRecursiveComparison()
        .isEqualTo(new ArrivalsReport(0, 1_500, 9, 120));
    assertThat(arrivals.any()).isFalse();
  }
}
