package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.testing.TestLoop;

class LeftoversTest {
  private static final String BOARD = "spin5-01";
  private static final int LOOKS = 6;
  private static final String TOKEN = "sha256:" + "3f".repeat(32);

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague gone = colleague("gw1");
  private final Colleague left = colleague("gw2");

  private Colleague colleague(String name) {
    return new Colleague(name, engine.ledger(time.loop()), time, () -> 3);
  }

  private Stream<String> placesOf(String user) {
    return left.ledger().below(Keys.user(user)).stream().map(LedgerEntry::value);
  }

  private void end() {
    gone.member().end();
    time.run();
  }

  @Test
  void aSessionThatNobodyComesBackForIsForgottenWithItsPlace() {
    gone.ask("alice", BOARD, false).grant().begun(() -> {});
    time.run();
    end();
    assertThat(placesOf("alice")).hasSize(1);

    left.looksForLeftovers();
    assertThat(left.local().isIdle(left.board(BOARD))).isTrue();
    left.looksForLeftovers();
    assertThat(left.local().isIdle(left.board(BOARD))).isFalse();
    time.pass(Duration.ofSeconds(11));

    assertThat(placesOf("alice")).isEmpty();
    assertThat(left.ledger().below(Keys.board(left.board(BOARD)))).isEmpty();
  }

  @Test
  void sessionsOfABoardThatWasTakenHereWithoutKnowingItAreForgottenToo() {
    gone.opens("alice", BOARD);
    end();
    left.ledger().holdAnswers();
    Colleague.Asker bob = left.ask("bob", BOARD, false);
    left.ledger().giveUp();
    left.ledger().release();
    time.run();
    assertThat(bob.refused()).contains(CloseCause.NO_QUORUM);
    assertThat(homeOf()).isEqualTo("gw2");

    looks(2);
    assertThat(left.homes().serves(left.board(BOARD))).isTrue();
    time.pass(Duration.ofSeconds(11));

    assertThat(placesOf("alice")).isEmpty();
    assertThat(left.ledger().below(Keys.board(left.board(BOARD)))).isEmpty();
  }

  @Test
  void thePlaceOfWhoOnlyWaitedIsFree() {
    gone.ask("alice", BOARD, false);
    gone.ask("bob", BOARD, true);
    end();
    assertThat(placesOf("bob")).hasSize(1);

    left.looksForLeftovers();
    left.looksForLeftovers();

    assertThat(placesOf("bob")).isEmpty();
  }

  @Test
  void theSessionsOfABoardThatIsDescribedNowhereAreForgottenAfterMinutesWithTheirPlaces() {
    String place = Keys.user("alice") + "/5be01c77";
    String board = Keys.BOARDS + "/192.168.9.9%3A17893";
    write(board, "home=gw0\nterm=7\n");
    write(board + "/00000007", "user=alice\ntoken=" + TOKEN + "\nplace=" + place + "\n");
    write(Keys.user("alice"), "");
    write(place, "board=" + board + "\ngateway=gw0\n");

    looks(11);
    assertThat(engine.find(board + "/00000007")).isPresent();
    assertThat(placesOf("alice")).hasSize(1);

    looks(3);
    assertThat(engine.find(board + "/00000007")).isEmpty();
    assertThat(placesOf("alice")).isEmpty();
    LedgerEntry nobodys = engine.find(board).orElseThrow();
    assertThat(HomeRecord.of(nobodys)).isEqualTo(new HomeRecord("", 7));
    looks(20);
    assertThat(engine.find(board)).as("how often it was taken is not forgotten").contains(nobodys);
  }

  @Test
  void thoseOfAStrangeBoardThatAnotherGatewayServesStay() {
    String board = Keys.BOARDS + "/192.168.9.9%3A17893";
    write(board, "home=gw1\nterm=1\n");
    write(board + "/00000007", "user=alice");

    looks(20);

    assertThat(engine.find(board + "/00000007")).isPresent();
  }

  private void write(String key, String value) {
    left.ledger().transact(List.of(new LedgerChange.Create(key, value)));
    time.run();
  }

  private void looks(int count) {
    for (int look = 0; look < count; look++) {
      left.looksForLeftovers();
    }
  }

  @Test
  void whatGatewaysHaveThatAreThereIsLeftAlone() {
    Grant grant = gone.ask("alice", BOARD, false).grant();
    grant.begun(() -> {});
    gone.ask("bob", BOARD, true);
    time.run();

    left.looksForLeftovers();
    left.looksForLeftovers();

    assertThat(placesOf("alice")).hasSize(1);
    assertThat(placesOf("bob")).hasSize(1);
  }

  @Test
  void aGatewayThatDoesNotReachTheOthersTouchesNothing() {
    gone.ask("alice", BOARD, false);
    end();
    left.member().sure(false);

    left.looksForLeftovers();
    left.looksForLeftovers();

    assertThat(placesOf("alice")).hasSize(1);
  }

  @Test
  void aBoardThatNobodyNeedsForAWhileIsNobodys() {
    left.ask("alice", BOARD, false).grant();
    for (int look = 0; look < LOOKS; look++) {
      left.looksForQuietBoards();
    }
    assertThat(homeOf()).isEqualTo("gw2");

    Colleague.Asker other = left.ask("bob", "spin5-02", false);
    other.grant().release(CloseCause.RELEASED);
    for (int look = 0; look < LOOKS; look++) {
      left.looksForQuietBoards();
    }

    assertThat(homeOf()).isEqualTo("gw2");
    LedgerEntry entry = engine.find(Keys.board(left.board("spin5-02"))).orElseThrow();
    assertThat(HomeRecord.of(entry).home()).isEmpty();
  }

  private String homeOf() {
    return HomeRecord.of(engine.find(Keys.board(left.board(BOARD))).orElseThrow()).home();
  }
}
