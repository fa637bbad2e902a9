package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.DropReason;

class ReplyGuardTest {
  private static final int OK = 0x80;
  private static final int BUSY = 0x8D;

  private final ReplyGuard guard = new ReplyGuard();
  private long now = -12_345;

  static ByteBuf request(int sequence, int argument) {
    return Unpooled.buffer(26)
        .writeShort(0)
        .writeBytes(new byte[] {(byte) 0x87, -1, 0, -1, 0, 0, 0, 0})
        .writeShortLE(2)
        .writeShortLE(sequence)
        .writeIntLE(argument)
        .writeZero(8);
  }

  static ByteBuf reply(int sequence, int code) {
    return Unpooled.buffer(14)
        .writeShort(0)
        .writeBytes(new byte[] {7, 9, -1, 0, 0, 0, 0, 0})
        .writeShortLE(code)
        .writeShortLE(sequence);
  }

  private void ask(int sequence) {
    guard.asked(request(sequence, 0), now);
  }

  private @Nullable DropReason answer(int sequence) {
    return guard.refuses(reply(sequence, OK), now);
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void theFirstReplyPassesAndTheSecondDoesNot() {
    ask(7);

    assertThat(answer(7)).isNull();
    assertThat(answer(7)).isEqualTo(DropReason.DUPLICATE_REPLY);
  }

  @Test
  void aRequestThatWasRepeatedGetsOneReplyToo() {
    ask(7);
    pass(500);
    ask(7);
    pass(100);

    assertThat(answer(7)).isNull();
    pass(500);
    assertThat(answer(7)).isEqualTo(DropReason.DUPLICATE_REPLY);
  }

  @Test
  void aReplyToARequestThatIsNotKnownPasses() {
    ask(7);

    assertThat(answer(8)).isNull();
    assertThat(answer(8)).isNull();
    assertThat(answer(7 + 256)).isNull();
  }

  @Test
  void whatIsNoReplyPassesHoweverOftenItComes() {
    ask(7);
    answer(7);

    assertThat(guard.refuses(reply(7, OK).setByte(3, 2), now)).isNull();
    assertThat(guard.refuses(reply(7, 1), now)).isNull();
    assertThat(guard.refuses(request(7, 0), now)).isNull();
    assertThat(guard.refuses(Unpooled.EMPTY_BUFFER, now)).isNull();
  }

  @Test
  void theFlagsOfAReplyDoNotMatter() {
    ask(7);

    assertThat(guard.refuses(reply(7, OK).setByte(2, 0x87), now)).isNull();
    assertThat(guard.refuses(reply(7, OK).setByte(2, 0x87), now))
        .isEqualTo(DropReason.DUPLICATE_REPLY);
  }

  @Test
  void anotherRequestWithTheSameNumberGetsItsOwnReply() {
    ask(7);
    answer(7);

    guard.asked(request(7, 1), now);

    assertThat(answer(7)).isNull();
  }

  @Test
  void anEquallyNumberedRequestMuchLaterGetsItsOwnReply() {
    ask(7);
    answer(7);
    ask(7 + 256);
    assertThat(answer(7 + 256)).isNull();
    assertThat(answer(7)).isNull();

    ask(7);

    assertThat(answer(7)).isNull();
    assertThat(answer(7)).isEqualTo(DropReason.DUPLICATE_REPLY);
  }

  @Test
  void aRepetitionThatCrossedTheReplyGetsNone() {
    ask(7);
    pass(500);
    answer(7);

    ask(7);

    pass(800);
    assertThat(answer(7)).isEqualTo(DropReason.DUPLICATE_REPLY);
  }

  @Test
  void theSameRequestASecondAfterItsReplyIsANewOne() {
    ask(7);
    answer(7);
    pass(995);

    ask(7);

    assertThat(answer(7)).isNull();
  }

  @Test
  void whoRepeatsTwiceAfterTheReplyHasNotGotIt() {
    ask(7);
    pass(300);
    answer(7);
    pass(200);
    ask(7);
    pass(300);
    assertThat(answer(7)).isEqualTo(DropReason.DUPLICATE_REPLY);
    pass(200);

    ask(7);

    pass(300);
    assertThat(answer(7)).isNull();
  }

  @Test
  void copiesOfOneRepetitionAreOneRepetition() {
    ask(7);
    answer(7);

    ask(7);
    ask(7);
    pass(1);
    ask(7);

    assertThat(answer(7)).isEqualTo(DropReason.DUPLICATE_REPLY);
  }

  @Test
  void aRequestThatIsRepeatedOnPurposeAfterAnErrorGetsItsOwnReply() {
    ask(7);
    assertThat(guard.refuses(reply(7, BUSY), now)).isNull();
    assertThat(guard.refuses(reply(7, BUSY), now)).isEqualTo(DropReason.DUPLICATE_REPLY);
    pass(100);

    ask(7);

    assertThat(answer(7)).isNull();
  }

  @Test
  void afterHalfAMinuteARequestIsForgotten() {
    ask(7);
    answer(7);
    pass(30_000);

    assertThat(answer(7)).isNull();
    assertThat(answer(7)).isNull();
  }

  @Test
  void anyDatagramsAtAllAreLookedAtWithoutHarm() {
    SplittableRandom random = new SplittableRandom(5);
    int passed = 0;
    int asked = 0;
    int refused = 0;

    for (int i = 0; i < 200_000; i++) {
      now += random.nextLong(20_000_000);
      int sequence = random.nextInt(16) * 128;
      ByteBuf datagram = random.nextBoolean() ? request(sequence, 0) : reply(sequence, OK);
      if (random.nextInt(4) == 0) {
        datagram.setByte(random.nextInt(14), random.nextInt());
      }
      boolean toBoard = random.nextBoolean();
      if (toBoard) {
        guard.asked(datagram, now);
        asked++;
      } else if (guard.refuses(datagram, now) == null) {
        passed++;
      } else {
        refused++;
      }
    }

    assertThat(passed + refused + asked).isEqualTo(200_000);
    assertThat(passed).isPositive();
    assertThat(refused).isPositive();
  }
}
