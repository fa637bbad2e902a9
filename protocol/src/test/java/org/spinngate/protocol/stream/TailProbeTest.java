package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;

/** On a line of whose losses the kernel tells. */
@ExtendWith(LeakExtension.class)
class TailProbeTest {
  private static final long RTT = TimeUnit.MILLISECONDS.toNanos(40);

  private final AtomicLong now = new AtomicLong();
  private final AtomicLong retransmissions = new AtomicLong();
  private final AtomicInteger probes = new AtomicInteger();
  private final EmbeddedChannel channel = new EmbeddedChannel(new ControlCodec());
  private final Heartbeat heartbeat =
      Heartbeat.ofClient(Duration.ofHours(1), Duration.ofHours(2), Timing.of(now::get));
  private final TailProbe tail =
      new TailProbe(
          channel.eventLoop(),
          heartbeat,
          new Losses(retransmissions::get),
          probes::incrementAndGet);

  @BeforeEach
  void start() {
    channel.freezeTime();
    channel.pipeline().addLast(heartbeat);
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void roundTripIsMeasured() {
    pass(40);
    channel.pipeline().fireChannelRead(bytes().u8(0x0B).u64(now.get() - RTT).toBuffer());
  }

  private void pass(long millis) {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  @Test
  void aCleanLineNeedsNone() {
    roundTripIsMeasured();

    tail.follow();
    pass(1_000);

    assertThat(probes).hasValue(0);
  }

  @Test
  void aLineThatLosesGetsThem() {
    roundTripIsMeasured();
    retransmissions.incrementAndGet();

    tail.follow();
    pass(10);

    assertThat(probes).hasValue(1);
  }

  @Test
  void aLineThatIsCleanAgainGetsNoMore() {
    roundTripIsMeasured();
    retransmissions.incrementAndGet();
    tail.follow();
    tail.stop();
    pass(30_000);

    tail.follow();
    pass(1_000);

    assertThat(probes).hasValue(0);
  }

  @Test
  void beforeTheRoundTripIsKnownThereAreNone() {
    retransmissions.incrementAndGet();

    tail.follow();
    pass(1_000);

    assertThat(probes).hasValue(0);
  }

  @Test
  void whatIsStoppedSendsNoMore() {
    roundTripIsMeasured();
    retransmissions.incrementAndGet();
    tail.follow();

    tail.stop();
    pass(1_000);

    assertThat(probes).hasValue(0);
  }
}
