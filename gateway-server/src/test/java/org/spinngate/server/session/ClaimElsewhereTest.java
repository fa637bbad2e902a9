package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.UncaughtFaults;
import org.spinngate.server.lease.FarLeases;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.testing.TestLoop;

/** A claim whose board another gateway has. */
@ExtendWith({LeakExtension.class, UncaughtFaults.class})
class ClaimElsewhereTest {
  private final SessionBench bench = SessionBench.by(this::far);
  private final TestLoop time = bench.time();
  private FarLeases far;

  private LeaseBook far(LeaseBook own) {
    far = new FarLeases(own);
    return far;
  }

  @Test
  void whoComesWhenNobodyNewIsLetInHearsWhereElseTheBoardMayBeHad() {
    bench.sessions().refuseNew(CloseCause.STOPPING);
    assertThat(bench.visit("alice").heard()).containsExactly("refused stopping");

    far.hasOther("gw2.example.org:17894");

    assertThat(bench.visit("alice").heard()).containsExactly("elsewhere gw2.example.org:17894");
    assertThat(bench.visit("alice", "no-such-board", 0).heard())
        .as("which tells nobody of boards that are not theirs")
        .containsExactly("refused board-refused");
    assertThat(far.unanswered()).isZero();
  }

  @Test
  void whoseBoardIsAtAnotherGatewayHearsWhereAndKeepsNothing() {
    Visit alice = bench.visit("alice", "spin5-01", 60);

    far.sendTo("gw2.example.org:17894");
    assertThat(alice.heard()).as("before its loop has taken the answer").isEmpty();
    time.run();

    assertThat(alice.heard()).containsExactly("elsewhere gw2.example.org:17894");
    assertThat(bench.board().lease().held()).isFalse();
    assertThat(bench.board().lease().waiting()).isZero();
    assertThat(bench.table().size()).isZero();

    Visit again = bench.visit("alice");
    far.answer();
    time.run();
    assertThat(again.heard()).as("when the board has come here").containsExactly("opened");
  }

  @Test
  void whoHasGoneWhileTheBookWasAskedIsSentNowhere() {
    Visit alice = bench.visit("alice");

    alice.claim().cancel(CloseCause.LOST);
    far.sendTo("gw2.example.org:17894");
    time.run();

    assertThat(alice.heard()).isEmpty();
  }
}
