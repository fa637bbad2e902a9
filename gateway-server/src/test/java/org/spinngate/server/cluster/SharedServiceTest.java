package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.cluster.member.Outsider;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.session.SessionBench;
import org.spinngate.server.testing.TestLoop;

/** A board that is out of service at several gateways. */
class SharedServiceTest {
  private static final String BOARD = "spin5-01";

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague one = colleague("gw1");
  private final Colleague other = colleague("gw2");

  private Colleague colleague(String name) {
    return new Colleague(name, engine.ledger(time.loop()), time, () -> 3);
  }

  private CompletableFuture<Void> service(Colleague gateway, Optional<String> reason) {
    var said = gateway.orders().service(gateway.board(BOARD), reason).toCompletableFuture();
    time.run();
    return said;
  }

  private static Optional<String> disabled(Colleague gateway) {
    return gateway.board(BOARD).disabled();
  }

  @Test
  void aBoardIsOutOfServiceAtAllGatewaysAndBackAtAll() {
    assertThat(service(one, Optional.of("fan"))).isCompleted();
    assertThat(disabled(one)).contains("fan");
    assertThat(disabled(other)).contains("fan");
    assertThat(other.told()).containsExactly("spin5-01 is out: fan");

    assertThat(service(other, Optional.empty())).isCompleted();
    assertThat(disabled(one)).isEmpty();
    assertThat(disabled(other)).isEmpty();
    assertThat(other.told()).containsExactly("spin5-01 is out: fan", "spin5-01 is back");
    assertThat(engine.find(Keys.service(one.board(BOARD)))).isEmpty();
  }

  @Test
  void whatIsSaidBeforeAGatewayHasJoinedWaitsUntilItHas() {
    Member joined = one.neighbours.member();
    one.neighbours.joined(new Outsider());

    CompletableFuture<Void> said = service(one, Optional.of("fan"));
    time.pass(Duration.ofSeconds(1));
    assertThat(said).isNotDone();
    one.neighbours.joined(joined);
    time.pass(Duration.ofSeconds(1));

    assertThat(said).isCompleted();
    assertThat(disabled(other)).contains("fan");
  }

  @Test
  void whoSpeaksToAGatewayThatCannotJoinHearsWhy() {
    one.neighbours.joined(new Outsider());

    CompletableFuture<Void> said = service(one, Optional.of("fan"));
    time.pass(Duration.ofSeconds(6));

    assertThat(said)
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("this gateway has not joined the others yet");
    assertThat(disabled(other)).isEmpty();
  }

  @Test
  void aGatewayThatJoinsLaterKnowsOfIt() {
    service(one, Optional.of("fan"));

    assertThat(disabled(colleague("gw3"))).contains("fan");
  }

  private static Board aNewBoardOf(Colleague gateway) {
    gateway.boards.replace(List.of());
    Board fresh = SessionBench.board(BOARD, 2, false);
    gateway.orders.expected(List.of(fresh));
    return fresh;
  }

  @Test
  void aBoardThatIsNewAtAGatewayIsOutOfServiceBeforeAnybodyCanHaveIt() {
    service(one, Optional.of("fan"));

    assertThat(aNewBoardOf(other).disabled()).contains("fan");
  }

  @Test
  void whatIsSaidOfANewBoardBeforeItIsThereHoldsToo() {
    service(one, Optional.of("fan"));
    Board fresh = aNewBoardOf(other);
    service(one, Optional.empty());

    other.boards.replace(List.of(fresh));
    other.reloads();

    assertThat(fresh.disabled()).isEmpty();
  }

  @Test
  void aNewBoardThatIsDescribedTwiceAtOnceIsNotForgotten() {
    service(one, Optional.of("fan"));
    Board fresh = aNewBoardOf(other);
    service(one, Optional.empty());
    Board again =
        fresh.described(
            fresh.name(), true, new Board.Handling(Duration.ofMillis(10), 8, true), "rack 9");

    other.boards.replace(List.of(again));
    other.reloads();

    assertThat(again.disabled()).isEmpty();
  }

  @Test
  void ofTwoWhoSpeakAtOnceTheLaterOneCountsEverywhere() {
    var first = one.orders().service(one.board(BOARD), Optional.of("fan")).toCompletableFuture();
    var last =
        other.orders().service(other.board(BOARD), Optional.of("dust")).toCompletableFuture();
    time.run();

    assertThat(first).isCompleted();
    assertThat(last).isCompleted();
    assertThat(disabled(one)).isPresent().isEqualTo(disabled(other));
  }

  @Test
  void nothingIsChangedWhileTheOthersCannotBeTold() {
    one.ledger().cut();
    time.run();

    assertThat(service(one, Optional.of("fan"))).isCompletedExceptionally();
    assertThat(disabled(one)).isEmpty();
    assertThat(disabled(other)).isEmpty();
  }

  @Test
  void aMarkThatThisGatewayHasNotHeardOfYetIsTakenAwayToo() {
    other.ledger().holdAnswers();
    service(one, Optional.of("fan"));
    var said = other.orders().service(other.board(BOARD), Optional.empty()).toCompletableFuture();
    time.run();
    assertThat(said).isNotDone();

    other.ledger().release();
    time.run();

    assertThat(said).isCompleted();
    assertThat(disabled(one)).isEmpty();
    assertThat(disabled(other)).isEmpty();
    assertThat(engine.find(Keys.service(one.board(BOARD)))).isEmpty();
  }

  @Test
  void noBoardIsSaidToBeInServiceWhileNobodyKnows() {
    other.ledger().cut();
    time.run();

    assertThat(service(other, Optional.empty())).isCompletedExceptionally();
  }

  @Test
  void whatWasSaidWhileAGatewayWasCutOffHoldsThereOnceItIsBack() {
    service(one, Optional.of("fan"));
    other.ledger().cut();
    time.run();
    service(one, Optional.empty());
    assertThat(disabled(other)).contains("fan");

    other.ledger().mend();
    time.run();

    assertThat(disabled(other)).isEmpty();
  }

  @Test
  void aBoardThatIsNewHereAfterAReloadIsOutOfServiceIfItIsSoElsewhere() {
    service(one, Optional.of("fan"));
    other.board(BOARD).enable();

    other.reloads();

    assertThat(disabled(other)).contains("fan");
  }

  @Test
  void whatAGatewayHadOutOfServiceBeforeItJoinedIsSoForAllFromThenOn() {
    one.board(BOARD).disable("since before");
    one.looksAtOrders();
    assertThat(disabled(other)).contains("since before");
    assertThat(one.shared()).isZero();

    one.looksAtOrders();
    one.looksAtOrders();
    assertThat(one.shared()).isOne();
  }

  @Test
  void aBoardThatIsOutOfServiceIsLetGoLikeAnyOther() {
    one.ask("alice", BOARD, false).grant().release(CloseCause.RELEASED);
    service(one, Optional.of("fan"));

    for (int look = 0; look < 5; look++) {
      one.looksForQuietBoards();
    }

    assertThat(one.homes().serves(one.board(BOARD))).isFalse();
  }
}
