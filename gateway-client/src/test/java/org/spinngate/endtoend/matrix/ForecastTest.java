package org.spinngate.endtoend.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ForecastTest {
  private static final Duration ROUND_TRIP = Duration.ofMillis(20);

  @ParameterizedTest
  @CsvSource({
    "YBUG, 400, 450, UNNOTICED",
    "YBUG, 1000, 1150, SLOWER",
    "YBUG, 1000, 1400, DONE_OR_ERROR",
    "YBUG, 1500, 1600, ERROR",
    "RIG, 1500, 2100, SLOWER",
    "RIG, 2500, 2600, ERROR",
    "SPINNMAN, 800, 900, UNNOTICED",
    "SPINNMAN, 5000, 9000, SLOWER",
    "SPINNMAN, 9000, 12000, DONE_OR_ERROR",
    "SPINNMAN, 11000, 12000, ERROR"
  })
  void patienceDecidesWhatIsSeen(Tool tool, long least, long most, Expectation expected) {
    Silence silence = new Silence(Duration.ofMillis(least), Duration.ofMillis(most));

    assertThat(new Forecast(tool, Carrier.STREAM, ROUND_TRIP).of(Job.READ, silence))
        .isEqualTo(expected);
    assertThat(new Forecast(tool, Carrier.STREAM, ROUND_TRIP).of(Job.WRITE, silence))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "YBUG, 1000, 1150, SLOWER",
    "YBUG, 2000, 2200, DONE_OR_ERROR",
    "YBUG, 5000, 5100, ERROR",
    "RIG, 1000, 2300, SLOWER",
    "RIG, 5000, 5100, ERROR",
    "SPINNMAN, 20000, 22000, SLOWER",
    "SPINNMAN, 40000, 40000, ERROR"
  })
  void aBootBearsWhatThePausesAfterItBear(Tool tool, long least, long most, Expectation expected) {
    Silence silence = new Silence(Duration.ofMillis(least), Duration.ofMillis(most));

    assertThat(new Forecast(tool, Carrier.STREAM, ROUND_TRIP).of(Job.BOOT, silence))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"YBUG, SLOWER", "RIG, SLOWER", "SPINNMAN, UNNOTICED"})
  void aRoundTripOfATimeoutMakesEveryRequestComeTwice(Tool tool, Expectation expected) {
    Forecast far = new Forecast(tool, Carrier.STREAM, Duration.ofMillis(500));

    assertThat(far.of(Job.READ, Silence.NONE)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"STREAM, UNNOTICED", "BOTH, SLOWER"})
  void aBriefCutLosesPacketsAndNothingOfAStream(Carrier carrier, Expectation expected) {
    Silence brief = new Silence(Duration.ofMillis(400), Duration.ofMillis(450));

    assertThat(new Forecast(Tool.SPINNMAN, carrier, ROUND_TRIP).of(Job.READ, brief))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Carrier.class)
  void aNetworkWithoutFaultIsUnnoticed(Carrier carrier) {
    assertThat(new Forecast(Tool.YBUG, carrier, ROUND_TRIP).of(Job.READ, Silence.NONE))
        .isEqualTo(Expectation.UNNOTICED);
  }
}
