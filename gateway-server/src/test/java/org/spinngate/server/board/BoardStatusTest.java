package org.spinngate.server.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.spinngate.server.boot.BootTurn;

class BoardStatusTest {
  private static final Instant START = Instant.parse("2026-01-01T14:02:11Z");

  private final Hands time = new Hands();
  private final BoardCondition condition = new BoardCondition(time, time::nanos);
  private final Board board =
      new Board(
          "ant",
          new Board.Addresses(
              new InetSocketAddress("127.0.0.2", 17893), new InetSocketAddress("127.0.0.2", 54321)),
          false,
          new Board.Handling(Duration.ofMillis(10), 8, true),
          "",
          condition);

  @Test
  void aBoardThatWasNeverHeardIsUnknownAndNotUnreachable() {
    condition.silent();
    condition.silent();
    condition.silent();

    assertThat(board.status().state()).isEqualTo(BoardState.UNKNOWN);
    assertThat(board.status().words()).isEqualTo("unknown");
  }

  @Test
  void aBoardThatAnswersIsBootedAndSaysItsVersion() {
    condition.answered("SC&MP 4.0.0");

    assertThat(board.status().words()).isEqualTo("booted SC&MP 4.0.0");
    assertThat(board.status().detail()).isEqualTo("SC&MP 4.0.0");
  }

  @Test
  void oneLostAnswerIsNoSilenceButTwoAre() {
    condition.answered("SC&MP 4.0.0");
    condition.silent();

    assertThat(board.status().state()).isEqualTo(BoardState.BOOTED);

    time.pass(6);
    condition.silent();

    assertThat(board.status())
        .isEqualTo(
            new BoardStatus(
                BoardState.UNREACHABLE, "no answer since 14:02:11 UTC, no hello heard"));
  }

  @Test
  void aBoardIsDoubtedOnlyIfSomethingSpeaksAgainstIt() {
    assertThat(condition.doubt()).isEmpty();

    condition.refused("Network is unreachable");
    assertThat(condition.doubt())
        .contains("the board does not answer the gateway (Network is unreachable)");

    condition.helloHeard();
    assertThat(condition.doubt()).isEmpty();
  }

  @Test
  void silenceSinceAnotherDaySaysTheDay() {
    condition.answered("SC&MP 4.0.0");
    time.pass(TimeUnit.DAYS.toSeconds(1));
    condition.silent();
    condition.silent();

    assertThat(board.status().detail()).startsWith("no answer since 2026-01-01 14:02:11 UTC");
  }

  @Test
  void aHelloMeansUnbootedUntilItIsNotRepeated() {
    condition.answered("SC&MP 4.0.0");
    condition.helloHeard();
    condition.silent();
    condition.silent();

    assertThat(board.status().words()).isEqualTo("unbooted");

    time.pass(15);

    assertThat(board.status())
        .isEqualTo(
            new BoardStatus(BoardState.UNREACHABLE, "last hello at 14:02:11 UTC, no answer"));
  }

  @Test
  void anAnswerAfterAHelloMeansBooted() {
    condition.helloHeard();
    condition.answered("SC&MP 3.4.1");

    assertThat(board.status().words()).isEqualTo("booted SC&MP 3.4.1");
  }

  @Test
  void aBoardWithoutCoordinatesIsBooting() {
    condition.stillBooting();

    assertThat(board.status().state()).isEqualTo(BoardState.BOOTING);
  }

  @Test
  void aRefusalOfTheNetworkCountsAtOnceAndEndsWithTheFirstWord() {
    condition.refused("ICMP: port unreachable");

    assertThat(board.status())
        .isEqualTo(new BoardStatus(BoardState.UNREACHABLE, "ICMP: port unreachable"));

    condition.helloHeard();

    assertThat(board.status().state()).isEqualTo(BoardState.UNBOOTED);
  }

  @Test
  void aRefusalThatIsNotRepeatedFadesIntoSilence() {
    condition.refused("no route to host");
    condition.silent();
    condition.silent();

    assertThat(board.status().detail()).isEqualTo("no route to host");

    condition.silent();

    assertThat(board.status().state()).isEqualTo(BoardState.UNKNOWN);
  }

  @Test
  void aBoardThatSomebodyHasIsInUseWhateverWasHeard() {
    condition.answered("SC&MP 4.0.0");
    ShownLease.take(board);

    assertThat(board.status()).isEqualTo(new BoardStatus(BoardState.IN_USE, "booted SC&MP 4.0.0"));

    ShownLease.release(board);

    assertThat(board.status().state()).isEqualTo(BoardState.BOOTED);
  }

  @Test
  void aBoardInUseThatAnswersNothingForFiveSecondsIsUnreachable() {
    condition.answered("SC&MP 4.0.0");
    ShownLease.take(board);
    use(5, 10, 0, 0);

    assertThat(board.status().state()).isEqualTo(BoardState.IN_USE);

    use(1, 10, 0, 0);

    assertThat(board.status().state()).isEqualTo(BoardState.UNREACHABLE);

    use(1, 0, 1, 0);

    assertThat(board.status().state()).isEqualTo(BoardState.IN_USE);
  }

  @Test
  void aBoardInUseThatTheNetworkRefusesIsUnreachableAsLongAsSomethingSaysSo() {
    condition.answered("SC&MP 4.0.0");
    ShownLease.take(board);
    use(1, 10, 0, 3);

    assertThat(board.status().state()).isEqualTo(BoardState.UNREACHABLE);

    time.pass(10);

    assertThat(board.status().state()).isEqualTo(BoardState.IN_USE);
  }

  @Test
  void anUnbootedBoardThatASessionAsksInVainIsNotUnreachable() {
    ShownLease.take(board);
    use(30, 10, 0, 0);

    assertThat(board.status().state()).isEqualTo(BoardState.IN_USE);
  }

  @Test
  void whatASessionHeardIsEvidenceWhenItHasGone() {
    ShownLease.take(board);
    use(1, 1, 1, 0);
    ShownLease.release(board);

    assertThat(board.status()).isEqualTo(new BoardStatus(BoardState.BOOTED, ""));
    assertThat(board.status().words()).isEqualTo("booted");
  }

  @Test
  void aBoardWhoseBootIsUnderWayIsBootingUntilItAnswersOrTookTooLong() {
    condition.answered("SC&MP 4.0.0");
    ShownLease.take(board);
    BootTurn.Taker boot = () -> {};
    time.pass(1);
    board.bootTurn().take(boot);
    board.bootTurn().sent(time.nanos());
    use(6, 10, 0, 0);

    assertThat(board.status().state()).isEqualTo(BoardState.BOOTING);

    board.bootTurn().sent(time.nanos());
    board.bootTurn().release(boot);

    assertThat(board.status().state()).isEqualTo(BoardState.BOOTING);

    use(4, 10, 0, 0);
    use(1, 10, 1, 0);

    assertThat(board.status().state()).isEqualTo(BoardState.IN_USE);
  }

  @Test
  void aDisabledBoardIsDisabledInAnyCase() {
    ShownLease.take(board);
    board.bootTurn().take(() -> {});
    board.disable("new fan");

    assertThat(board.status()).isEqualTo(new BoardStatus(BoardState.DISABLED, "new fan"));
    assertThat(board.disabled()).contains("new fan");

    board.enable();

    assertThat(board.status().state()).isEqualTo(BoardState.BOOTING);
    assertThat(board.disabled()).isEmpty();
  }

  @Test
  void keysHaveHyphensAndWordsHaveBlanks() {
    assertThat(BoardState.IN_USE.label()).isEqualTo("in-use");
    assertThat(new BoardStatus(BoardState.IN_USE, "unknown").words()).isEqualTo("in use");
  }

  /** A session that tells every second. */
  private void use(int seconds, long toBoard, long fromBoard, long unreachable) {
    for (int second = 0; second < seconds; second++) {
      time.pass(1);
      board.used(toBoard, fromBoard, unreachable);
    }
  }

  /** A clock that is moved by hand. */
  private static final class Hands extends Clock {
    private long seconds;

    void pass(long more) {
      seconds += more;
    }

    long nanos() {
      return TimeUnit.SECONDS.toNanos(seconds);
    }

    @Override
    public Instant instant() {
      return START.plusSeconds(seconds);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
