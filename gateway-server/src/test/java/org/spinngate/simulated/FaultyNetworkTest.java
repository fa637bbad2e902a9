package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.TestLoop;

/** A line of a simulated board that delays, and what it holds. */
@ExtendWith(LeakExtension.class)
class FaultyNetworkTest {
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final int BYTES = 1472;
  private static final int OFFERED = 10_000;
  private static final int HELD = (int) (FaultyNetwork.MOST_UNDER_WAY / (BYTES + 256));

  private final InetSocketAddress somebody = new InetSocketAddress(NetUtil.LOCALHOST4, 4000);
  private final TestLoop time = new TestLoop();
  private final DropTally drops = new DropTally();
  private final AtomicInteger arrived = new AtomicInteger();
  private final FakeNetwork wire = new FakeNetwork();
  private final FaultyNetwork network =
      new FaultyNetwork(new LinkFaults(0, 0, 0, 0, DELAY, 1), time.loop(), wire, drops);

  private void offer(int datagrams) {
    for (int i = 0; i < datagrams; i++) {
      network.receive(
          new Arrival(FakeNetwork.SCP, Unpooled.wrappedBuffer(new byte[BYTES]), somebody, 0),
          arrival -> {
            arrived.incrementAndGet();
            arrival.release();
          });
    }
  }

  @Test
  void whatIsOnItsWayToTheBoardHasAnEnd() {
    offer(OFFERED);
    time.jump(DELAY);

    assertThat(arrived).hasValue(HELD);
    assertThat(drops.snapshot()).isEqualTo(Map.of(DropCause.REQUEST_LOST, (long) OFFERED - HELD));

    offer(HELD);
    time.jump(DELAY);
    assertThat(arrived).hasValue(2 * HELD);
  }

  @Test
  void whatIsOnItsWayBackHasAnEnd() {
    for (int i = 0; i < OFFERED; i++) {
      network.sendFromScp(ByteBuffer.allocate(BYTES), somebody);
    }
    time.jump(DELAY);

    assertThat(drops.snapshot()).isEqualTo(Map.of(DropCause.REPLY_LOST, (long) OFFERED - HELD));
  }

  @Test
  void aPowerCycleMakesRoom() {
    offer(OFFERED);
    network.clear();

    offer(HELD);
    time.jump(DELAY);

    assertThat(arrived).hasValue(HELD);
  }
}
