package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.server.power.CareBench.CYCLE;
import static org.spinngate.server.power.CareBench.isReady;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.BoardStatus;
import org.spinngate.server.config.power.PowerPolicy;

/** What is done to a board between its users. */
class CaretakerTest {
  private final CareBench bench = new CareBench();

  @Test
  void theFirstUserHasTheBoardAtOnce() {
    bench.look(PowerPolicy.BETWEEN_USERS);

    assertThat(isReady(bench.arrive("alice"))).isTrue();
    assertThat(bench.done).isEmpty();
  }

  @Test
  void aBoardIsPowerCycledAfterASessionAndBeforeTheNextOne() {
    bench.look(PowerPolicy.BETWEEN_USERS);

    bench.leave(bench.arrive("alice"));
    assertThat(bench.done).containsExactly("OFF alice released");
    assertThat(bench.board.status())
        .isEqualTo(new BoardStatus(BoardState.POWERING, "power-cycling ant"));
    bench.time.pass(Duration.ofSeconds(29));
    assertThat(bench.done).hasSize(1);

    GuestStay bob = bench.arrive("bob");
    assertThat(isReady(bob)).isFalse();
    assertThat(bench.news).containsExactly("bob: power-cycling ant, about 6 s");
    bench.time.pass(Duration.ofSeconds(7));

    assertThat(bench.done).containsExactly("OFF alice released", "ON alice released");
    assertThat(isReady(bob)).isTrue();
    assertThat(bench.state()).isNotEqualTo(BoardState.POWERING);
  }

  @Test
  void whoWaitsIsToldAgainAndAgain() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));

    GuestStay bob = bench.arrive("bob");
    bench.time.pass(CYCLE);

    assertThat(bench.news)
        .containsExactly(
            "bob: power-cycling ant, about 35 s",
            "bob: power-cycling ant, about 25 s",
            "bob: power-cycling ant, about 15 s",
            "bob: power-cycling ant, about 5 s");
    assertThat(isReady(bob)).isTrue();
  }

  @Test
  void whoGoesWhileItIsPowerCycledLeavesACleanBoard() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));
    GuestStay bob = bench.arrive("bob");

    bench.leave(bob);
    bench.time.pass(CYCLE);
    GuestStay carol = bench.arrive("carol");

    assertThat(isReady(carol)).isTrue();
    assertThat(bench.done).as("nobody has used it").hasSize(2);
  }

  @Test
  void aBoardIsLeftAloneForAWhileBetweenTwoCycles() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));
    bench.time.pass(CYCLE);
    bench.leave(bench.arrive("bob"));
    GuestStay carol = bench.arrive("carol");

    bench.time.pass(Duration.ofSeconds(20));
    assertThat(bench.done).as("since 56 s").hasSize(2);
    assertThat(bench.news).contains("carol: power-cycling ant, about 59 s");

    bench.time.pass(CYCLE.plusSeconds(5));
    assertThat(isReady(carol)).isTrue();
    assertThat(bench.done).hasSize(4);
  }

  @Test
  void aBoardThatNobodyMaySwitchIsNotSwitched() {
    bench.look(PowerPolicy.NEVER);

    bench.leave(bench.arrive("alice"));

    assertThat(isReady(bench.arrive("bob"))).isTrue();
    assertThat(bench.done).isEmpty();
  }

  @Test
  void nobodyIsSwitchedOffUnderneathOthers() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    GuestStay alice = bench.arrive("alice");
    GuestStay bob = bench.arrive("bob");

    bench.leave(alice);
    bench.time.pass(CYCLE);
    assertThat(bench.done).isEmpty();

    bench.leave(bob);
    assertThat(bench.done).containsExactly("OFF bob released");
  }

  @Test
  void onDemandABoardGoesOffAfterAWhileAndOnForTheNextOne() {
    bench.look(PowerPolicy.ON_DEMAND);
    bench.leave(bench.arrive("alice"));

    bench.time.jump(CareBench.TIMES.offAfter().minusSeconds(1));
    assertThat(bench.done).isEmpty();
    bench.time.jump(Duration.ofSeconds(2));
    bench.time.pass(Duration.ofSeconds(1));
    assertThat(bench.done).containsExactly("OFF alice released");
    assertThat(bench.state()).isEqualTo(BoardState.OFF);

    GuestStay bob = bench.arrive("bob");
    assertThat(bench.news)
        .as("it stays off for its off-time")
        .containsExactly("bob: switching on ant, about 34 s");
    bench.time.pass(Duration.ofSeconds(36));
    assertThat(bench.done).containsExactly("OFF alice released", "ON bob ");
    assertThat(isReady(bob)).isTrue();
    assertThat(bench.state()).isNotEqualTo(BoardState.OFF);
  }

  @Test
  void onDemandWhoComesBeforeItIsOffFindsItCleanToo() {
    bench.look(PowerPolicy.ON_DEMAND);
    bench.leave(bench.arrive("alice"));

    GuestStay bob = bench.arrive("bob");
    bench.time.pass(CYCLE);

    assertThat(bench.done).hasSize(2);
    assertThat(isReady(bob)).isTrue();
    bench.time.jump(CareBench.TIMES.offAfter().plusSeconds(1));
    bench.time.pass(Duration.ofSeconds(1));
    assertThat(bench.done).as("somebody has it").hasSize(2);
  }

  @Test
  void aBoardThatIsOutOfServiceIsNotSwitched() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    GuestStay alice = bench.arrive("alice");
    bench.board.disable("somebody works on it");

    bench.leave(alice);
    bench.time.pass(CYCLE);
    assertThat(bench.done).isEmpty();

    bench.board.enable();
    bench.arrive("bob");
    assertThat(bench.done).containsExactly("OFF alice released");
  }

  @Test
  void anyNumberMayWaitForASharedBoard() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));
    List<GuestStay> many = IntStream.range(0, 5_000).mapToObj(i -> bench.arrive("bob")).toList();

    bench.time.pass(CYCLE);

    assertThat(many).allMatch(CareBench::isReady);
  }

  @Test
  void aServerThatEndsBeginsNothingAnyMore() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    GuestStay alice = bench.arrive("alice");

    bench.end();
    bench.leave(alice);

    assertThat(bench.done).isEmpty();
  }
}
