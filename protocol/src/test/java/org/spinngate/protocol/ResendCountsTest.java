package org.spinngate.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResendCountsTest {
  private static final ResendCounts THEN = new ResendCounts(10, 8, 2, 30);

  @Test
  void whatIsNewIsWhatHasBecomeMore() {
    assertThat(new ResendCounts(11, 8, 2, 33).since(THEN)).isEqualTo(new ResendCounts(1, 0, 0, 3));
    assertThat(THEN.since(THEN)).isEqualTo(ResendCounts.NONE);
  }

  @Test
  void ofAnotherPathEverythingIsNew() {
    ResendCounts another = new ResendCounts(11, 7, 2, 33);

    assertThat(another.since(THEN)).isEqualTo(another);
  }
}
