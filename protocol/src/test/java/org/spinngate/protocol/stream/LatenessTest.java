package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenessTest {
  private static final int OFFSET = 0x7FFF_FF00;

  private final Lateness lateness = new Lateness();

  /** The sender's clock differs from ours by a constant; marks overflow at once. */
  private int arrival(long at, int way) {
    return lateness.of(at, (int) at - way + OFFSET);
  }

  @Test
  void theFirstArrivalIsInTime() {
    assertThat(arrival(0, 90_000)).isZero();
  }

  @Test
  void lateIsWhatTookLongerThanTheShortestWay() {
    arrival(0, 40);

    assertThat(arrival(100, 45)).isEqualTo(5);
    assertThat(arrival(200, 640)).isEqualTo(600);
    assertThat(arrival(300, 30)).isZero();
    assertThat(arrival(400, 45)).isEqualTo(15);
  }

  @Test
  void theShortestWayIsRememberedThroughALongPause() {
    arrival(0, 40);

    assertThat(arrival(3_600_000, 940)).isEqualTo(900);
    assertThat(arrival(3_600_001, 941)).isEqualTo(901);
  }

  @Test
  void aLongerWayIsTheUsualOneAfterHalfAMinute() {
    arrival(0, 40);

    for (int at = 100; at < 15_000; at += 100) {
      assertThat(arrival(at, 2_040)).isEqualTo(2_000);
    }
    for (int at = 15_000; at < 30_000; at += 100) {
      assertThat(arrival(at, 2_040)).isEqualTo(2_000);
    }
    assertThat(arrival(30_000, 2_040)).isZero();
  }

  @Test
  void clocksThatDriftApartDoNoHarm() {
    for (int hour = 0; hour < 24; hour++) {
      for (int second = 0; second < 3_600; second++) {
        long at = (hour * 3_600L + second) * 1_000;
        assertThat(arrival(at, 40 + (int) (at / 5_000))).isLessThan(10);
      }
    }
  }

  @Test
  void marksMayOverflow() {
    long before = 0xFFFF_FFF0L;

    assertThat(lateness.of(5, (int) before)).isZero();
    assertThat(lateness.of(105, (int) (before + 100))).isZero();
    assertThat(lateness.of(1_305, (int) (before + 200))).isEqualTo(1_100);
  }

  @Test
  void whatIsKnownToBeInTimeIsTheUsualWay() {
    arrival(0, 40);

    lateness.restart(1_000, 1_000 - 20_040 + OFFSET);

    assertThat(arrival(1_100, 20_050)).isEqualTo(10);
  }
}
