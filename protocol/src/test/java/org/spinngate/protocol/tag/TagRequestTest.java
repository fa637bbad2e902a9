package org.spinngate.protocol.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.TagRequests.TIME;
import static org.spinngate.protocol.testing.TagRequests.aimed;
import static org.spinngate.protocol.testing.TagRequests.request;
import static org.spinngate.protocol.testing.TagRequests.setting;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spinngate.protocol.testing.TagRequests;

class TagRequestTest {
  private static final int IPTAG = 26;

  @Test
  void aRequestSaysWhatItDoesToWhichTagOfWhichChip() {
    ByteBuf request = setting(5).setByte(6, 4).setByte(7, 8);

    assertThat(TagRequest.isOne(request)).isTrue();
    assertThat(TagRequest.operation(request)).isEqualTo(TagRequest.SET);
    assertThat(TagRequest.tag(request)).isEqualTo(5);
    assertThat(TagRequest.chip(request)).isEqualTo(0x0804);
  }

  @Test
  void aTimeoutSaysWhenTheTagExpires() {
    assertThat(TagRequest.lifetimeNanos(setting(5))).isZero();
    assertThat(TagRequest.lifetimeNanos(setting(5).setByte(17, 0x40))).isZero();
    assertThat(TagRequest.lifetimeNanos(setting(5).setByte(17, 0x49))).isEqualTo(2_560_000_000L);
    assertThat(TagRequest.lifetimeNanos(setting(5).setByte(17, 0x4F))).isEqualTo(163_840_000_000L);
  }

  @ParameterizedTest
  @CsvSource({"0", "2", "3", "25", "27", "282", "6656"})
  void otherCommandsAreNotAboutTags(int command) {
    ByteBuf other = setting(1).setShortLE(10, command);

    assertThat(TagRequest.isOne(other)).isFalse();
  }

  @Test
  void aMessageToAnApplicationIsNotAboutTags() {
    assertThat(TagRequest.isOne(setting(1).setByte(4, 0x21))).isFalse();
  }

  @Test
  void aRequestThatIsTooShortForTheBoardIsNotAboutTags() {
    assertThat(TagRequest.isOne(setting(1).slice(0, 25))).isFalse();
    assertThat(TagRequest.isOne(setting(1).slice(0, 17))).isFalse();
  }

  @Test
  void aRequestInsideALongerBufferIsReadFromItsBeginning() {
    ByteBuf frame = Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(new byte[5]), setting(3));

    assertThat(TagRequest.isOne(frame.skipBytes(5))).isTrue();
    assertThat(TagRequest.tag(frame)).isEqualTo(3);
    assertThat(frame.readableBytes()).isEqualTo(26);
  }

  @Test
  void aRequestToClearATagHasAllArgumentsAndWantsNoReply() {
    ByteBuf clear = TagRequest.clear(ByteBufAllocator.DEFAULT, new Tag(0x0804, 6));

    assertThat(ByteBufUtil.hexDump(clear))
        .isEqualTo("000007ff00ff040800001a000000060003000000000000000000");
    clear.release();
  }

  @Test
  void aTagIsSetOnceMoreAsItWas() {
    ByteBuf once = setting(5).setByte(TagRequests.TIME, 0x50);

    assertThat(TagRequest.usesSender(once)).isTrue();
    TagSetting setting =
        new TagSetting(
            new Tag(TagRequest.chip(once), 5), TagRequest.flags(once), TagSetting.Aim.SENDER);
    ByteBuf again = TagRequest.set(ByteBufAllocator.DEFAULT, setting, 1, new InetSocketAddress(0));

    assertThat(again).isEqualTo(once);
    again.release();
  }

  @Test
  void aTagWithAnAddressOrInReverseDoesNotUseTheSender() {
    assertThat(TagRequest.usesSender(setting(5).setByte(TagRequests.TIME, 0x10))).isFalse();
    assertThat(TagRequest.usesSender(setting(5).setByte(TagRequests.TIME, 0x60))).isFalse();
    assertThat(TagRequest.usesSender(setting(5).setByte(22, 10))).isFalse();
  }

  @Test
  void anyBytesAtAllAreLookedAtWithoutHarm() {
    SplittableRandom random = new SplittableRandom(11);
    int found = 0;

    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (bytes.length > 11 && random.nextBoolean()) {
        bytes[10] = IPTAG;
        bytes[11] = 0;
      }
      found += TagRequest.isOne(Unpooled.wrappedBuffer(bytes)) ? 1 : 0;
    }

    assertThat(found).isPositive().isLessThan(2_000);
  }

  @Test
  void whatNamesAnAddressIsKnownByItsBytes() {
    ByteBuf named = aimed(1, TagRequest.SET, 1, 0xC0A8010A, 17895);

    assertThat(TagRequest.namesAddress(named)).isTrue();
    assertThat(TagRequest.address(named)).isEqualTo(0xC0A8010A);
    assertThat(TagRequest.port(named)).isEqualTo(17895);
    assertThat(TagRequest.namesAddress(aimed(1, TagRequest.NEW, 1, 0, 17892))).isTrue();
    assertThat(TagRequest.namesAddress(aimed(1, TagRequest.SET, 1, 0xC0A8010A, 0))).isFalse();
    assertThat(TagRequest.namesAddress(aimed(1, TagRequest.CLEAR, 1, 0, 17892))).isFalse();
    assertThat(TagRequest.namesAddress(request(1, TagRequest.SET, 1))).isFalse();
  }

  @Test
  void anAddressIsPutInThePlaceOfAnotherAndNothingElseChanges() {
    ByteBuf request = aimed(1, TagRequest.SET, 1, 0xC0A8010A, 17895);

    TagRequest.aim(request, 0x7F000001, 4321);

    assertThat(request).isEqualTo(aimed(1, TagRequest.SET, 1, 0x7F000001, 4321));
  }

  @Test
  void aTagThatIsSetOnceMoreNamesTheAddressOfItsFlowIfItDidBefore() {
    TagSetting setting = new TagSetting(new Tag(0, 1), 0x10, TagSetting.Aim.ADDRESS);

    ByteBuf again =
        TagRequest.set(
            ByteBufAllocator.DEFAULT,
            setting,
            1,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 4321));

    assertThat(again).isEqualTo(aimed(1, TagRequest.SET, 1, 0x7F000001, 4321).setByte(TIME, 0x10));
    again.release();
  }

  @Test
  void aReverseTagNamesNoAddress() {
    ByteBuf reverse = aimed(1, TagRequest.SET, 2, 0, 12345).setByte(TIME, 0x20);

    assertThat(TagRequest.isReverse(reverse)).isTrue();
    assertThat(TagRequest.namesAddress(reverse)).isFalse();
    assertThat(TagRequest.isReverse(aimed(1, TagRequest.SET, 2, 0, 12345))).isFalse();
  }
}
