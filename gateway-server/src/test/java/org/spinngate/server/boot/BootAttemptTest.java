package org.spinngate.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootAttemptTest {
  private final BootAttempt attempt = new BootAttempt();

  private void send(List<ByteBuf> packets) {
    packets.forEach(attempt::send);
  }

  @Test
  void aBootIsCompleteWithStartEveryBlockAndEnd() {
    send(BootPackets.whole(30));

    assertThat(attempt.complete()).isTrue();
    assertThat(attempt.missing()).isEmpty();
    assertThat(attempt.sent()).isEqualTo(32);
    assertThat(attempt.announced()).isEqualTo(32);
  }

  @Test
  void theLargestBootHas256Blocks() {
    send(BootPackets.whole(256));

    assertThat(attempt.complete()).isTrue();
    assertThat(attempt.announced()).isEqualTo(258);
  }

  @Test
  void blocksMayComeInAnyOrderAndTwice() {
    send(
        List.of(
            BootPackets.start(2),
            BootPackets.block(1),
            BootPackets.block(1),
            BootPackets.block(0),
            BootPackets.end()));

    assertThat(attempt.complete()).isTrue();
    assertThat(attempt.sent()).isEqualTo(5);
  }

  @Test
  void missingBlocksAreNamed() {
    send(List.of(BootPackets.start(4), BootPackets.block(1), BootPackets.end()));

    assertThat(attempt.complete()).isFalse();
    assertThat(attempt.missing()).isEqualTo("missing blocks: 0, 2, 3");
  }

  @Test
  void aMissingEndIsNamed() {
    send(List.of(BootPackets.start(1), BootPackets.block(0)));

    assertThat(attempt.ended()).isFalse();
    assertThat(attempt.missing()).isEqualTo("the end packet is missing");
  }

  @Test
  void missingBlocksAndEndAreNamedTogether() {
    send(List.of(BootPackets.start(2), BootPackets.block(0)));

    assertThat(attempt.missing()).isEqualTo("missing blocks: 1; the end packet is missing");
  }

  @Test
  void withoutItsStartABootCannotBeComplete() {
    send(List.of(BootPackets.block(0), BootPackets.end()));

    assertThat(attempt.complete()).isFalse();
    assertThat(attempt.announced()).isZero();
    assertThat(attempt.missing()).isEqualTo("the start packet is missing");
  }

  @Test
  void aBlockBeforeTheStartDoesNotCount() {
    send(List.of(BootPackets.block(0), BootPackets.start(1), BootPackets.end()));

    assertThat(attempt.complete()).isFalse();
    assertThat(attempt.missing()).isEqualTo("missing blocks: 0");
  }

  @Test
  void aSecondStartBeginsAnotherBoot() {
    assertThat(attempt.isFollowedBy(BootPackets.start(2))).isFalse();

    attempt.send(BootPackets.start(2));

    assertThat(attempt.isFollowedBy(BootPackets.start(2))).isTrue();
    assertThat(attempt.isFollowedBy(BootPackets.block(0))).isFalse();
  }

  @Test
  void anyBytesAreCountedAndNothingElseHappensToThem() {
    SplittableRandom random = new SplittableRandom(7);

    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 5 && random.nextBoolean()) {
        bytes[2] = bytes[3] = bytes[4] = 0;
        bytes[5] = (byte) random.nextInt(8);
      }
      ByteBuf packet = Unpooled.wrappedBuffer(bytes);
      attempt.isFollowedBy(packet);
      attempt.send(packet);
      assertThat(packet.readableBytes()).isEqualTo(bytes.length);
      assertThat(attempt.missing().isEmpty()).isEqualTo(attempt.complete());
    }

    assertThat(attempt.sent()).isEqualTo(100_000);
  }
}
