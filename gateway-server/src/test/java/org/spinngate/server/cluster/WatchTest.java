package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.testing.TestLoop;

class WatchTest {
  private static final String BOARD = "spin5-01";

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague first = new Colleague("gw1", engine.ledger(time.loop()), time, () -> 3);
  private final Colleague second = new Colleague("gw2", engine.ledger(time.loop()), time, () -> 3);

  private boolean watches(Colleague gateway) {
    return gateway.watch().watches(gateway.board(BOARD));
  }

  @Test
  void aBoardThatIsNobodysIsWatchedByOneOfAllGateways() {
    time.run();

    assertThat(watches(first)).isTrue();
    assertThat(watches(second)).isFalse();
  }

  @Test
  void aBoardIsWatchedByItsHomeAlone() {
    second.ask("alice", BOARD, false);

    assertThat(watches(first)).isFalse();
    assertThat(watches(second)).isTrue();
  }

  @Test
  void aBoardWhoseHomeIsGoneIsWatchedByOneOfThoseThatAreLeft() {
    second.ask("alice", BOARD, false);
    second.member().end();
    time.run();

    assertThat(watches(first)).isTrue();
  }

  @Test
  void aGatewayThatStopsLeavesWhatIsDueToOthers() {
    assertThat(first.watch().retreats()).isFalse();

    first.stops();

    assertThat(first.watch().retreats()).isTrue();
    assertThat(second.watch().retreats()).isFalse();
  }

  @Test
  void whatIsDoneToABoardIsDoneWhereItIsAtHomeAlone() {
    List<String> done = new ArrayList<>();
    second.ask("alice", BOARD, false);

    assertThat(does(first, BOARD, done))
        .map(Refusal::text)
        .get()
        .asString()
        .contains("gw2.example");
    assertThat(does(second, BOARD, done)).isEmpty();
    assertThat(does(first, "spin5-02", done)).isEmpty();

    assertThat(done).containsExactly(BOARD, "spin5-02");
  }

  private Optional<Refusal> does(Colleague gateway, String board, List<String> done) {
    CompletableFuture<Optional<Refusal>> answer =
        gateway
            .book()
            .atHome(
                gateway.board(board),
                () -> {
                  done.add(board);
                  return CompletableFuture.completedStage(Optional.<Refusal>empty());
                },
                Optional::of)
            .toCompletableFuture();
    time.run();
    return answer.join();
  }

  @Test
  void aTermIsOverOnceTheBoardWasLostThoughItIsServedHereAgain() {
    first.ask("alice", BOARD, false).grant().release(CloseCause.RELEASED);
    BooleanSupplier term = first.watch().term(first.board(BOARD));
    assertThat(term.getAsBoolean()).isTrue();

    first.member().end();
    first.fenced("gw3");
    assertThat(term.getAsBoolean()).isFalse();
    first.ask("alice", BOARD, false);

    assertThat(first.watch().serves(first.board(BOARD))).isTrue();
    assertThat(term.getAsBoolean()).isFalse();
    assertThat(first.watch().term(first.board(BOARD)).getAsBoolean()).isTrue();
  }
}
