package org.spinngate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.testing.ByteScript;
import org.spinngate.protocol.testing.Samples;

/** Tails of messages. */
class ExtrasTest {
  private static final Open WISH = new Open("spin5-03", 600);

  /** An extra that no program knows. */
  private static final int UNKNOWN = 0x8001;

  static Stream<GrowingMessage> growing() {
    return Samples.usual().stream()
        .filter(GrowingMessage.class::isInstance)
        .map(GrowingMessage.class::cast);
  }

  private static GrowingMessage read(GrowingMessage message, ByteScript tail) {
    ByteBuf frame = Unpooled.wrappedBuffer(Samples.contentOf(message), tail.toBuffer());
    return (GrowingMessage) ControlMessage.read(frame);
  }

  @ParameterizedTest
  @MethodSource("growing")
  void noTailAndAnEmptyOneAreTwoThings(GrowingMessage message) {
    GrowingMessage without = read(message, bytes());
    GrowingMessage with = read(message, bytes().u8(0));

    assertThat(without).isEqualTo(message);
    assertThat(without.extras().present()).isFalse();
    assertThat(with).isEqualTo(message.with(Extras.of())).isNotEqualTo(message);
    assertThat(with.extras().present()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("growing")
  void whatNobodyKnowsIsPassedOver(GrowingMessage message) {
    ByteScript tail = bytes().u8(3).u16(7).string("seven").u16(UNKNOWN).string("?").u16(3).u16(0);

    GrowingMessage read = read(message, tail);

    assertThat(read.with(Extras.NONE)).isEqualTo(message);
    assertThat(read.extras().value(7)).contains(bytes().text("seven").toArray());
    assertThat(read.extras().value(3)).contains(new byte[0]);
    assertThat(read.extras().value(8)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("growing")
  void aTailThatIsCutAnywhereIsAViolation(GrowingMessage message) {
    GrowingMessage grown = message.with(Extras.of().plus(1, (byte) 2).plus(UNKNOWN));
    ByteBuf whole = Samples.contentOf(grown);
    int fields = Samples.contentOf(message).readableBytes();

    for (int length = fields + 1; length < whole.readableBytes(); length++) {
      ByteBuf cut = whole.slice(whole.readerIndex(), length);
      assertThatThrownBy(() -> ControlMessage.read(cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(ProtocolViolation.class)
          .hasMessage("message that ends too early");
    }
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aTailThatIsNotOneIsAViolation(ByteScript tail, String why) {
    assertThatThrownBy(() -> read(WISH, tail))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage(why);
  }

  static Stream<Arguments> wrong() {
    String early = "message that ends too early";
    return Stream.of(
        arguments(bytes().u8(0).u8(0), "OPEN with 1 bytes too many"),
        arguments(bytes().u8(1).u16(7).u16(0).u8(0), "OPEN with 1 bytes too many"),
        arguments(bytes().u8(2).u16(7).u16(0), early),
        arguments(bytes().u8(1).u16(7).u16(2).u8(0), early),
        arguments(bytes().u8(1).u16(7).u16(0xFFFF), early),
        arguments(bytes().u8(2).u16(7).u16(0).u16(7).u16(0), "two extras of type 7"),
        arguments(bytes().u8(33).times(33 * 4, 0), "tail of 33 extras"),
        arguments(bytes().u8(0xFF), "tail of 255 extras"),
        arguments(bytes().u8(1).u16(7).u16(2_044).times(2_044, 0), "tail of 2049 bytes"));
  }

  @Test
  void aTailThatWouldNotBeReadIsNotMade() {
    Extras many = Extras.of();
    for (int type = 0; type < Extras.MOST; type++) {
      many = many.plus(type);
    }
    Extras most = many;
    Extras longest = Extras.of().plus(7, new byte[Extras.MAX_BYTES - 5]);

    assertThat(read(WISH.with(most), bytes()).extras()).isEqualTo(most);
    assertThat(read(WISH.with(longest), bytes()).extras()).isEqualTo(longest);
    assertThatThrownBy(() -> most.plus(UNKNOWN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> longest.plus(8)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> longest.plus(7)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Extras.of().plus(0x10000))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Extras.of().plus(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nobodyCanChangeATail() {
    byte[] value = {1};
    Extras extras = Extras.of().plus(7, value);

    value[0] = 2;
    extras.value(7).orElseThrow()[0] = 3;
    extras.plus(8);

    assertThat(extras).isEqualTo(Extras.of().plus(7, (byte) 1));
    assertThat(extras.value(7)).contains(new byte[] {1});
    assertThat(Extras.of().value(7)).isEmpty();
  }

  @Test
  void theTextOfAMessageNamesTypesAndNoValues() {
    Extras secret = Extras.of().plus(7, bytes().text("s3cret").toArray()).plus(9);

    assertThat(Hello.of("alice", "t0ken", "c").with(secret).toString())
        .contains("extras [7, 9]")
        .doesNotContain("s3cret", "t0ken");
    assertThat(WISH.with(Extras.of()).toString()).contains("extras=[]");
    assertThat(WISH.toString()).contains("extras=none");
  }
}
