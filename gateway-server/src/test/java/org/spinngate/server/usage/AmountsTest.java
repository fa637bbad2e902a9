package org.spinngate.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "999, 999",
    "1000, 1.0k",
    "18_249, 18.2k",
    "99_949, 99.9k",
    "99_950, 100k",
    "182_000, 182k",
    "999_499, 999k",
    "999_500, 1.0M",
    "4_600_000, 4.6M",
    "1_000_000_000, 1.0G",
    "1_000_000_000_000, 1.0T",
    "9_223_372_036_854_775_807, 9223372T"
  })
  void amountsKeepThreeDigitsAtMost(String amount, String text) {
    assertThat(Amounts.scaled(Long.parseLong(amount.replace("_", "")))).isEqualTo(text);
  }

  @Test
  void datagramsAndBytesStandTogether() {
    assertThat(Amounts.both(18_200, 4_600_000)).isEqualTo("18.2k/4.6MB");
    assertThat(Amounts.both(0, 0)).isEqualTo("0/0B");
  }

  @Test
  void nothingIsYoungerThanNothing() {
    assertThat(Amounts.age(Duration.ofDays(-20_000))).isEqualTo("00:00:00");
  }

  @Test
  void theLogCountsDatagramsToTheLastOne() {
    assertThat(Amounts.exactly(18_204, 4_600_000)).isEqualTo("18204/4.6MB");
    assertThat(Amounts.exactly(0, 0)).isEqualTo("0/0B");
  }
}
