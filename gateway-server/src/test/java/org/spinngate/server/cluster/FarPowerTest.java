package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.board.PowerOutcome.Result;
import org.spinngate.server.cluster.care.FarPower;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.testing.TestLoop;

/** What an operator wants of the power of a board that another gateway serves. */
class FarPowerTest {
  private static final String BOARD = "spin5-01";
  private static final PowerOutcome DONE = new PowerOutcome(Result.DONE, "board spin5-01 is off");

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague home = colleague("gw1");
  private final Colleague asked = colleague("gw2");
  private final List<String> done = new ArrayList<>();
  private final List<String> news = new ArrayList<>();
  private final CompletableFuture<PowerOutcome> end = new CompletableFuture<>();
  private Optional<Consumer<String>> tellNews = Optional.empty();
  private Optional<FarPower> power = Optional.empty();

  private Colleague colleague(String name) {
    return new Colleague(name, engine.ledger(time.loop()), time, () -> 3);
  }

  @BeforeEach
  void serves() {
    power = Optional.of(obey(asked));
    obey(home);
    home.ask("alice", BOARD, false).grant();
  }

  private FarPower obey(Colleague gateway) {
    FarPower far =
        gateway.care.obey(
            gateway.boards,
            (board, what, told) -> {
              done.add(gateway.member().id() + " " + what + " " + board.name());
              tellNews = Optional.of(told);
              return end;
            });
    time.run();
    return far;
  }

  private CompletableFuture<PowerOutcome> order() {
    Board board = asked.board(BOARD);
    var outcome = power.orElseThrow().order(board, PowerOrder.OFF, news::add).toCompletableFuture();
    time.run();
    return outcome;
  }

  private List<?> orders() {
    return asked.ledger().below(Keys.orders("gw1"));
  }

  @Test
  void itsHomeDoesItOnceAndTheOperatorHearsWhatHappens() {
    var outcome = order();
    assertThat(done).containsExactly("gw1 OFF spin5-01");
    tellNews.orElseThrow().accept("switching off spin5-01");
    tellNews.orElseThrow().accept("switching off spin5-01, ready soon");
    time.pass(Duration.ofMinutes(1));
    assertThat(outcome).isNotDone();

    end.complete(DONE);
    time.run();

    assertThat(outcome).isCompletedWithValue(DONE);
    assertThat(news)
        .containsExactly("switching off spin5-01", "switching off spin5-01, ready soon");
    assertThat(orders()).isEmpty();
    assertThat(done).hasSize(1);
  }

  @Test
  void whyItCannotBeDoneIsToldAsAtItsHome() {
    PowerOutcome held = new PowerOutcome(Result.HELD, "board spin5-01 is in use by alice");
    end.complete(held);

    assertThat(order()).isCompletedWithValue(held);
  }

  @Test
  void whatAHomeDoesNotTakeUpInTimeItDoesNotDoLater() {
    home.ledger().holdAnswers();
    time.run();
    var outcome = order();
    time.pass(Duration.ofSeconds(4));
    assertThat(outcome.join())
        .isEqualTo(new PowerOutcome(Result.REFUSED, "the gateway gw1 does not answer"));

    home.ledger().release();
    time.pass(Duration.ofSeconds(4));

    assertThat(done).isEmpty();
    assertThat(orders()).isEmpty();
  }

  @Test
  void whatNobodyKnowsToBeTakenUpIsNotDone() {
    home.ledger().holdAnswers();
    time.run();
    var outcome = order();
    home.ledger().release();
    home.ledger().holdAnswers();
    time.run();
    home.ledger().giveUp();
    home.ledger().release();
    time.pass(Duration.ofSeconds(4));

    assertThat(outcome.join().result()).isEqualTo(Result.REFUSED);
    assertThat(done).isEmpty();
  }

  @Test
  void whoWaitsForAHomeThatGoesHearsIt() {
    var outcome = order();
    home.member().end();
    time.pass(Duration.ofSeconds(2));

    assertThat(outcome.join().words()).isEqualTo("the gateway gw1 has gone; try again");
  }

  @Test
  void anAnswerThatNobodyWaitsForIsTakenAway() {
    order();
    asked.ledger().cut();
    time.run();
    end.complete(DONE);
    time.run();
    assertThat(home.ledger().below(Keys.orders("gw1"))).hasSize(1);

    time.pass(Duration.ofSeconds(11));

    assertThat(home.ledger().below(Keys.orders("gw1"))).isEmpty();
  }

  @Test
  void whoWasCutOffWhileTheAnswerWasThereIsToldThatNobodyKnowsIt() {
    var outcome = order();
    asked.ledger().cut();
    time.run();
    end.complete(DONE);
    time.pass(Duration.ofSeconds(11));
    assertThat(outcome).isNotDone();

    asked.ledger().mend();
    time.pass(Duration.ofSeconds(2));

    assertThat(outcome)
        .isCompletedWithValue(
            new PowerOutcome(
                Result.REFUSED,
                "nobody knows what became of it: the answer of the gateway gw1 was not heard here"));
  }

  @Test
  void whatWasTakenBackWithoutAnAnswerEndsToo() {
    home.ledger().holdAnswers();
    time.run();
    var outcome = order();
    asked.ledger().holdAnswers();
    time.pass(Duration.ofSeconds(4));
    assertThat(engine.find(asked.ledger().below(Keys.orders("gw1")).get(0).key())).isEmpty();
    asked.ledger().cut();
    time.run();

    asked.ledger().release();
    asked.ledger().mend();
    time.pass(Duration.ofSeconds(2));

    assertThat(outcome).isDone();
    assertThat(done).isEmpty();
  }

  @Test
  void whatCouldNotBeTakenBackInTimeIsTakenBackLater() {
    home.ledger().holdAnswers();
    time.run();
    var outcome = order();
    asked.ledger().cut();
    time.pass(Duration.ofSeconds(4));
    assertThat(outcome).isNotDone();

    asked.ledger().mend();
    time.pass(Duration.ofSeconds(2));

    assertThat(outcome)
        .isCompletedWithValue(new PowerOutcome(Result.REFUSED, "the gateway gw1 does not answer"));
    assertThat(orders()).isEmpty();
  }

  @Test
  void anAnswerThatCouldNotBeWrittenForAWhileIsHeardBeforeItIsTakenAway() {
    var outcome = order();
    home.ledger().cut();
    time.run();
    end.complete(DONE);
    time.pass(Duration.ofMillis(9_900));
    home.ledger().mend();
    time.pass(Duration.ofSeconds(1));

    assertThat(outcome).isCompletedWithValue(DONE);
  }
}
