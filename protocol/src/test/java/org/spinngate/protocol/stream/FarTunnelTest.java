package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TestQueues;

/** A tunnel to a peer 40 ms away, over a line of whose losses nothing is known. */
@ExtendWith(LeakExtension.class)
class FarTunnelTest {
  private static final int SEGMENT_BYTES = 1_448;
  private static final int RECORD_OVERHEAD = 22;
  private static final int PROBE_BYTES = 7;

  private final AtomicLong now = new AtomicLong(0);
  private final EmbeddedChannel channel = new EmbeddedChannel(new ControlCodec());
  private final Heartbeat heartbeat =
      Heartbeat.ofClient(Duration.ofHours(1), Duration.ofHours(2), Timing.of(now::get));
  private final StreamTunnel tunnel =
      StreamTunnel.ofClient(channel, heartbeat, TestQueues.plenty());
  private final ByteBuf datagram = bytes().times(300, 1).toBuffer();

  @BeforeEach
  void start() {
    channel.freezeTime();
    channel.pipeline().addLast(heartbeat);
    roundTripTakes(40);
    channel.releaseOutbound();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void roundTripTakes(long millis) {
    long askedAt = now.get();
    pass(millis);
    channel.pipeline().fireChannelRead(bytes().u8(0x0B).u64(askedAt).toBuffer());
  }

  /** In steps, so that what one task schedules is done within the same time. */
  private void pass(long millis) {
    for (long i = 0; i < millis; i++) {
      now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
      channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
      channel.runPendingTasks();
    }
  }

  private DropReason send(int datagrams) {
    DropReason last = null;
    for (int i = 0; i < datagrams; i++) {
      last = tunnel.sendScp(1, datagram);
    }
    channel.runPendingTasks();
    return last;
  }

  private List<Integer> writes() {
    List<Integer> sizes = new ArrayList<>();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      sizes.add(next.readableBytes());
      next.release();
    }
    return sizes;
  }

  @Test
  void aProbeFollowsAQuarterOfARoundTripAfterTheLastDatagram() {
    send(1);
    writes();

    pass(9);
    assertThat(writes()).isEmpty();

    pass(1);
    assertThat(writes()).containsExactly(PROBE_BYTES);
  }

  @Test
  void fiveProbesFollowAtGrowingDistances() {
    send(1);
    writes();
    List<Long> times = new ArrayList<>();

    for (long millis = 1; millis <= 2_000; millis++) {
      pass(1);
      if (writes().contains(PROBE_BYTES)) {
        times.add(millis);
      }
    }

    assertThat(times).containsExactly(10L, 30L, 70L, 150L, 310L);
  }

  @Test
  void whileDatagramsFollowNoProbeDoes() {
    for (int i = 0; i < 50; i++) {
      send(1);
      pass(8);
    }

    assertThat(writes()).hasSize(50).doesNotContain(PROBE_BYTES);
  }

  @Test
  void afterEachBurstTheProbesBeginAnew() {
    send(1);
    pass(400);
    writes();

    send(1);
    pass(400);

    assertThat(writes()).filteredOn(size -> size == PROBE_BYTES).hasSize(5);
  }

  @Test
  void aConnectionThatTakesNoBytesGetsNoProbes() {
    StuckHandler network = new StuckHandler();
    channel.pipeline().addFirst(network);
    send(1);
    pass(400);

    channel.pipeline().remove(network);
    channel.flush();

    assertThat(writes()).doesNotContain(PROBE_BYTES);
  }

  @Test
  void aConnectionThatHasEndedGetsNone() {
    send(1);
    channel.close();
    writes();

    pass(400);

    assertThat(writes()).isEmpty();
  }

  @Test
  void aNearPeerNeedsNone() {
    roundTripTakes(4);
    channel.releaseOutbound();

    send(1);
    writes();
    pass(400);

    assertThat(writes()).isEmpty();
  }

  @Test
  void everyRecordFitsIntoOneSegment() {
    assertThat(send(40)).isNull();

    assertThat(writes()).hasSize(10).allMatch(size -> size + RECORD_OVERHEAD <= SEGMENT_BYTES);
  }

  @Test
  void aDatagramThatFillsASegmentLeavesAllTheSame() {
    ByteBuf largest = bytes().times(1_472, 1).toBuffer();
    tunnel.sendScp(1, largest);
    tunnel.sendScp(1, largest);
    channel.runPendingTasks();

    assertThat(writes()).hasSize(2).allMatch(size -> size > 1_472);
  }

  @Test
  void whatWaitedLeavesInSegmentsToo() {
    StuckHandler network = new StuckHandler();
    channel.pipeline().addFirst(network);
    send(1);
    send(1);
    send(100);
    assertThat(channel.outboundMessages()).isEmpty();

    channel.pipeline().remove(network);
    channel.flush();

    List<Integer> sizes = writes();
    assertThat(sizes).allMatch(size -> size + RECORD_OVERHEAD <= SEGMENT_BYTES);
    assertThat(sizes.stream().mapToInt(size -> size).sum())
        .as("each begins with a mark of its own, and holds whole frames")
        .isEqualTo(102 * (300 + 5) + sizes.size() * PROBE_BYTES);
  }
}
