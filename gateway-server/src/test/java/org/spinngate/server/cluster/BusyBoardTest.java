package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.testing.TestLoop;

class BusyBoardTest {
  private static final String BOARD = "spin5-01";

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague home = new Colleague("gw1", engine.ledger(time.loop()), time, () -> 3);

  @Test
  void whoWouldNotWaitForABoardThatIsInUseLeavesNothingInTheLedger() {
    Grant grant = home.ask("alice", BOARD, false).grant();

    assertThat(home.ask("legacy 192.0.2.7", BOARD, false).refused())
        .contains(CloseCause.BOARD_BUSY);
    assertThat(engine.find(Keys.user("legacy 192.0.2.7"))).isEmpty();

    grant.release(CloseCause.RELEASED);
    assertThat(home.ask("legacy 192.0.2.7", BOARD, false).hasBoard()).isTrue();
  }
}
