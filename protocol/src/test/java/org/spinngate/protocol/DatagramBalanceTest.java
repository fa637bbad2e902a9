package org.spinngate.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the ends of a session's connections leave uncounted otherwise. */
class DatagramBalanceTest {
  private final DatagramBalance ours = new DatagramBalance();
  private final DatagramBalance theirs = new DatagramBalance();
  private final List<String> ended = new ArrayList<>();
  private DatagramBalance.Connection sender = begin("first");
  private DatagramBalance.Connection receiver = theirs.begin(() -> {});

  private DatagramBalance.Connection begin(String name) {
    return ours.begin(() -> ended.add(name));
  }

  private void send(int datagrams) {
    for (int i = 0; i < datagrams; i++) {
      sender.sent();
    }
  }

  /** Both sides have another connection. */
  private void resume() {
    sender = begin("next");
    receiver = theirs.begin(() -> {});
  }

  private int missing() {
    return receiver.missing(sender.told());
  }

  @Test
  void whatWasUnderWayWhenAConnectionEndedIsMissing() {
    send(7);
    receiver.came(4);

    resume();

    assertThat(missing()).isEqualTo(3);
  }

  @Test
  void nothingIsMissingTwice() {
    send(7);
    receiver.came(4);
    resume();
    missing();
    send(2);
    receiver.came(1);

    resume();

    assertThat(missing()).isEqualTo(1);
  }

  @Test
  void aConnectionThatEndedBeforeAnythingWasToldIsNotForgotten() {
    send(3);
    resume();
    send(2);
    resume();

    assertThat(missing()).isEqualTo(5);
  }

  @Test
  void whatWasTakenAndHasNotLeftIsNotMissed() {
    send(7);
    sender.unsent(3);
    receiver.came(4);

    resume();

    assertThat(missing()).isZero();
  }

  @Test
  void anotherConnectionEndsTheOneBeforeSoThatNothingLeavesAfterTheCount() {
    resume();

    assertThat(ended).containsExactly("first");
  }

  @Test
  void whatComesByAnEarlierConnectionCountsUntilItWasMissed() {
    send(2);
    DatagramBalance.Connection earlier = receiver;
    resume();

    assertThat(earlier.came(1)).isTrue();
    assertThat(missing()).isEqualTo(1);
    assertThat(earlier.came(1)).isFalse();
    assertThat(receiver.came(1)).isTrue();
  }

  @Test
  void countsMayPassTheEndOfTheirFourBytes() {
    sender.unsent(2);
    receiver.missing(sender.told());
    send(5);
    receiver.came(3);

    resume();

    assertThat(missing()).isEqualTo(2);
  }

  @Test
  void aPeerWhoErrsIsNotBelieved() {
    receiver.came(5);

    assertThat(receiver.missing(new DatagramsSent(4))).isZero();
    assertThat(receiver.missing(new DatagramsSent(5 + DatagramBalance.MOST))).isZero();
  }
}
