package org.spinngate.protocol.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.TagRequests.TIME;
import static org.spinngate.protocol.testing.TagRequests.aimed;
import static org.spinngate.protocol.testing.TagRequests.clearing;
import static org.spinngate.protocol.testing.TagRequests.reply;
import static org.spinngate.protocol.testing.TagRequests.request;
import static org.spinngate.protocol.testing.TagRequests.setting;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.tag.TagSetting.Aim;

class FlowTagsTest {
  private static final int REFUSED = 0x84;

  private final TagLedger ledger = new TagLedger();
  private long nanos;
  private final FlowTags one = new FlowTags(ledger, () -> nanos);
  private final FlowTags other = new FlowTags(ledger, () -> nanos);

  private static Tag tag(int number) {
    return new Tag(0, number);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private void noReplyComesAnyMore() {
    pass(Duration.ofNanos(AskedTags.PATIENCE));
  }

  @Test
  void aTagThatWasSetIsTheFlowsUntilItIsCleared() {
    one.sent(setting(1));
    one.sent(setting(2));
    assertThat(one.any()).isTrue();

    one.sent(clearing(1));
    one.received(reply(2, 0));

    assertThat(one.leave()).containsExactly(tag(2));
    assertThat(one.any()).isFalse();
  }

  @Test
  void aTagThatWasSetKeepsTheFlowForEverAlsoIfItsReplyWasLost() {
    one.sent(setting(1));

    pass(Duration.ofDays(10));

    assertThat(one.any()).isTrue();
  }

  @Test
  void aTagThatWasSetForAnotherFlowIsThatFlows() {
    one.sent(aimed(1, TagRequest.SET, 3, 0x7F000001, 17892), other);
    one.received(reply(1, 3));

    assertThat(one.any()).isFalse();
    assertThat(one.leave()).isEmpty();
    assertThat(other.settings()).containsExactly(new TagSetting(tag(3), 0, Aim.ADDRESS));
    assertThat(other.leave()).containsExactly(tag(3));
  }

  @Test
  void aFreeTagThatWasSetForAnotherFlowIsThatFlowsOnceItsNumberIsKnown() {
    one.sent(aimed(1, TagRequest.NEW, 0, 0x7F000001, 17892), other);
    one.received(reply(1, 11));

    assertThat(one.any()).isFalse();
    assertThat(other.settings()).containsExactly(new TagSetting(tag(11), 0, Aim.ADDRESS));
  }

  @Test
  void aTagThatTheBoardRefusedToSetForAnotherFlowIsNobodys() {
    one.sent(aimed(1, TagRequest.SET, 3, 0x7F000001, 17892), other);
    one.received(reply(1, REFUSED, 0));

    assertThat(other.any()).isFalse();
  }

  @Test
  void aTagThatTheBoardRefusedToSetKeepsNothing() {
    one.sent(setting(1));

    one.received(reply(1, REFUSED, 0));

    assertThat(one.any()).isFalse();
    assertThat(one.leave()).isEmpty();
  }

  @Test
  void aTagThatTheBoardRefusedToTakeFromAnotherIsStillTheOthers() {
    other.sent(setting(1));
    one.sent(request(8, TagRequest.SET, 1));
    one.sent(request(8, TagRequest.SET, 1));

    one.received(reply(8, REFUSED, 0));

    assertThat(one.any()).isFalse();
    assertThat(other.leave()).containsExactly(tag(1));
  }

  @Test
  void aTagThatWasSetBeforeIsStillSetIfTheBoardRefusesToSetItOnceMore() {
    one.sent(setting(1));
    one.received(reply(1, 1));
    one.sent(request(8, TagRequest.SET, 1));

    one.received(reply(8, REFUSED, 0));

    assertThat(one.any()).isTrue();
  }

  @Test
  void aTagWhoseClearingIsLostKeepsNothingAndIsClearedAtTheEnd() {
    one.sent(setting(1));

    one.sent(clearing(1));
    noReplyComesAnyMore();

    assertThat(one.any()).isFalse();
    assertThat(one.leave()).containsExactly(tag(1));
  }

  @Test
  void aTagThatSomebodyElseClearedIsNotClearedAgain() {
    one.sent(setting(1));

    other.sent(clearing(1));
    other.received(reply(2, 0));

    assertThat(one.any()).isFalse();
    assertThat(one.leave()).isEmpty();
  }

  @Test
  void aTagThatSomebodyElseSetAnewIsTheirs() {
    one.sent(setting(1));
    other.sent(setting(1));

    assertThat(one.any()).isFalse();
    assertThat(one.leave()).isEmpty();
    assertThat(other.leave()).containsExactly(tag(1));
  }

  @Test
  void theNumberOfANewTagIsLearntFromTheReply() {
    one.sent(request(40, TagRequest.NEW, 0));
    assertThat(one.any()).isTrue();

    one.received(reply(41, 11));
    one.received(reply(40, 12));

    assertThat(one.any()).isTrue();
    assertThat(one.leave()).containsExactly(tag(12));
  }

  @Test
  void aRequestForANewTagWhoseReplyIsLostKeepsTheFlowNoLongerThanAReplyMayTake() {
    one.sent(request(40, TagRequest.NEW, 0));

    noReplyComesAnyMore();

    assertThat(one.any()).isFalse();
    one.received(reply(40, 12));
    assertThat(one.leave()).isEmpty();
  }

  @Test
  void aRepeatedRequestForANewTagHasSetTwoOfThem() {
    one.sent(request(40, TagRequest.NEW, 0));
    one.sent(request(40, TagRequest.NEW, 0));

    one.received(reply(40, 12));
    one.received(reply(40, 13));

    assertThat(one.leave()).containsExactlyInAnyOrder(tag(12), tag(13));
  }

  @Test
  void theReplyToALaterRequestWithTheSameNumberNamesNoTag() {
    one.sent(request(40, TagRequest.NEW, 0));
    one.received(reply(40, 12));
    one.sent(setting(0).setShortLE(10, 2).setShortLE(12, 40));

    one.received(reply(40, 3));

    assertThat(one.leave()).containsExactly(tag(12));
  }

  @Test
  void aReplyToAnotherFlowIsNobodyElsesTag() {
    one.sent(request(40, TagRequest.NEW, 0));

    other.received(reply(40, 12));

    assertThat(other.any()).isFalse();
    assertThat(other.leave()).isEmpty();
  }

  @Test
  void severalNewTagsAtOnceAreAllLearnt() {
    for (int sequence = 40; sequence < 44; sequence++) {
      one.sent(request(sequence, TagRequest.NEW, 0));
    }
    for (int sequence = 40; sequence < 44; sequence++) {
      one.received(reply(sequence, sequence - 32));
    }

    assertThat(one.leave()).containsExactlyInAnyOrder(tag(8), tag(9), tag(10), tag(11));
  }

  @Test
  void thatThereWasNoFreeTagMeansNone() {
    one.sent(request(40, TagRequest.NEW, 0));
    one.sent(request(41, TagRequest.NEW, 0));

    one.received(reply(40, 255));
    one.received(reply(41, REFUSED, 0));

    assertThat(one.any()).isFalse();
  }

  @Test
  void aTagOfThePoolThatExpiresIsLeftAlone() {
    one.sent(request(40, TagRequest.NEW, 0).setByte(TIME, 9));
    one.received(reply(40, 12));
    one.sent(setting(13).setByte(TIME, 9));
    one.sent(setting(14));
    one.sent(setting(16));
    one.sent(setting(3).setByte(TIME, 9));

    assertThat(one.leave()).containsExactlyInAnyOrder(tag(14), tag(3));
  }

  @Test
  void aTagThatExpiresKeepsTheFlowUntilThen() {
    one.sent(setting(3).setByte(TIME, 15));
    pass(Duration.ofSeconds(163));
    assertThat(one.any()).isTrue();

    pass(Duration.ofSeconds(6));

    assertThat(one.any()).isFalse();
  }

  @Test
  void whatPointsAtTheSenderIsSetOnceMoreWhenThePortIsAnother() {
    one.sent(setting(1));
    one.sent(setting(2).setByte(22, 10));
    one.sent(setting(3).setByte(TIME, 0x49));
    one.sent(setting(4));
    one.sent(clearing(4));
    other.sent(setting(5));
    one.sent(request(40, TagRequest.NEW, 0).setByte(TIME, 0x50));
    one.received(reply(40, 12));

    assertThat(one.settings())
        .containsExactlyInAnyOrder(
            new TagSetting(tag(1), 0x40, Aim.SENDER), new TagSetting(tag(12), 0x50, Aim.SENDER));
  }

  @Test
  void whatOnlyAsksSetsNothing() {
    one.sent(request(1, 2, 1));
    one.sent(request(1, 4, 1));
    one.sent(request(1, 200, 1));

    assertThat(one.any()).isFalse();
  }

  @Test
  void anyBytesAtAllAreLookedAtWithoutHarm() {
    SplittableRandom random = new SplittableRandom(8);

    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 16) {
        bytes[4] = 0;
        bytes[10] = 26;
        bytes[11] = 0;
        bytes[16] &= 3;
      }
      one.sent(Unpooled.wrappedBuffer(bytes));
      one.received(Unpooled.wrappedBuffer(bytes));
    }

    assertThat(one.leave()).hasSizeBetween(10, 64);
  }
}
