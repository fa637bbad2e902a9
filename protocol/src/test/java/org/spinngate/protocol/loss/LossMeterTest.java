package org.spinngate.protocol.loss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossMeterTest {
  private final Redundancy redundancy = new Redundancy();
  private final LossMeter meter = new LossMeter(redundancy);
  private long now = Long.MAX_VALUE - 1_000;

  private void send(int packets, int copies) {
    for (int i = 0; i < packets; i++) {
      meter.sentPacket();
    }
    for (int i = 0; i < copies; i++) {
      meter.sentCopy();
    }
  }

  private long report(int number, int arrived, int copies) {
    return meter.reported(number, arrived, copies, now);
  }

  @Test
  void nothingIsKnownBeforeTheSecondReport() {
    assertThat(meter.lossPerMillion()).isEqualTo(-1);

    meter.left(1, now);
    send(100, 0);
    report(1, 7, 0);

    assertThat(meter.lossPerMillion()).isEqualTo(-1);
  }

  @Test
  void whatLeftBetweenTwoFramesIsComparedWithWhatArrivedBetweenThem() {
    send(50, 0);
    meter.left(1, now);
    send(1_000, 0);
    meter.left(2, now);
    send(300, 0);
    report(1, 20, 0);

    report(2, 1_010, 0);

    assertThat(meter.lossPerMillion()).isEqualTo(10_000);
    assertThat(redundancy.copies()).isEqualTo(1);
  }

  @Test
  void countersMayPassTheHighestNumber() {
    meter.left(1, now);
    report(1, -10, -5);
    send(100, 100);
    meter.left(2, now);

    report(2, 89, 93);

    assertThat(meter.lossPerMillion()).isEqualTo(15_000);
  }

  @Test
  void numbersMayPassTheHighestOne() {
    meter.left(Integer.MAX_VALUE, now);
    report(Integer.MAX_VALUE, 0, 0);
    send(100, 0);
    meter.left(Integer.MIN_VALUE, now);

    report(Integer.MIN_VALUE, 99, 0);

    assertThat(meter.lossPerMillion()).isEqualTo(10_000);
  }

  @Test
  void aLostReportIsMadeUpForByTheNextOne() {
    meter.left(1, now);
    report(1, 0, 0);
    send(100, 0);
    meter.left(2, now);
    send(100, 0);
    meter.left(3, now);

    report(3, 198, 0);

    assertThat(meter.lossPerMillion()).isEqualTo(10_000);
  }

  @Test
  void aReportThatWasOvertakenChangesNothing() {
    meter.left(1, now);
    meter.left(2, now);
    report(1, 0, 0);
    send(100, 0);
    meter.left(3, now);
    report(3, 99, 0);

    report(2, 0, 0);
    report(3, 0, 0);

    assertThat(meter.lossPerMillion()).isEqualTo(10_000);
  }

  @Test
  void theAgeOfAFrameIsToldByItsReport() {
    meter.left(7, now);
    now += 5_000;

    assertThat(report(7, 0, 0)).isEqualTo(5_000);
  }

  @Test
  void numbersThatNeverLeftOrAreTooOldMeanNothing() {
    assertThat(report(0, 1, 1)).isEqualTo(-1);
    assertThat(report(5, 1, 1)).isEqualTo(-1);
    for (int number = 1; number <= 33; number++) {
      meter.left(number, now);
    }

    assertThat(report(1, 1, 1)).isEqualTo(-1);
    assertThat(report(2, 1, 1)).isZero();
    assertThat(meter.lossPerMillion()).isEqualTo(-1);
  }

  @Test
  void copiesAreCountedForThemselvesAndWhatTheySavedIsKnown() {
    meter.left(1, now);
    report(1, 0, 0);
    send(1_000, 1_000);
    meter.left(2, now);

    report(2, 990, 910);

    assertThat(meter.lossPerMillion()).isEqualTo(50_000);
    assertThat(meter.copies()).isEqualTo(1_000);
    assertThat(meter.saved()).isEqualTo(40);
  }

  @Test
  void whatCopiesSaveInManySmallMeasurementsAddsUp() {
    meter.left(1, now);
    report(1, 0, 0);
    for (int i = 1; i <= 100; i++) {
      send(15, 15);
      meter.left(i + 1, now);
      // Of thirty one is lost, in turn a first one and a copy.
      report(i + 1, 15 * i, 15 * i - i);
    }

    assertThat(meter.saved()).isEqualTo(50);
  }

  @Test
  void resentPacketsTellWhatWasLostAndAreNoCopies() {
    meter.left(1, now);
    report(1, 0, 0);
    send(1_000, 0);
    for (int i = 0; i < 20; i++) {
      meter.resent();
    }
    meter.left(2, now);

    report(2, 1_000, 0);

    assertThat(meter.lossPerMillion()).isEqualTo(19_607);
    assertThat(meter.saved()).isEqualTo(20);
    assertThat(meter.copies()).isZero();
  }

  @Test
  void morePacketsThanWereSentAreNoNegativeLoss() {
    meter.left(1, now);
    report(1, 0, 0);
    send(10, 10);
    meter.left(2, now);

    report(2, 1_000, 1_000);

    assertThat(meter.lossPerMillion()).isZero();
    assertThat(meter.saved()).isZero();
    assertThat(redundancy.copies()).isZero();
  }

  @Test
  void aLossThatIsLargerThanEverythingSentIsAll() {
    meter.left(1, now);
    report(1, 1_000_000, 0);
    send(10, 0);
    meter.left(2, now);

    report(2, 0, 0);

    assertThat(meter.lossPerMillion()).isEqualTo(1_000_000);
  }
}
