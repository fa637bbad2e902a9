package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spinngate.server.admission.FarSession;
import org.spinngate.server.admission.GatewayRow;
import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.testing.TestLoop;

class FacilityCopyTest {
  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague here = colleague("gw1");
  private final Colleague there = colleague("gw2");

  private Colleague colleague(String name) {
    return new Colleague(name, engine.ledger(time.loop()), time, () -> 3);
  }

  private Grant opened(Colleague gateway, String user, String board) {
    Grant grant = gateway.ask(user, board, false).grant();
    grant.begun(() -> {});
    time.run();
    return grant;
  }

  @Test
  void everyGatewayIsShownWithItsBoardsAndSessions() {
    opened(here, "alice", "spin5-01");
    opened(there, "bob", "spin5-02");
    here.member().hearsNothingOf("gw2");

    assertThat(here.facility().rows())
        .containsExactly(
            new GatewayRow(
                "gw1",
                true,
                new GatewayRow.Said("gw1", "gw1.example.org:17894", "up", "1.2"),
                List.of("spin5-01"),
                1,
                new GatewayRow.Heard(true, Optional.of(Duration.ZERO)),
                List.of()),
            new GatewayRow(
                "gw2",
                false,
                new GatewayRow.Said("gw2", "gw2.example.org:17894", "up", "1.2"),
                List.of("spin5-02"),
                1,
                new GatewayRow.Heard(false, Optional.of(Duration.ofSeconds(12))),
                List.of()));
  }

  @Test
  void sessionsOfOtherGatewaysAreShownWithTheirsAndNotItsOwn() {
    opened(here, "alice", "spin5-01");
    Grant bob = opened(there, "bob", "spin5-02");

    assertThat(here.facility().elsewhere())
        .containsExactly(
            new FarSession(
                bob.session().id().toString(), "bob", "spin5-02", TestLoop.BEGIN, "gw2"));
  }

  @Test
  void sessionsOfAGatewayThatIsGoneAreShownUntilAnotherHasTheirBoard() {
    Grant bob = opened(there, "bob", "spin5-02");
    there.member().end();
    time.run();

    assertThat(here.facility().rows()).extracting(GatewayRow::id).containsExactly("gw1");
    assertThat(here.facility().elsewhere())
        .extracting(FarSession::session, FarSession::gateway)
        .containsExactly(tuple(bob.session().id().toString(), "gw2"));

    here.comeBack("bob", "spin5-02", bob.session());
    assertThat(here.facility().elsewhere()).isEmpty();
  }

  @Test
  void itSaysWhetherThisGatewayMaySpeakToBoardsAndReachesTheOthers() {
    assertThat(here.facility().maySpeak()).isTrue();
    assertThat(here.facility().engineReached()).isTrue();

    here.member().sure(false);
    here.ledger().cut();
    time.run();

    assertThat(here.facility().maySpeak()).isFalse();
    assertThat(here.facility().engineReached()).isFalse();
  }

  private void says(Colleague gateway, String config) {
    here.ledger()
        .transact(
            List.of(
                new LedgerChange.Create(
                    Keys.beat(gateway.member().id()),
                    Fields.with("number", 1).and("config", config).text())));
    time.run();
  }

  private List<List<String>> differences() {
    return here.facility().rows().stream().map(GatewayRow::differs).toList();
  }

  @Test
  void itShowsInWhichPartsAnotherGatewayHasAnotherConfiguration() {
    here.isConfigured("boards:1 users:2 limits:3");
    says(there, "boards:1 users:7 limits:8 more:9");

    assertThat(differences()).containsExactly(List.of(), List.of("limits", "users"));

    here.isConfigured("boards:1 users:7 limits:8");
    assertThat(differences()).containsExactly(List.of(), List.of());
  }

  @Test
  void aGatewayThatSaysNothingOfItsConfigurationIsNotSaidToDiffer() {
    here.isConfigured("boards:1");

    assertThat(differences()).containsExactly(List.of(), List.of());
  }

  @Test
  void itCountsHowOftenTheOthersTookThisGatewaysBoards() {
    here.member().end();
    here.fenced("gw1-2");

    assertThat(here.facility().fenced()).isOne();
    assertThat(here.facility().rows()).filteredOn(GatewayRow::own).hasSize(1);
  }
}
