package org.spinngate.server.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.lease.FarLeases;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.testing.LogCapture;

/** Old clients while the book of leases takes its time: they never say anything twice. */
@ExtendWith(LeakExtension.class)
class LateLeaseTest {
  private static final String HOST = "192.0.2.7";

  private @Nullable FarLeases far;
  private final LegacyBench bench = new LegacyBench(this::far);
  private final ReplyPath path = bench.path(HOST, 1000);

  private LeaseBook far(LeaseBook own) {
    far = new FarLeases(own);
    return far;
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void answer() {
    far.answer();
    bench.time().run();
  }

  @Test
  void whatCameBeforeTheAnswerReachesTheBoardInOrderAndTheBoardIsAskedForOnce() {
    bench.arrive(Service.BOOT, path, LegacyBench.BOOT_START);
    bench.arrive(Service.BOOT, path, LegacyBench.BOOT_BLOCK);
    bench.arrive(Service.BOOT, path, LegacyBench.BOOT_END);
    assertThat(far.unanswered()).isOne();
    assertThat(bench.atBoard()).isZero();

    answer();
    bench.time().pass(Duration.ofMillis(100));

    assertThat(bench.holder()).contains("legacy " + HOST);
    assertThat(bench.atBoard()).isEqualTo(3);
    assertThat(bench.drops()).isEmpty();
  }

  @Test
  void moreThanABootIsNotKept() {
    for (int i = 0; i < 310; i++) {
      bench.arrive(Service.SCP, path, LegacyBench.REQUEST);
    }

    assertThat(bench.drops()).hasSize(10).containsOnly(LegacyDrop.TOO_FAST);
  }

  @Test
  void whoMayNotComeAnyMoreKeepsNothing() {
    bench.arrive(Service.SCP, path, LegacyBench.REQUEST);

    bench.revoke();
    answer();

    assertThat(bench.holder()).isEmpty();
    assertThat(bench.atBoard()).isZero();
  }

  @Test
  void aBoardAtAnotherGatewayIsNobodysHereAndTheLogSaysSoOnce() {
    try (LogCapture log = new LogCapture(LegacyLog.class.getName())) {
      for (int i = 0; i < 3; i++) {
        bench.arrive(Service.SCP, path, LegacyBench.REQUEST);
        far.sendTo("gw2.example.org:17894");
        bench.time().run();
      }

      assertThat(bench.drops()).hasSize(3).containsOnly(LegacyDrop.REFUSED);
      assertThat(bench.holder()).isEmpty();
      assertThat(log.lines("is not served"))
          .containsExactly(
              "old client 192.0.2.7 is not served: its board is at another gateway,"
                  + " gw2.example.org:17894, and it cannot be sent there");
    }
  }

  @Test
  void whoIsRefusedAfterAWhileMayComeAgain() {
    bench.arrive(Service.SCP, path, LegacyBench.REQUEST);
    far.fail();
    bench.time().run();
    assertThat(bench.drops()).containsExactly(LegacyDrop.REFUSED);

    bench.arrive(Service.SCP, path, LegacyBench.REQUEST);
    answer();

    assertThat(bench.holder()).isPresent();
    assertThat(bench.atBoard()).isOne();
  }

  @Test
  void aBoardThatIsLostEndsTheSession() {
    bench.arrive(Service.SCP, path, LegacyBench.REQUEST);
    answer();

    far.loseGrants(CloseCause.BOARD_FAILED, "another gateway has the board");
    bench.time().run();

    assertThat(bench.holder()).isEmpty();
  }

  @Test
  void aConnectionThatClosesBeforeTheAnswerKeepsNoBoardForItsRequests() {
    StreamReplyPath connection = bench.connection(HOST, 1001);
    bench.arrive(Service.SCP, connection, LegacyBench.REQUEST);

    bench.clients().gone(Service.SCP, connection);
    bench.time().run();
    answer();

    assertThat(bench.holder()).isEmpty();
    assertThat(bench.atBoard()).isZero();
  }

  @Test
  void butABootThatItHasBroughtGoesOnAndEndsTheSession() {
    StreamReplyPath connection = bench.connection(HOST, 1001);
    bench.arrive(Service.BOOT, connection, LegacyBench.BOOT_START);
    bench.arrive(Service.BOOT, connection, LegacyBench.BOOT_BLOCK);
    bench.arrive(Service.BOOT, connection, LegacyBench.BOOT_END);

    bench.clients().gone(Service.BOOT, connection);
    bench.time().run();
    answer();
    bench.time().pass(Duration.ofMillis(100));

    assertThat(bench.atBoard()).isEqualTo(3);
    assertThat(bench.holder()).isEmpty();
  }
}
