package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spinngate.simulated.Bench.bytes;
import static org.spinngate.simulated.Bench.hex;

import io.netty.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams through tags, on a clock that stands still unless told. */
class EmitterTest {
  private static final String SET_TAG_1 =
      "00 00 87 ff 00 ff 00 00 00 00 1a 00 03 00 01 00 01 40 00 00 00 00 00 00 00 00";

  private final FrozenBoard board = new FrozenBoard(Bench.spin5().booted());

  @AfterEach
  void stop() {
    board.machine().stop();
  }

  private void setTag() {
    board.receive(FakeNetwork.SCP, bytes(SET_TAG_1));
  }

  private long sent() {
    return board.counters().scp().tagOutputs();
  }

  @Test
  void messagesHaveNumbersAndAPattern() {
    setTag();

    board.machine().emit(new Emission(1, 1, 8, 1));

    assertThat(hex(board.network().last()))
        .isEqualTo("00 00 07 01 ff 21 00 00 00 00 00 00 00 00 04 05 06 07");
    assertThat(NumberedPayload.number(board.network().last(), 10)).hasValue(0);
  }

  @Test
  void aStreamKeepsItsPace() {
    setTag();

    Future<Long> stream = board.machine().emit(new Emission(1, 100, 4, 10));

    assertThat(sent()).isOne();
    for (int due = 2; due <= 10; due++) {
      board.pass(9);
      assertThat(sent()).isEqualTo(due - 1);
      assertThat(stream.isDone()).isFalse();
      board.pass(1);
      assertThat(sent()).isEqualTo(due);
    }
    assertThat(stream.getNow()).isEqualTo(10);
  }

  @Test
  void aFastStreamSendsEachMillisecondWhatIsDue() {
    setTag();

    board.machine().emit(new Emission(1, 36_000, 272, 36_000));
    for (int passed = 0; passed < 500; passed++) {
      board.pass(1);
    }

    assertThat(sent()).isBetween(17_900L, 18_001L);
    assertThat(board.network().last()).hasSize(282);
  }

  @Test
  void aMachineThatStoodStillSendsNoBurst() {
    setTag();
    board.machine().emit(new Emission(1, 1_000, 4, 10_000));

    board.pass(5_000);

    assertThat(sent()).isBetween(2L, 8L);
  }

  @Test
  void whatFindsNoTagIsLostAndNotCountedAsSent() {
    Future<Long> stream = board.machine().emit(new Emission(1, 1_000, 4, 100));
    for (int passed = 0; passed < 50; passed++) {
      board.pass(1);
    }
    setTag();
    for (int passed = 0; passed < 100; passed++) {
      board.pass(1);
    }

    assertThat(stream.getNow()).isBetween(45L, 55L);
    assertThat(NumberedPayload.number(board.network().last(), 10)).hasValue(99);
  }

  @Test
  void aPowerCycleEndsAStream() {
    setTag();
    Future<Long> stream = board.machine().emit(new Emission(1, 1_000, 4, 10_000));
    board.pass(1);

    board.machine().powerCycle();
    board.pass(1_000);

    assertThat(stream.isDone()).isTrue();
    assertThat(sent()).isEqualTo(stream.getNow()).isLessThan(8);
  }

  @Test
  void anUnbootedBoardSendsNothing() {
    FrozenBoard unbooted = new FrozenBoard(Bench.spin5());

    assertThat(unbooted.machine().emit(new Emission(1, 1, 4, 1)).getNow()).isZero();
    unbooted.machine().stop();
  }

  @Test
  void aDamagedMessageHasNoNumber() {
    byte[] payload = new byte[64];
    NumberedPayload.write(payload, 0, 0xFFFF_FFFFL);
    assertThat(NumberedPayload.number(payload, 0)).hasValue(0xFFFF_FFFFL);

    payload[40] ^= 1;

    assertThat(NumberedPayload.number(payload, 0)).isEmpty();
    assertThat(NumberedPayload.number(new byte[3], 0)).isEmpty();
  }

  @Test
  void streamsThatNoBoardCouldSendAreRefused() {
    assertThatThrownBy(() -> new Emission(8, 1, 4, 1)).hasMessageContaining("tag 8");
    assertThatThrownBy(() -> new Emission(1, 36_001, 4, 1)).hasMessageContaining("36001");
    assertThatThrownBy(() -> new Emission(1, 1, 273, 1)).hasMessageContaining("bytes 273");
    assertThatThrownBy(() -> new Emission(1, 1, 3, 1)).hasMessageContaining("bytes 3");
  }
}
