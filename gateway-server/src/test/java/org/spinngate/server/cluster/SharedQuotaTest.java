package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.CareState;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.lease.Reply;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.testing.TestLoop;

class SharedQuotaTest {
  private static final String BOARD = "spin5-01";
  private static final String OTHER = "spin5-02";

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague here = colleague("gw1");
  private final Colleague there = colleague("gw2");

  private Colleague colleague(String name) {
    return new Colleague(name, engine.ledger(time.loop()), time, () -> 3);
  }

  private Stream<String> below(String key) {
    return here.ledger().below(key).stream().map(LedgerEntry::value);
  }

  @Test
  void aUserHasNoMorePlacesAtAllGatewaysTogetherThanAtOne() {
    here.ask("alice", BOARD, true);
    here.ask("alice", BOARD, true);
    there.ask("alice", OTHER, true);

    assertThat(here.ask("alice", BOARD, true).refused()).contains(CloseCause.USER_LIMIT);
    assertThat(there.ask("alice", OTHER, true).refused()).contains(CloseCause.USER_LIMIT);
    assertThat(there.ask("bob", OTHER, true).reply()).isPresent();
  }

  @Test
  void ofManyWhoWantTheLastPlacesAtOnceNoMoreGetOneThanThereAre() {
    here.ask("bob", BOARD, true);
    there.ask("bob", OTHER, true);
    here.ledger().holdRequests();
    there.ledger().holdRequests();
    List<Colleague.Asker> askers =
        IntStream.range(0, 20)
            .mapToObj(
                turn ->
                    turn % 2 == 0
                        ? here.ask("alice", BOARD, true)
                        : there.ask("alice", OTHER, true))
            .toList();

    here.ledger().release();
    time.run();
    there.ledger().release();
    time.run();

    assertThat(below(Keys.user("alice"))).hasSize(3);
    assertThat(askers.stream().map(Colleague.Asker::refused).filter(Optional::isPresent))
        .hasSize(17)
        .containsOnly(Optional.of(CloseCause.USER_LIMIT));
  }

  @Test
  void whoHasNoPlaceLeftLeavesACleanBoardClean() {
    there.ask("bob", OTHER, false).grant().release(CloseCause.RELEASED);
    there.care.note(there.board(OTHER), this, CareState.CLEAN);
    here.ask("alice", BOARD, true);
    here.ask("alice", BOARD, true);
    here.ask("alice", BOARD, true);

    assertThat(there.ask("alice", OTHER, false).refused()).contains(CloseCause.USER_LIMIT);

    assertThat(there.care.of(there.board(OTHER))).isEqualTo(CareState.CLEAN);
  }

  @Test
  void aPlaceIsGivenBackByWhoWaitsNoLonger() {
    here.ask("bob", BOARD, true);
    Colleague.Asker alice = here.ask("alice", BOARD, true);
    assertThat(below(Keys.user("alice"))).hasSize(1);

    ((Reply.Queued) alice.reply().orElseThrow()).ticket().cancel();
    time.run();

    assertThat(below(Keys.user("alice"))).isEmpty();
  }
}
