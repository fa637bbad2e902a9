package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A proof by questions that the test asks when they are due; times in milliseconds. */
class PathValidationTest {
  private final PathValidation proof = new PathValidation();

  /** The clock overflows within the tests, as a monotonic clock may. */
  private final long began = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(500);

  private long millis;

  private long now() {
    return began + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private long untilQuestion(boolean talking) {
    return TimeUnit.NANOSECONDS.toMillis(proof.nanosToQuestion(talking, now()));
  }

  /** Waits until a question is due, and asks it. */
  private int ask(boolean talking) {
    millis += untilQuestion(talking);
    return proof.ask(now());
  }

  private boolean answer(int number, long roundTrip) {
    millis += roundTrip;
    return proof.answered(number, now());
  }

  private void prove() {
    answer(ask(true), 10);
    answer(ask(true), 10);
    assertThat(proof.isProven()).isTrue();
  }

  /** Asks without an answer until the path has failed. */
  private long untilFailure() {
    long from = millis;
    while (!proof.fails(now())) {
      millis++;
      if (untilQuestion(true) == 0) {
        proof.ask(now());
      }
    }
    return millis - from;
  }

  /** Asks, and hears each answer after 10 ms, until the path is proven. */
  private long untilProven() {
    long from = millis;
    while (!answer(ask(true), 10)) {
      assertThat(proof.fails(now())).isFalse();
    }
    return millis - from;
  }

  @Test
  void theFirstQuestionIsDueAtOnce() {
    assertThat(untilQuestion(false)).isZero();
    assertThat(proof.isProven()).isFalse();
    assertThat(proof.roundTripNanos()).isEqualTo(-1);
  }

  @Test
  void twoAnswersProveAPath() {
    assertThat(answer(ask(false), 40)).isFalse();
    assertThat(untilQuestion(false)).isEqualTo(110);
    assertThat(answer(ask(false), 40)).isTrue();

    assertThat(proof.isProven()).isTrue();
    assertThat(proof.roundTripNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(40));
  }

  @Test
  void theSameAnswerTwiceIsOne() {
    int number = ask(false);
    answer(number, 10);

    assertThat(answer(number, 0)).isFalse();
    assertThat(proof.isProven()).isFalse();
  }

  @Test
  void anAnswerByADetourProvesNothingAndKeepsTheHaste() {
    for (int i = 0; i < 20; i++) {
      proof.detoured(ask(false));
      assertThat(proof.unanswered()).isZero();
      assertThat(untilQuestion(false)).isEqualTo(250);
    }

    assertThat(answer(ask(false), 10)).isFalse();
    assertThat(answer(ask(false), 10)).isTrue();
  }

  @Test
  void answersToNothingThatWasAskedMeanNothing() {
    ask(false);

    assertThat(answer(0, 0)).isFalse();
    assertThat(answer(2, 0)).isFalse();
    assertThat(answer(-1, 0)).isFalse();
    assertThat(answer(Integer.MIN_VALUE, 0)).isFalse();
    assertThat(proof.unanswered()).isEqualTo(1);
    assertThat(proof.roundTripNanos()).isEqualTo(-1);
  }

  @Test
  void aLaterAnswerAnswersForTheEarlierQuestions() {
    prove();
    int first = ask(true);
    int second = ask(true);

    answer(second, 10);
    answer(first, 1);

    assertThat(proof.unanswered()).isZero();
    assertThat(proof.roundTripNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(10));
  }

  @Test
  void aPathThatNobodyHasAnsweredOnIsAskedHastilyAtFirstAndThenSeldom() {
    for (int i = 0; i < 8; i++) {
      ask(true);
      assertThat(untilQuestion(true)).isEqualTo(i < 7 ? 250 : 3_000);
      assertThat(proof.fails(now())).isFalse();
    }

    for (int i = 0; i < 1_000; i++) {
      ask(false);
      assertThat(untilQuestion(false)).isEqualTo(3_000);
    }
  }

  @Test
  void aProvenPathIsAskedOftenInATalkAndSeldomOtherwise() {
    prove();

    millis += 10;
    assertThat(untilQuestion(true)).isEqualTo(130);
    assertThat(untilQuestion(false)).isEqualTo(3_980);
    millis += 20_000;
    assertThat(untilQuestion(false)).isZero();
  }

  @Test
  void anOpenQuestionIsFollowedByOthersThoughNobodyTalks() {
    prove();

    ask(false);

    assertThat(untilQuestion(false)).isEqualTo(150);
  }

  @Test
  void aQuestionIsGiven600MillisecondsAndOneAndAHalfRoundTrips() {
    answer(ask(true), 100);
    answer(ask(true), 100);

    ask(true);
    millis += 750;
    assertThat(proof.fails(now())).isFalse();
    millis++;
    assertThat(proof.fails(now())).isTrue();

    assertThat(proof.isProven()).isFalse();
    assertThat(proof.fails(now())).isFalse();
  }

  @Test
  void laterQuestionsDoNotProlongThePatienceWithTheFirst() {
    prove();

    assertThat(untilFailure()).isLessThanOrEqualTo(150 + 600 + 15 + 1);
  }

  @Test
  void anAnswerInTimeKeepsThePathForAnyTime() {
    prove();

    for (int i = 0; i < 10_000; i++) {
      answer(ask(true), 500);
      assertThat(proof.fails(now())).isFalse();
    }

    assertThat(proof.isProven()).isTrue();
  }

  @Test
  void someLostAnswersDoNoHarm() {
    prove();

    for (int i = 0; i < 1_000; i++) {
      int number = ask(true);
      if (i % 3 == 0) {
        answer(number, 10);
      }
      assertThat(proof.fails(now())).isFalse();
    }
  }

  @Test
  void aGapInTheAnswersMakesAProofBeginAnew() {
    answer(ask(true), 10);
    ask(true);
    millis += 1_000;
    assertThat(proof.fails(now())).isFalse();

    assertThat(answer(ask(true), 10)).isFalse();
    assertThat(answer(ask(true), 10)).isTrue();
  }

  @Test
  void eachFailureMakesTheNextProofLongerUpToEightSeconds() {
    prove();

    for (long seconds : new long[] {1, 2, 4, 8, 8}) {
      untilFailure();
      // The first of the answers begins the time, and the one after its end ends it.
      assertThat(untilProven()).isBetween(seconds * 1_000, seconds * 1_000 + 500);
    }
  }

  @Test
  void aMinuteWithoutAFailureMakesUpForAll() {
    prove();
    for (int i = 0; i < 5; i++) {
      untilFailure();
      untilProven();
    }

    for (long from = millis; millis < from + 60_000; ) {
      answer(ask(true), 10);
    }
    untilFailure();

    assertThat(untilProven()).isBetween(1_000L, 1_500L);
  }

  @Test
  void aProofThatFailsDoesNotMakeTheNextOneLonger() {
    prove();
    untilFailure();
    for (int i = 0; i < 5; i++) {
      answer(ask(true), 10);
      ask(true);
      millis += 1_000;
      proof.fails(now());
    }

    assertThat(untilProven()).isBetween(1_000L, 1_500L);
  }

  @Test
  void anAnswerThatIsFarTooLateIsForgotten() {
    int first = ask(true);
    for (int i = 0; i < 32; i++) {
      ask(true);
    }

    assertThat(answer(first, 0)).isFalse();
    assertThat(proof.roundTripNanos()).isEqualTo(-1);
    assertThat(proof.unanswered()).isEqualTo(33);
  }
}
