package org.spinngate.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
  @Test
  void oneThingIsNotMany() {
    assertThat(Counted.of(1, "board")).isEqualTo("1 board");
    assertThat(Counted.of(0, "board")).isEqualTo("0 boards");
    assertThat(Counted.of(3, "board")).isEqualTo("3 boards");
  }
}
