package org.spinngate.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountWordsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "99949, 99.9 kB",
    "999949, 999.9 kB",
    "999950, 1.0 MB",
    "2500000000, 2.5 GB"
  })
  void bytesAreShort(long number, String text) {
    assertThat(AmountWords.bytes(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"0; 0", "999; 999", "1000; 1,000", "2500000001; 2,500,000,001"})
  void datagramsAreCountedToTheLastOne(long number, String text) {
    assertThat(AmountWords.exact(number)).isEqualTo(text);
  }
}
