package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.BoardStatus;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
import org.spinngate.server.cluster.care.CareRecord;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.ledger.LedgerChange;

/** What is known of the power of boards that nobody serves, or others. */
class CareLeftoversTest extends TwoHomes {

  @Test
  void whatAGatewayKnewWhenItStoodAloneIsKnownToAll() {
    var unused = one.alone.note(one.board(BOARD), this, OFF);
    one.looksForLeftovers();
    one.looksForLeftovers();

    String key = Keys.care(Keys.board(one.board(BOARD)));
    assertThat(CareRecord.of(engine.find(key).orElseThrow())).isEqualTo(OFF);
    assertThat(one.alone.of(one.board(BOARD))).isEqualTo(CareState.CLEAN);
  }

  @Test
  void aBoardThatWasLeftInTheMidstOfACycleIsTakenByAGatewayThatCanEndIt() {
    one.ask("alice", BOARD, false).grant().release(CloseCause.RELEASED);
    note(one, CYCLING);
    one.member().end();
    time.run();
    next.looksForLeftovers();
    next.looksForLeftovers();
    assertThat(told).as("it cannot").isEmpty();

    next.board(BOARD).showPowerSwitch(Optional.of("a switch"));
    next.looksForLeftovers();
    next.looksForLeftovers();

    assertThat(told).containsExactly(CYCLING);
  }

  @Test
  void whatIsKnownOfABoardStaysThoughItIsDescribedNowhereForAWhile() {
    String place = "/192.168.9.9%3A17893";
    write(Keys.BOARDS + place, "home=gw0\nterm=1\n");
    write(Keys.CARE + place, CareRecord.text(OFF));

    for (int look = 0; look < 15; look++) {
      next.looksForLeftovers();
    }

    assertThat(engine.find(Keys.CARE + place)).isPresent();
  }

  private BoardStatus shown(Colleague gateway) {
    return gateway.board(BOARD).status();
  }

  @Test
  void allGatewaysShowWhatTheHomeOfABoardSaysOfItsPower() {
    one.care.follow(one.board(BOARD));
    next.care.follow(next.board(BOARD));
    Grant grant = one.ask("alice", BOARD, false).grant();
    assertThat(shown(next).state()).isEqualTo(BoardState.UNKNOWN);

    note(one, OFF);
    assertThat(shown(next)).isEqualTo(CareState.RESTING);
    note(one, CYCLING);
    assertThat(shown(next).state()).isEqualTo(BoardState.POWERING);
    note(one, new CareState(true, Supply.CYCLING, "no answer\nof the BMP"));
    assertThat(shown(next)).isEqualTo(new BoardStatus(BoardState.FAILED, "no answer of the BMP"));
    assertThat(one.care.isBehind(one.board(BOARD))).isFalse();
    assertThat(shown(one).state()).as("at home").isNotEqualTo(BoardState.FAILED);

    grant.release(CloseCause.RELEASED);
    one.stops();
    assertThat(shown(one).state()).as("at nobody's").isEqualTo(BoardState.FAILED);
  }

  @Test
  void aBoardThatIsRenamedKeepsWhatIsKnownOfIt() {
    one.ask("alice", BOARD, false).grant();
    Board.Handling handling = new Board.Handling(Duration.ofMillis(10), 8, true);
    Board renamed = one.board(BOARD).described("ant", false, handling, "");

    var unused = one.care.note(renamed, this, OFF);
    time.run();

    assertThat(one.care.of(one.board(BOARD))).isEqualTo(OFF);
    assertThat(next.care.of(next.board(BOARD))).as("by its old name").isEqualTo(OFF);
  }

  private void write(String key, String value) {
    next.ledger().transact(List.of(new LedgerChange.Create(key, value)));
    time.run();
  }
}
