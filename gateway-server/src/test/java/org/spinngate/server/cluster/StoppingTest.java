package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.testing.TestLoop;

/** A gateway that lets nobody new in gives its boards to those who do. */
class StoppingTest {
  private static final String FIRST = "spin5-01";
  private static final String SECOND = "spin5-02";

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague stops = new Colleague("gw1", engine.ledger(time.loop()), time, () -> 3);
  private final Colleague other = new Colleague("gw2", engine.ledger(time.loop()), time, () -> 3);

  private String homeOf(String board) {
    return HomeRecord.of(engine.find(Keys.board(other.board(board))).orElseThrow()).home();
  }

  @Test
  void boardsThatNobodyHasAreNobodysAtOnceAndTheOthersWhenTheirSessionsEnd() {
    stops.ask("alice", FIRST, false).grant().release(CloseCause.RELEASED);
    Grant grant = stops.ask("alice", SECOND, false).grant();

    stops.stops();
    assertThat(homeOf(FIRST)).isEmpty();
    assertThat(homeOf(SECOND)).isEqualTo("gw1");

    grant.release(CloseCause.RELEASED);
    time.pass(Duration.ofSeconds(2));
    assertThat(homeOf(SECOND)).isEmpty();
    assertThat(other.ask("bob", SECOND, false).hasBoard()).isTrue();
  }

  @Test
  void aBoardThatIsKeptForAFormerClientIsKeptForItElsewhere() {
    Colleague gone = new Colleague("gw0", engine.ledger(time.loop()), time, () -> 3);
    Grant grant = gone.ask("alice", FIRST, false).grant();
    grant.begun(() -> {});
    time.run();
    gone.member().end();
    time.run();
    stops.ask("bob", FIRST, false);
    assertThat(homeOf(FIRST)).isEqualTo("gw1");

    stops.stops();

    assertThat(homeOf(FIRST)).isEmpty();
    assertThat(other.ask("bob", FIRST, false).hasBoard()).isFalse();
    assertThat(other.comeBack("alice", FIRST, grant.session()).hasBoard()).isTrue();
  }
}
