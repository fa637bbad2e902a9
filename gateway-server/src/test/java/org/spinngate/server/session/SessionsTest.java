package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.server.board.Board;

class SessionsTest {
  private final SessionBench bench = SessionBench.usual();

  @Test
  void aUserSeesTheBoardsThatItMayUseWithHolderAndQueue() {
    bench.visit("alice");
    bench.visit("bob", "spin5-01", 60);

    List<Boards.Entry> seen = bench.sessions().boardsOf(bench.user("carol", "*"));

    assertThat(seen).extracting(Boards.Entry::name).containsExactly("spin5-01", "shared-1");
    assertThat(seen.get(0).holder()).map(Holder::user).contains("alice");
    assertThat(seen.get(0).waiting()).isEqualTo(1);
    assertThat(seen.get(1))
        .isEqualTo(new Boards.Entry("shared-1", true, Optional.empty(), 0, "rack 3", "unknown"));
    assertThat(bench.sessions().boardsOf(bench.user("eve", "shared-*"))).hasSize(1);
    assertThat(bench.sessions().boardsOf(bench.user("mallory"))).isEmpty();
  }

  @Test
  void everySessionHasANameOfItsOwn() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      names.add(bench.visit("user-" + i, "shared-1", 0).session().id().toString());
    }

    assertThat(names).hasSize(50).allMatch(name -> name.matches("[0-9a-f]{8}"));
    assertThat(bench.sessions().count()).isEqualTo(50);
  }

  @Test
  void aStopEndsEverySessionWithItsCause() {
    Visit alice = bench.visit("alice");
    Visit bob = bench.visit("bob", "shared-1", 0);

    bench.sessions().endAll(CloseCause.STOPPING, "");

    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.STOPPING);
    assertThat(bob.tunnel().closes()).containsExactly(CloseCause.STOPPING);
    assertThat(bench.sessions().count()).isZero();
  }

  @Test
  void whoWaitsWhenTheServerStopsIsToldSoAndGetsNoSession() {
    bench.visit("alice");
    Visit bob = bench.visit("bob", "spin5-01", 60);
    Visit carol = bench.visit("carol", "spin5-01", 60);

    bench.sessions().endAll(CloseCause.STOPPING, "");
    bench.time().run();

    assertThat(bob.heard()).endsWith("refused stopping");
    assertThat(carol.heard()).endsWith("refused stopping");
    assertThat(bob.isOpen() || carol.isOpen()).isFalse();
    assertThat(bench.board().lease().holder()).isEmpty();
    assertThat(bench.visit("dave", "shared-1", 0).heard()).containsExactly("refused stopping");
  }

  @Test
  void aBoardThatIsNowhereIsRefusedUntilItIsSomewhere() {
    Board.Addresses before = bench.board().addresses();
    bench.board().loseWay("the name ant.lab cannot be resolved now");

    assertThat(bench.visit("alice").heard()).containsExactly("refused board-failed");

    bench.board().moveTo(before);
    assertThat(bench.visit("alice").session().board().name()).isEqualTo("spin5-01");
  }
}
