package org.spinngate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.protocol.TagMark.Kind;

class TagMarkTest {
  @ParameterizedTest
  @EnumSource
  void aMarkIsReadAsItWasWritten(Kind kind) {
    ByteBuf bytes = Unpooled.buffer();
    TagMark mark = new TagMark(kind, 0xFEDC);

    mark.write(bytes);
    bytes.writeByte(7);

    assertThat(TagMark.read(bytes)).contains(mark);
    assertThat(bytes.readableBytes()).isOne();
  }

  @Test
  void itsBytesAreTheDrawnOnes() {
    ByteBuf bytes = Unpooled.buffer();

    new TagMark(Kind.REVERSE_PORT, 12_345).write(bytes);

    assertThat(ByteBufUtil.hexDump(bytes)).isEqualTo("023039");
  }

  @Test
  void aMarkWithoutAValueIsNotMade() {
    assertThatThrownBy(() -> new TagMark(Kind.OWN_TARGET, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TagMark(Kind.OWN_TARGET, 0x10000))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNoMarkIsNotRead() {
    assertThat(read(0, 0)).isEmpty();
    assertThat(read(0, 0, 0)).isEmpty();
    assertThat(read(3, 0, 1)).isEmpty();
    assertThat(read(0xFF, 1, 1)).isEmpty();
  }

  @Test
  void randomBytesGiveAMarkInItsRangeOrNone() {
    Random random = new Random(15);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(6)];
      random.nextBytes(bytes);
      Optional<TagMark> mark = TagMark.read(Unpooled.wrappedBuffer(bytes));

      mark.ifPresent(read -> assertThat(read.value()).isBetween(1, 0xFFFF));
    }
  }

  @Test
  void aTailSaysWhatBecomesOfTags() {
    for (TagMode mode : TagMode.values()) {
      assertThat(TagMode.of(mode.addTo(Extras.of()))).contains(mode);
    }
    assertThat(TagMode.of(Extras.NONE)).isEmpty();
    assertThat(TagMode.of(Extras.of().plus(ExtraType.IP_TAGS.number(), (byte) 9))).isEmpty();
    assertThat(TagMode.of(Extras.of().plus(ExtraType.IP_TAGS.number(), (byte) -1))).isEmpty();
    assertThat(TagMode.of(Extras.of().plus(ExtraType.IP_TAGS.number()))).isEmpty();
  }

  private static Optional<TagMark> read(int... bytes) {
    ByteBuf in = Unpooled.buffer();
    for (int one : bytes) {
      in.writeByte(one);
    }
    return TagMark.read(in);
  }
}
