package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spinngate.server.board.TagLedger;
import org.spinngate.server.board.TagLedger.Tag;
import org.spinngate.server.testing.ScpMessage;

class FlowTagsTest {
  private static final int TIMEOUT = 17;

  private final TagLedger ledger = new TagLedger();
  private final FlowTags one = new FlowTags(ledger);
  private final FlowTags other = new FlowTags(ledger);

  private static ByteBuf reply(int sequence, int word) {
    byte[] reply = new byte[18];
    System.arraycopy(ScpMessage.request(ScpMessage.OK, sequence, word), 0, reply, 0, 18);
    reply[2] = 0x07;
    reply[3] = 0x09;
    reply[4] = -1;
    return Unpooled.wrappedBuffer(reply);
  }

  private static Tag tag(int number) {
    return new Tag(0, number);
  }

  @Test
  void aTagThatWasSetIsTheFlowsUntilItIsCleared() {
    one.sent(TagRequestTest.setting(1));
    one.sent(TagRequestTest.setting(2));
    assertThat(one.any()).isTrue();

    one.sent(TagRequestTest.clearing(1));

    assertThat(one.leave()).containsExactly(tag(2));
    assertThat(one.any()).isFalse();
  }

  @Test
  void aTagThatSomebodyElseClearedIsNotClearedAgain() {
    one.sent(TagRequestTest.setting(1));

    other.sent(TagRequestTest.clearing(1));

    assertThat(one.any()).isFalse();
    assertThat(one.leave()).isEmpty();
  }

  @Test
  void aTagThatSomebodyElseSetAnewIsTheirs() {
    one.sent(TagRequestTest.setting(1));
    other.sent(TagRequestTest.setting(1));

    assertThat(one.leave()).isEmpty();
    assertThat(other.leave()).containsExactly(tag(1));
  }

  @Test
  void theNumberOfANewTagIsLearntFromTheReply() {
    one.sent(TagRequestTest.request(40, TagRequest.NEW, 0));
    assertThat(one.any()).isTrue();

    one.received(reply(41, 11));
    one.received(reply(40, 12));
    one.received(reply(40, 13));

    assertThat(one.leave()).containsExactly(tag(12));
  }

  @Test
  void severalNewTagsAtOnceAreAllLearnt() {
    for (int sequence = 40; sequence < 44; sequence++) {
      one.sent(TagRequestTest.request(sequence, TagRequest.NEW, 0));
    }
    for (int sequence = 40; sequence < 44; sequence++) {
      one.received(reply(sequence, sequence - 32));
    }

    assertThat(one.leave()).containsExactlyInAnyOrder(tag(8), tag(9), tag(10), tag(11));
  }

  @Test
  void thatThereWasNoFreeTagMeansNone() {
    one.sent(TagRequestTest.request(40, TagRequest.NEW, 0));

    one.received(reply(40, 255));

    assertThat(one.any()).isFalse();
  }

  @Test
  void aTagOfThePoolThatExpiresIsLeftAlone() {
    one.sent(TagRequestTest.request(40, TagRequest.NEW, 0).setByte(TIMEOUT, 9));
    one.received(reply(40, 12));
    one.sent(TagRequestTest.setting(13).setByte(TIMEOUT, 9));
    one.sent(TagRequestTest.setting(14));
    one.sent(TagRequestTest.setting(16));
    one.sent(TagRequestTest.setting(3).setByte(TIMEOUT, 9));

    assertThat(one.leave()).containsExactlyInAnyOrder(tag(14), tag(3));
  }

  @Test
  void whatOnlyAsksSetsNothing() {
    one.sent(TagRequestTest.request(1, 2, 1));
    one.sent(TagRequestTest.request(1, 4, 1));
    one.sent(TagRequestTest.request(1, 200, 1));

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
