package org.spinngate.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;

class BoardStepTest {
  private static final Holder BOB = new Holder("bob", Instant.EPOCH, Duration.ZERO);

  private static BoardStep step(boolean shared, Optional<Holder> holder, String state) {
    return new BoardStep(
        "a-1",
        Optional.of(new Boards.Entry("a-1", shared, holder, 0, "", state)),
        who -> who.user() + " since 14:02");
  }

  private static BoardStep free(String state) {
    return step(false, Optional.empty(), state);
  }

  private static VersionAnswers answers(int asked, int count, boolean starting, String software) {
    return new VersionAnswers(
        asked,
        new VersionAnswers.Answers(count, Optional.of(Duration.ofMillis(1)), starting),
        Optional.of(software));
  }

  @Test
  void aBoardInUseIsToldWithItsHolder() {
    Finding finding = step(false, Optional.of(BOB), "in use").obstacle().orElseThrow();

    assertThat(finding.text()).isEqualTo("board a-1 is in use by bob since 14:02");
    assertThat(finding.advice()).contains("--wait");
    assertThat(finding.exitCode().number()).isEqualTo(6);
  }

  @Test
  void aSharedBoardCanBeHadBesideOthers() {
    assertThat(step(true, Optional.of(BOB), "in use").obstacle()).isEmpty();
  }

  @Test
  void anUnknownBoardAndOneOfOthersAreTheSame() {
    Finding finding = new BoardStep("a-1", Optional.empty(), Holder::user).obstacle().orElseThrow();

    assertThat(finding.text()).isEqualTo("board a-1 is unknown or not permitted");
    assertThat(finding.exitCode().number()).isEqualTo(5);
  }

  @Test
  void aBoardOutOfServiceCannotBeHad() {
    assertThat(free("disabled").obstacle().orElseThrow().text())
        .isEqualTo("board a-1 is out of service");
  }

  @ParameterizedTest
  @CsvSource({
    "booted SC&MP 4.0.0, ok, 0",
    "in use, ok, 0",
    "unbooted, note, 0",
    "booting, note, 0",
    "unknown, note, 0",
    "unreachable, bad, 6",
  })
  void withoutTakingABoardItsStateIsWhatTheGatewaySays(String state, String outcome, int code) {
    Finding finding = free(state).listed();

    assertThat(finding.outcome().label()).isEqualTo(outcome);
    assertThat(finding.exitCode().number()).isEqualTo(code);
  }

  @Test
  void theListTellsTheSoftware() {
    assertThat(free("booted SC&MP 3.1.0").software()).contains("SC&MP 3.1.0");
    assertThat(free("booted").software()).isEmpty();
  }

  @Test
  void aBoardThatAnswersSaysWhatItRuns() {
    assertThat(free("unknown").answered(answers(400, 399, false, "SC&MP 4.0.0")).text())
        .isEqualTo("board a-1 runs SC&MP 4.0.0, 399 of 400 answers came");
  }

  @Test
  void aBoardThatStartsUpIsNotReadyYet() {
    assertThat(free("booting").answered(answers(9, 9, true, "SC&MP 4.0.0")).text())
        .isEqualTo("board a-1 is starting up");
  }

  @Test
  void anUnbootedBoardMayBeSilent() {
    Finding finding = free("unbooted").answered(answers(12, 0, false, ""));

    assertThat(finding.outcome()).isEqualTo(Outcome.REMARK);
    assertThat(finding.text())
        .isEqualTo("board a-1 is unbooted, the gateway says, and gives no answer");
    assertThat(finding.advice()).startsWith("boot it with your tool");
  }

  @Test
  void anyOtherBoardMayNot() {
    Finding finding = free("unknown").answered(answers(12, 0, false, ""));

    assertThat(finding.text()).isEqualTo("board a-1 is silent: 12 questions, no answer");
    assertThat(finding.advice()).contains("the gateway says that it is unknown");
    assertThat(finding.exitCode().number()).isEqualTo(6);
  }

  @Test
  void whoHasTooManySessionsIsToldToEndOne() {
    Finding finding = BoardStep.refused(Ending.of(CloseCause.USER_LIMIT));

    assertThat(finding.text()).isEqualTo("this user has too many sessions already");
    assertThat(finding.advice()).startsWith("end another session of yours");
    assertThat(finding.exitCode().number()).isEqualTo(6);
  }

  @Test
  void aBoardThatSomebodyTookMeanwhileIsToldAsBusy() {
    assertThat(BoardStep.refused(Ending.of(CloseCause.BOARD_BUSY)).advice())
        .startsWith("the board was free a moment ago");
  }
}
