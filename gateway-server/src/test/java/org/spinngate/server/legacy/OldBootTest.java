package org.spinngate.server.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;

/** Boots of one address: one is under way at a time, and none without its start. */
@ExtendWith(LeakExtension.class)
class OldBootTest {
  private static final String HOST = "192.0.2.7";
  private static final Duration A_WHILE = Duration.ofMillis(100);

  private final OldBench bench = new OldBench();
  private final Way one = bench.way(HOST, 1000);
  private final Way other = bench.way(HOST, 1001);

  @AfterEach
  void close() {
    bench.close();
  }

  private void boot(Way way, String... packets) {
    for (String packet : packets) {
      bench.arrive(Service.BOOT, way, packet);
    }
  }

  @Test
  void whileOneBootWaitsForTheBoardAnotherIsDropped() {
    boot(one, OldBench.BOOT_START, OldBench.BOOT_BLOCK);

    boot(other, OldBench.BOOT_START, OldBench.BOOT_BLOCK);
    bench.time().pass(A_WHILE);

    assertThat(bench.drops()).containsExactly(LegacyDrop.TOO_FAST, LegacyDrop.TOO_FAST);
    assertThat(bench.atBoard()).isEqualTo(2);
  }

  @Test
  void theRestOfABootWhoseStartWasDroppedIsNoBoot() {
    boot(one, OldBench.BOOT_START, OldBench.BOOT_BLOCK);
    boot(other, OldBench.BOOT_START);
    bench.time().pass(A_WHILE);
    bench.drops();

    boot(other, OldBench.BOOT_BLOCK, OldBench.BOOT_END);

    assertThat(bench.drops()).containsExactly(LegacyDrop.UNRECOGNISED, LegacyDrop.UNRECOGNISED);
  }

  @Test
  void theSameHoldsForOneThatHasBootedBefore() {
    boot(other, OldBench.BOOT_START, OldBench.BOOT_BLOCK, OldBench.BOOT_END);
    bench.time().pass(A_WHILE);
    boot(one, OldBench.BOOT_START, OldBench.BOOT_BLOCK);

    boot(other, OldBench.BOOT_START);
    bench.time().pass(A_WHILE);
    boot(other, OldBench.BOOT_BLOCK);

    assertThat(bench.drops()).containsExactly(LegacyDrop.TOO_FAST, LegacyDrop.UNRECOGNISED);
    assertThat(bench.atBoard()).isEqualTo(5);
  }

  @Test
  void onceNothingOfItWaitsAnotherMayBegin() {
    boot(one, OldBench.BOOT_START, OldBench.BOOT_BLOCK, OldBench.BOOT_END);
    bench.time().pass(A_WHILE);

    boot(other, OldBench.BOOT_START, OldBench.BOOT_BLOCK, OldBench.BOOT_END);
    bench.time().pass(A_WHILE);

    assertThat(bench.drops()).isEmpty();
    assertThat(bench.atBoard()).isEqualTo(6);
  }

  @Test
  void aBootKeepsNoneOfTheOtherService() {
    boot(one, OldBench.BOOT_START, OldBench.BOOT_BLOCK);

    bench.arrive(Service.SCP, other, OldBench.REQUEST);

    assertThat(bench.drops()).isEmpty();
    assertThat(bench.atBoard()).isEqualTo(2);
  }

  @Test
  void aBootGoesOnWhenItsConnectionIsGoneAndThenTheBoardIsFree() {
    StreamWay connection = bench.connection(HOST, 1000);
    boot(connection, OldBench.BOOT_START, OldBench.BOOT_BLOCK, OldBench.BOOT_END);

    bench.clients().gone(Service.BOOT, connection);
    bench.time().run();
    assertThat(bench.holder()).isPresent();
    bench.time().pass(A_WHILE);

    assertThat(bench.atBoard()).isEqualTo(3);
    assertThat(bench.holder()).isEmpty();
  }

  @Test
  void aConnectionIsReadAgainWhenTheSessionEndsInTheMidstOfItsBoot() {
    StreamWay connection = bench.connection(HOST, 1000);
    boot(connection, OldBench.BOOT_START);
    for (int i = 0; i < 30; i++) {
      boot(connection, OldBench.BOOT_BLOCK);
    }
    assertThat(connection.connection().config().isAutoRead()).isFalse();

    bench.revoke();

    assertThat(connection.connection().config().isAutoRead()).isTrue();
    assertThat(bench.holder()).isEmpty();
    boot(connection, OldBench.BOOT_BLOCK);
    assertThat(bench.drops()).containsExactly(LegacyDrop.UNRECOGNISED);
  }
}
