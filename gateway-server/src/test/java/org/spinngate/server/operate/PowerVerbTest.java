package org.spinngate.server.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.LeaseView;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.testing.LogCapture;

/** What the operator hears of an order for a board's power. */
@ExtendWith(LeakExtension.class)
class PowerVerbTest {
  private final FakeGateway gateway = new FakeGateway();

  @Test
  void theOutcomeComesAtTheEndAndTheNewsBefore() {
    assertThat(gateway.ask("power-cycle spin5-03"))
        .isEqualTo("wait power-cycling spin5-03, about 35 s\nok\nboard spin5-03 is power-cycled\n");
    assertThat(gateway.ask("power-cycle spin5-03 --json"))
        .endsWith("ok\n{\"board\": \"spin5-03\", \"power\": \"cycle\"}\n");
    assertThat(gateway.told).containsExactly("power cycle spin5-03", "power cycle spin5-03");
  }

  @Test
  void whoDoesNotWaitIsAnsweredAtOnce() {
    assertThat(gateway.ask("power-off spin5-03 --no-wait"))
        .isEqualTo("ok\nboard spin5-03 will be switched off; the command boards shows it\n");
  }

  @Test
  void aBoardThatSomebodyHasIsNotSwitched() {
    Holder alice = new Holder("alice", Instant.EPOCH, Duration.ZERO);
    gateway.board.show(new LeaseView(false, new LeaseView.Counts(1, 0), () -> Optional.of(alice)));

    assertThat(gateway.ask("power-off spin5-03"))
        .isEqualTo(
            "error 6\nboard spin5-03 is in use by alice; "
                + "end the session first (sessions, kick), then try again\n");
    assertThat(gateway.told).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NO_POWER, 3, x: its block in the configuration has no 'power'",
    "HELD, 6, 'x; end the session first (sessions, kick), then try again'",
    "FAILED, 6, x",
    "STOPPING, 7, x"
  })
  void whyNotIsOneLineAndAnExitCode(PowerOutcome.Result result, int code, String line) {
    gateway.powerOutcome = new PowerOutcome(result, "x");

    assertThat(gateway.ask("power-on spin5-03")).endsWith("error " + code + "\n" + line + "\n");
    assertThat(gateway.ask("power-on spin5-03 --no-wait"))
        .isEqualTo("error " + code + "\n" + line + "\n");
  }

  @Test
  void whatIsDoneThoughTheOthersDoNotKnowItYetHasAnExitCodeOfItsOwn() {
    gateway.powerOutcome = new PowerOutcome(PowerOutcome.Result.UNTOLD, "x");

    assertThat(gateway.ask("power-off spin5-03")).endsWith("ok 7\nx\n");
    assertThat(gateway.ask("power-off spin5-03 --no-wait")).isEqualTo("ok 7\nx\n");
  }

  @Test
  void whoDoesNotWaitHearsAllTheSameWhyNothingIsBegun() {
    gateway.looksAtOrdersLater = true;
    gateway.powerOutcome = new PowerOutcome(PowerOutcome.Result.HELD, "x");

    assertThat(gateway.ask("power-on spin5-03 --no-wait")).startsWith("error 6\nx; end the");
  }

  @Test
  void theAuditLogHasTheResultAndNotTheNews() {
    gateway.powerOutcome = new PowerOutcome(PowerOutcome.Result.FAILED, "x");
    try (LogCapture audit = new LogCapture("org.spinngate.audit")) {
      gateway.ask("power-cycle spin5-03 --reason \"half booted\"");

      assertThat(audit.lines())
          .isEqualTo(
              List.of(
                  "operator: verb=power-cycle object=spin5-03 reason=\"half booted\" by=1000"
                      + " result=error-6"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "power spin5-03",
        "power-cycle",
        "power-cycle spin5-03 spin5-04",
        "power-up spin5-03",
        "power-on spin5-03 --reason",
        "power-on spin5-03 --now"
      })
  void whatMakesNoSenseSwitchesNothing(String line) {
    assertThat(gateway.ask(line)).startsWith("error 2\n");
    assertThat(gateway.told).isEmpty();
  }

  @Test
  void aBoardThatIsNotThereIsExitCodeFive() {
    assertThat(gateway.ask("power-on spin5-04")).startsWith("error 5\n");
  }
}
