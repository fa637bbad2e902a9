package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class ReceiveRingTest {
  private static final InetSocketAddress SENDER = new InetSocketAddress(1);

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final List<Integer> served = new ArrayList<>();
  private final DropTally drops = new DropTally();
  private final ReceiveRing ring =
      new ReceiveRing(
          RingModel.real(Duration.ofMillis(2), Duration.ofMillis(2)),
          time.eventLoop(),
          this::serve,
          arrival -> TimeUnit.MILLISECONDS.toNanos(2),
          drops);

  @BeforeEach
  void freeze() {
    time.freezeTime();
  }

  private void serve(Arrival arrival) {
    served.add(arrival.port());
    arrival.release();
  }

  private void offer(int port, int length, int times) {
    for (int index = 0; index < times; index++) {
      ring.offer(new Arrival(port, Unpooled.directBuffer(length).writeZero(length), SENDER, 0));
    }
  }

  private void pass(int milliseconds) {
    time.advanceTimeBy(milliseconds, TimeUnit.MILLISECONDS);
    time.runScheduledPendingTasks();
  }

  private long lost() {
    return drops.snapshot().getOrDefault(DropCause.RING_OVERFLOW, 0L);
  }

  @Test
  void twoBootPacketsFitAndTheThirdIsLost() {
    offer(FakeNetwork.BOOT, 1042, 3);

    assertThat(lost()).isOne();
    pass(4);
    assertThat(served).hasSize(2);
  }

  @Test
  void nineFullRequestsFit() {
    offer(FakeNetwork.SCP, 282, 10);

    assertThat(lost()).isOne();
    pass(18);
    assertThat(served).hasSize(9);
  }

  @Test
  void packetsAreServedOneAfterTheOther() {
    offer(FakeNetwork.BOOT, 1042, 2);

    pass(1);
    assertThat(served).isEmpty();
    pass(1);
    assertThat(served).hasSize(1);
    pass(2);
    assertThat(served).hasSize(2);
  }

  @Test
  void packetsFurtherApartThanTheirServiceAllFit() {
    for (int packet = 0; packet < 32; packet++) {
      offer(FakeNetwork.BOOT, 1042, 1);
      pass(2);
    }

    assertThat(lost()).isZero();
    assertThat(served).hasSize(32);
  }

  @Test
  void whatWaitsIsLostWithThePower() {
    offer(FakeNetwork.SCP, 282, 5);

    ring.clear();

    pass(20);
    assertThat(served).isEmpty();
    offer(FakeNetwork.SCP, 282, 9);
    assertThat(lost()).isZero();
    pass(18);
    assertThat(served).hasSize(9);
  }
}
