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
class LegacyBootTest {
  private static final String HOST = "192.0.2.7";
  private static final Duration A_WHILE = Duration.ofMillis(100);

  private final LegacyBench bench = new LegacyBench();
  private final ReplyPath one = bench.path(HOST, 1000);
  private final ReplyPath other = bench.path(HOST, 1001);

  @AfterEach
  void close() {
    bench.close();
  }

  private void boot(ReplyPath path, String... packets) {
    for (String packet : packets) {
      bench.arrive(Service.BOOT, path, packet);
    }
  }

  @Test
  void whileOneBootWaitsForTheBoardAnotherIsDropped() {
    boot(one, LegacyBench.BOOT_START, LegacyBench.BOOT_BLOCK);

    boot(other, LegacyBench.BOOT_START, LegacyBench.BOOT_BLOCK);
    bench.time().pass(A_WHILE);

    assertThat(bench.drops()).containsExactly(LegacyDrop.TOO_FAST, LegacyDrop.TOO_FAST);
    assertThat(bench.atBoard()).isEqualTo(2);
  }

  @Test
  void theRestOfABootWhoseStartWasDroppedIsNoBoot() {
    boot(one, LegacyBench.BOOT_START, LegacyBench.BOOT_BLOCK);
    boot(other, LegacyBench.BOOT_START);
    bench.time().pass(A_WHILE);
    bench.drops();

    boot(other, LegacyBench.BOOT_BLOCK, LegacyBench.BOOT_END);

    assertThat(bench.drops()).containsExactly(LegacyDrop.UNRECOGNISED, LegacyDrop.UNRECOGNISED);
  }

  @Test
  void theSameHoldsForOneThatHasBootedBefore() {
    boot(other, LegacyBench.BOOT_START, LegacyBench.BOOT_BLOCK, LegacyBench.BOOT_END);
    bench.time().pass(A_WHILE);
    boot(one, LegacyBench.BOOT_START, LegacyBench.BOOT_BLOCK);

    boot(other, LegacyBench.BOOT_START);
    bench.time().pass(A_WHILE);
    boot(other, LegacyBench.BOOT_BLOCK);

    assertThat(bench.drops()).containsExactly(LegacyDrop.TOO_FAST, LegacyDrop.UNRECOGNISED);
    assertThat(bench.atBoard()).isEqualTo(5);
  }

  @Test
  void onceNothingOfItWaitsAnotherMayBegin() {
    boot(one, LegacyBench.BOOT_START, LegacyBench.BOOT_BLOCK, LegacyBench.BOOT_END);
    bench.time().pass(A_WHILE);

    boot(other, LegacyBench.BOOT_START, LegacyBench.BOOT_BLOCK, LegacyBench.BOOT_END);
    bench.time().pass(A_WHILE);

    assertThat(bench.drops()).isEmpty();
    assertThat(bench.atBoard()).isEqualTo(6);
  }

  @Test
  void aBootKeepsNoneOfTheOtherService() {
    boot(one, LegacyBench.BOOT_START, LegacyBench.BOOT_BLOCK);

    bench.arrive(Service.SCP, other, LegacyBench.REQUEST);

    assertThat(bench.drops()).isEmpty();
    assertThat(bench.atBoard()).isEqualTo(2);
  }

  @Test
  void aBootGoesOnWhenItsConnectionIsGoneAndThenTheBoardIsFree() {
    StreamReplyPath connection = bench.connection(HOST, 1000);
    boot(connection, LegacyBench.BOOT_START, LegacyBench.BOOT_BLOCK, LegacyBench.BOOT_END);

    bench.clients().gone(Service.BOOT, connection);
    bench.time().run();
    assertThat(bench.holder()).isPresent();
    bench.time().pass(A_WHILE);

    assertThat(bench.atBoard()).isEqualTo(3);
    assertThat(bench.holder()).isEmpty();
  }

  @Test
  void aConnectionIsReadAgainWhenTheSessionEndsInTheMidstOfItsBoot() {
    StreamReplyPath connection = bench.connection(HOST, 1000);
    boot(connection, LegacyBench.BOOT_START);
    for (int i = 0; i < 30; i++) {
      boot(connection, LegacyBench.BOOT_BLOCK);
    }
    assertThat(connection.connection().config().isAutoRead()).isFalse();

    bench.revoke();

    assertThat(connection.connection().config().isAutoRead()).isTrue();
    assertThat(bench.holder()).isEmpty();
    boot(connection, LegacyBench.BOOT_BLOCK);
    assertThat(bench.drops()).containsExactly(LegacyDrop.UNRECOGNISED);
  }
}
