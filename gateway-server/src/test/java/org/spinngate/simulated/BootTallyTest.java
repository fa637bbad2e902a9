package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;

@ExtendWith(LeakExtension.class)
class BootTallyTest {
  private static final RingModel SLOW =
      RingModel.real(Duration.ofMillis(100), Duration.ofMillis(1));

  private final FrozenBoard board =
      new FrozenBoard(Bench.spin3().withRing(SLOW).withStartUp(Duration.ZERO, Duration.ZERO));

  @AfterEach
  void stop() {
    board.machine().stop();
  }

  private void boot(List<byte[]> packets, long gapMillis) {
    for (byte[] packet : packets) {
      board.receive(FakeNetwork.BOOT, packet);
      board.pass(gapMillis);
    }
  }

  @Test
  void theGapAfterAStartCountsThoughTheRomHasNotLookedAtTheStartYet() {
    List<byte[]> packets = BootImage.random(1, 2).packets();

    boot(packets, 60);
    board.pass(1_000);
    board.machine().powerCycle();
    boot(packets, 70);
    board.pass(1_000);

    BootCounters seen = board.counters().boot();
    assertThat(seen.completed()).isEqualTo(2);
    assertThat(seen.gapsNanos())
        .as("of the second boot")
        .hasSize(packets.size() - 1)
        .containsOnly(TimeUnit.MILLISECONDS.toNanos(70));
  }
}
