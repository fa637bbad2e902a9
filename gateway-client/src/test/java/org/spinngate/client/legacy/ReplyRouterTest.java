package org.spinngate.client.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplyRouterTest {
  private static final int READ = 2;
  private static final int IPTAG = 26;
  private static final int CHIP = 0x0102;
  private static final int CORE = 3;
  private static final ByteBuf LIVE_OUTPUT =
      Unpooled.wrappedBuffer(new byte[] {0, 0, 7, 1, 5, 5, 0, 0, 0, 0, 42});

  private final ReplyRouter router = new ReplyRouter();
  private long now = -77;

  private static ByteBuf request(int command, int sequence, int core, int chip) {
    return Unpooled.buffer(26)
        .writeShort(0)
        .writeBytes(new byte[] {(byte) 0x87, -1, (byte) core, -1})
        .writeShortLE(chip)
        .writeShortLE(0)
        .writeShortLE(command)
        .writeShortLE(sequence)
        .writeZero(12);
  }

  static ByteBuf request(int sequence) {
    return request(READ, sequence, CORE, CHIP);
  }

  private static ByteBuf reply(int sequence, int core, int chip) {
    return Unpooled.buffer(14)
        .writeShort(0)
        .writeBytes(new byte[] {7, 9, -1, (byte) core})
        .writeShortLE(0)
        .writeShortLE(chip)
        .writeShortLE(0x80)
        .writeShortLE(sequence);
  }

  private void ask(int flow, int sequence) {
    router.sent(flow, request(sequence), now++);
  }

  private int ownerOf(int sequence) {
    return router.ownerOf(reply(sequence, CORE, CHIP), now++);
  }

  private void pass(long nanos) {
    now += nanos;
  }

  @Test
  void aReplyGoesToTheFlowThatAsked() {
    ask(1, 10);
    ask(2, 11);

    assertThat(ownerOf(11)).isEqualTo(2);
    assertThat(ownerOf(10)).isEqualTo(1);
  }

  @Test
  void aReplyThatNobodyAskedForBelongsToNobody() {
    ask(1, 10);

    assertThat(ownerOf(11)).isEqualTo(ReplyRouter.NOBODY);
  }

  @Test
  void ofTwoThatAskedTheSameTheOneWhoHasWaitedLongestGetsTheReply() {
    ask(1, 10);
    ask(2, 10);

    assertThat(ownerOf(10)).isEqualTo(1);
    assertThat(ownerOf(10)).isEqualTo(2);
  }

  @Test
  void whoAsksAgainWaitsFromThenOn() {
    ask(1, 10);
    ask(2, 10);
    ask(1, 10);

    assertThat(ownerOf(10)).isEqualTo(2);
    assertThat(ownerOf(10)).isEqualTo(1);
  }

  @Test
  void theCoreThatAnswersTellsRequestsOfOneNumberApart() {
    router.sent(1, request(READ, 10, 1, CHIP), now);
    router.sent(2, request(READ, 10, 2, CHIP), now);
    router.sent(3, request(READ, 10, 2, 0), now);

    assertThat(router.ownerOf(reply(10, 2, 0), now)).isEqualTo(3);
    assertThat(router.ownerOf(reply(10, 2, CHIP), now)).isEqualTo(2);
    assertThat(router.ownerOf(reply(10, 1, CHIP), now)).isEqualTo(1);
  }

  @Test
  void aRequestToWhicheverChipIsTheRootIsAnsweredByThatChip() {
    router.sent(1, request(READ, 10, CORE, 0xFFFF), now);
    router.sent(2, request(READ, 11, CORE, 0xFFFF), now);

    assertThat(router.ownerOf(reply(11, CORE, 0), now)).isEqualTo(2);
  }

  @Test
  void aSecondReplyGoesWhereTheFirstWent() {
    ask(1, 10);
    ask(2, 11);
    ownerOf(10);

    assertThat(ownerOf(10)).isEqualTo(1);
  }

  @Test
  void whoHasGivenUpHasToStandBackForOthers() {
    ask(1, 10);
    pass(ReplyRouter.PATIENCE);
    ask(2, 10);

    assertThat(ownerOf(10)).isEqualTo(2);
  }

  @Test
  void aLateReplyStillFindsTheOnlyOneWhoAsked() {
    ask(1, 10);
    pass(ReplyRouter.PATIENCE);

    assertThat(ownerOf(10)).isEqualTo(1);
  }

  @Test
  void aRequestMustWaitWhileAnotherFlowWaitsUnderItsNumber() {
    ask(1, 10);

    assertThat(router.mustWait(2, request(10), now)).isTrue();
    assertThat(router.mustWait(2, request(11), now)).isFalse();
    assertThat(router.mustWait(1, request(10), now)).as("a repetition").isFalse();
    assertThat(router.mustWait(2, LIVE_OUTPUT, now)).isFalse();
    assertThat(router.mustWait(2, request(10), now + ReplyRouter.PATIENCE)).isFalse();

    ownerOf(10);

    assertThat(router.mustWait(2, request(10), now)).isFalse();
  }

  @Test
  void liveOutputGoesToTheLastThatSetATagAndOtherwiseToTheLastThatSent() {
    assertThat(router.ownerOf(LIVE_OUTPUT, now)).isEqualTo(ReplyRouter.NOBODY);
    ask(1, 10);
    ask(2, 11);
    assertThat(router.ownerOf(LIVE_OUTPUT, now)).isEqualTo(2);

    router.sent(1, request(IPTAG, 12, 0, 0), now);
    ask(2, 13);

    assertThat(router.ownerOf(LIVE_OUTPUT, now)).isEqualTo(1);
  }

  @Test
  void aFlowThatIsNoMoreGetsNothing() {
    router.sent(1, request(IPTAG, 12, 0, 0), now);
    ask(1, 10);
    router.closed(1);

    assertThat(ownerOf(10)).isEqualTo(ReplyRouter.NOBODY);
    assertThat(router.ownerOf(LIVE_OUTPUT, now)).isEqualTo(ReplyRouter.NOBODY);
  }

  @Test
  void thousandsOfUnansweredRequestsDoNotHideTheLatest() {
    for (int sequence = 0; sequence < 5_000; sequence++) {
      ask(1 + sequence % 7, sequence);
    }

    for (int sequence = 4_000; sequence < 5_000; sequence++) {
      assertThat(ownerOf(sequence)).isEqualTo(1 + sequence % 7);
    }
  }

  @Test
  void anyBytesHaveAnOwnerOrNone() {
    SplittableRandom random = new SplittableRandom(3);
    for (int n = 0; n < 20_000; n++) {
      byte[] bytes = new byte[random.nextInt(0, 40)];
      random.nextBytes(bytes);
      ByteBuf datagram = Unpooled.wrappedBuffer(bytes);
      if (bytes.length > 2 && random.nextBoolean()) {
        datagram.setShort(0, 0);
      }
      int flow = random.nextInt(1, 9);
      if (!router.mustWait(flow, datagram, now)) {
        router.sent(flow, datagram, now);
      }
      pass(TimeUnit.MILLISECONDS.toNanos(random.nextInt(3)));

      assertThat(router.ownerOf(datagram, now)).isBetween(0, 8);
    }
  }
}
