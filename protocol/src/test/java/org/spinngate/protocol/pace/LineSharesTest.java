package org.spinngate.protocol.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What paths to one place have of their line, beside each other and beside a TCP transfer. */
class LineSharesTest {
  /** Bytes in a millisecond: 10 Mbit/s. */
  private static final int TEN_MBIT = 1_250;

  private static final int FOUR_TIMES = 4 * TEN_MBIT;
  private static final int MINUTE = 60_000;

  private final NarrowLine line = new NarrowLine(TEN_MBIT);
  private final LineShares shares = new LineShares();
  private final List<PacedSession> sessions = new ArrayList<>();

  private PacedSession session(NarrowLine by, int bytesPerMilli) {
    LinePace pace = new LinePace(by.nanos());
    pace.joins(shares);
    PacedSession session = new PacedSession(by, pace, bytesPerMilli);
    sessions.add(session);
    return session;
  }

  /** They begin one after the other. */
  private void begin(int count, int apartMillis, int bytesPerMilli) {
    for (int i = 0; i < count; i++) {
      session(line, bytesPerMilli);
      line.pass(apartMillis);
    }
  }

  /** Which part of the line each has in the next minute. */
  private double[] parts() {
    long[] before = sessions.stream().mapToLong(PacedSession::bytes).toArray();
    line.pass(MINUTE);
    double[] parts = new double[before.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = (double) (sessions.get(i).bytes() - before[i]) / MINUTE / TEN_MBIT;
    }
    return parts;
  }

  private static double least(double... parts) {
    return Arrays.stream(parts).min().orElseThrow();
  }

  private static double most(double... parts) {
    return Arrays.stream(parts).max().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1", "2, 1", "4, 1", "8, 1", "2, 2000", "4, 2000", "8, 2000", "2, 700", "4, 700", "8, 700",
  })
  void aTransferThatBeginsBesideThemHasAThirdAndTheyShareTheRest(int count, int apartMillis) {
    begin(count, apartMillis, FOUR_TIMES);
    line.pass(5_000);
    CubicTransfer transfer = new CubicTransfer(line);
    line.pass(10_000);
    long before = transfer.bytes();

    double[] parts = parts();

    double ofTransfer = (double) (transfer.bytes() - before) / MINUTE / TEN_MBIT;
    assertThat(ofTransfer).as("part of the transfer").isGreaterThan(1.0 / 3);
    assertThat(Arrays.stream(parts).sum()).as("part of all").isGreaterThan(0.3);
    assertThat(most(parts)).as("the one that has most").isLessThan(2 * least(parts));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1", "2, 1", "4, 1", "8, 1", "2, 2000", "4, 2000", "8, 2000", "2, 700", "4, 700", "8, 700",
  })
  void aTransferThatWasThereBeforeThemHasAThirdAndTheyShareTheRest(int count, int apartMillis) {
    CubicTransfer transfer = new CubicTransfer(line);
    line.pass(20_000);
    begin(count, apartMillis, FOUR_TIMES);
    line.pass(10_000);
    long before = transfer.bytes();

    double[] parts = parts();

    double ofTransfer = (double) (transfer.bytes() - before) / MINUTE / TEN_MBIT;
    assertThat(ofTransfer).as("part of the transfer").isGreaterThan(1.0 / 3);
    assertThat(Arrays.stream(parts).sum()).as("part of all").isGreaterThan(0.2);
    assertThat(most(parts)).as("the one that has most").isLessThan(2 * least(parts));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void withNobodyElseTheyFillTheLineAndShareIt(int count) {
    begin(count, 1_500, FOUR_TIMES);
    line.pass(10_000);

    double[] parts = parts();

    assertThat(Arrays.stream(parts).sum()).isGreaterThan(0.9);
    assertThat(most(parts)).as("the one that has most").isLessThan(2 * least(parts));
  }

  @Test
  void whoWantsLittleHasAllOfIt() {
    begin(3, 1_500, FOUR_TIMES);
    session(line, TEN_MBIT / 10);
    line.pass(10_000);

    double[] parts = parts();

    assertThat(parts[3]).isGreaterThan(0.095);
    assertThat(parts[0]).isGreaterThan(0.2);
  }

  @Test
  void whoEndsLeavesItsPartToTheOthers() {
    begin(2, 1_500, FOUR_TIMES);
    line.pass(10_000);

    sessions.get(0).end();
    line.pass(10_000);

    assertThat(parts()[1]).isGreaterThan(0.9);
  }

  @Test
  void whoHasAnotherLineIsNotSlowedDownByIt() {
    NarrowLine narrower = new NarrowLine(TEN_MBIT / 5);
    PacedSession there = session(narrower, FOUR_TIMES);
    session(line, FOUR_TIMES);
    for (int i = 0; i < 20_000; i++) {
      line.pass(1);
      narrower.pass(1);
    }
    long before = there.bytes();
    long here = sessions.get(1).bytes();
    for (int i = 0; i < MINUTE; i++) {
      line.pass(1);
      narrower.pass(1);
    }

    assertThat((double) (sessions.get(1).bytes() - here) / MINUTE).isGreaterThan(0.85 * TEN_MBIT);
    assertThat((double) (there.bytes() - before) / MINUTE).isGreaterThan(0.85 * TEN_MBIT / 5);
  }

  @Test
  void aTransferThatFillsTheLineForMinutesStillHasAThird() {
    begin(4, 700, FOUR_TIMES);
    CubicTransfer transfer = new CubicTransfer(line);
    line.pass(4 * MINUTE);
    long before = transfer.bytes();

    double[] parts = parts();

    assertThat((double) (transfer.bytes() - before) / MINUTE / TEN_MBIT).isGreaterThan(1.0 / 3);
    assertThat(most(parts)).isLessThan(2 * least(parts));
  }
}
