package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.Reply;
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
    Grant grant = aSessionOfOneThatIsGone();
    stops.ask("bob", FIRST, false);
    assertThat(homeOf(FIRST)).isEqualTo("gw1");

    stops.stops();

    assertThat(homeOf(FIRST)).isEmpty();
    assertThat(other.ask("bob", FIRST, false).hasBoard()).isFalse();
    assertThat(other.comeBack("alice", FIRST, grant.session()).hasBoard()).isTrue();
  }

  @Test
  void aBoardThatArrivesAfterAllIsGivenOnWithItsSessions() {
    Grant alice = aSessionOfOneThatIsGone();
    stops.ledger().holdAnswers();
    Colleague.Asker bob = stops.ask("bob", FIRST, false);

    stops.stops();
    stops.ledger().release();
    time.pass(Duration.ofSeconds(1));
    assertThat(bob.reply()).contains(new Reply.Elsewhere("gw2.example.org:17894"));
    assertThat(homeOf(FIRST)).isEmpty();
    time.pass(Duration.ofSeconds(20));

    assertThat(other.comeBack("alice", FIRST, alice.session()).grant().session())
        .isEqualTo(alice.session());
  }

  @Test
  void noBoardIsTakenAnyMore() {
    stops.stops();

    assertThat(stops.ask("bob", FIRST, false).reply())
        .contains(new Reply.Elsewhere("gw2.example.org:17894"));
    assertThat(engine.find(Keys.board(other.board(FIRST)))).isEmpty();
  }

  @Test
  void whoAsksTheLastGatewayIsToldThatItStops() {
    other.member().end();
    time.run();
    stops.stops();

    assertThat(stops.ask("bob", FIRST, false).refused()).contains(CloseCause.STOPPING);
  }

  private Grant aSessionOfOneThatIsGone() {
    Colleague gone = new Colleague("gw0", engine.ledger(time.loop()), time, () -> 3);
    Grant grant = gone.opens("alice", FIRST);
    gone.member().end();
    time.run();
    return grant;
  }
}
