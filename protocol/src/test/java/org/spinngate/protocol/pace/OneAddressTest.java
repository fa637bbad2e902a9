package org.spinngate.protocol.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of one address neither wait for those who send nothing, nor for those on other lines. */
class OneAddressTest {
  /** Bytes in a millisecond: 10 Mbit/s. */
  private static final int TEN_MBIT = 1_250;

  private static final int SLOW = TEN_MBIT / 5;
  private static final int FOUR_TIMES = 4 * TEN_MBIT;
  private static final int MOST_OF_IT = TEN_MBIT * 8 / 10;
  private static final int MINUTE = 60_000;

  private final NarrowLine line = new NarrowLine(TEN_MBIT);
  private final NarrowLine slow = new NarrowLine(SLOW);
  private final LineShares shares = new LineShares();

  private PacedSession session(NarrowLine by, int bytesPerMilli) {
    LinePace pace = new LinePace(by.nanos());
    pace.joins(shares);
    return new PacedSession(by, pace, bytesPerMilli);
  }

  private void pass(int time) {
    for (int i = 0; i < time; i++) {
      line.pass(1);
      slow.pass(1);
    }
  }

  /** Bytes in a millisecond of the next minutes. */
  private double comes(PacedSession session, int minutes) {
    long before = session.bytes();
    pass(minutes * MINUTE);
    return (double) (session.bytes() - before) / minutes / MINUTE;
  }

  @Test
  void whoBeginsOnAFreeLineDoesNotWaitForOneWhoseLineIsFull() {
    session(slow, 2 * SLOW);
    pass(5_000);
    new CubicTransfer(slow);
    pass(15_000);
    assertThat(shares.late()).as("the other finds a queue").isEqualTo(1);

    PacedSession begins = session(line, MOST_OF_IT);

    assertThat(comes(begins, 1)).isGreaterThan(0.95 * MOST_OF_IT);
    assertThat(comes(begins, 5)).isGreaterThan(0.95 * MOST_OF_IT);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void whoSendsAlmostNothingLeavesItsPartToTheOthersThoughATransferFillsTheLine(int count) {
    List<PacedSession> sessions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sessions.add(session(line, FOUR_TIMES));
      pass(700);
    }
    pass(10_000);
    CubicTransfer transfer = new CubicTransfer(line);
    pass(10_000);
    sessions.stream().skip(1).forEach(session -> session.wants(6));
    pass(20_000);
    long before = transfer.bytes();

    assertThat(comes(sessions.get(0), 2)).isGreaterThan(TEN_MBIT / 3.0);

    assertThat((double) (transfer.bytes() - before) / 2 / MINUTE).isGreaterThan(TEN_MBIT / 3.0);
    assertThat(shares.paths()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.04, 0.06, 0.08, 0.1, 0.12})
  void whoWantsLessThanItsPartHasItBesideATransfer(double part) {
    for (int i = 0; i < 3; i++) {
      session(line, FOUR_TIMES);
      pass(700);
    }
    PacedSession little = session(line, FOUR_TIMES);
    pass(5_000);
    new CubicTransfer(line);
    pass(10_000);
    int wanted = (int) (part * TEN_MBIT);
    little.wants(wanted);
    pass(20_000);

    assertThat(comes(little, 2)).isGreaterThan(0.9 * wanted);
  }
}
