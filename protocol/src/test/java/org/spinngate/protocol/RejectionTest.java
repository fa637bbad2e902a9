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
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.testing.ByteScript;
import org.spinngate.protocol.testing.Samples;

class RejectionTest {
  static Stream<ControlMessage> messages() {
    return Samples.usual().stream();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageCutAnywhereIsAViolation(ControlMessage message) {
    ByteBuf whole = Samples.contentOf(message);

    for (int length = 0; length < whole.readableBytes(); length++) {
      ByteBuf cut = whole.slice(whole.readerIndex(), length);
      assertThatThrownBy(() -> ControlMessage.read(cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(ProtocolViolation.class)
          .hasMessage("message that ends too early");
    }
  }

  /** Each to its last possible byte: those that can grow have a tail. */
  static Stream<ControlMessage> complete() {
    return Stream.concat(
        messages().filter(message -> !(message instanceof GrowingMessage)),
        Samples.grown(Extras.of().plus(7)).stream());
  }

  @ParameterizedTest
  @MethodSource("complete")
  void aByteAfterAMessageIsAViolation(ControlMessage message) {
    ByteBuf longer = Unpooled.wrappedBuffer(Samples.contentOf(message), bytes().u8(0).toBuffer());

    assertThatThrownBy(() -> ControlMessage.read(longer))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage(message.type() + " with 1 bytes too many");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x0F, 0x10, 0x3F})
  void anUnknownMessageThatMattersIsAViolation(int code) {
    ByteBuf frame = bytes().u8(code).u32(0).toBuffer();

    assertThatThrownBy(() -> ControlMessage.read(frame))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("message of unknown kind " + code);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x48, 0x50, 0x7F})
  void anUnknownMessageThatDoesNotMatterIsIgnored(int code) {
    assertThat(ControlMessage.read(bytes().u8(code).u32(0).toBuffer())).isNull();
    assertThat(ControlMessage.read(bytes().u8(code).toBuffer())).isNull();
  }

  @ParameterizedTest
  @MethodSource("tooLong")
  void aStringBeyondItsBoundIsAViolation(ByteScript script, int bytes, int allowed) {
    assertThatThrownBy(() -> ControlMessage.read(script.toBuffer()))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("string of " + bytes + " bytes where " + allowed + " are allowed");
  }

  static Stream<Arguments> tooLong() {
    return Stream.of(
        arguments(bytes().u8(0x01).u8(1).u8(1).u16(65).times(65, 'u'), 65, 64),
        arguments(bytes().u8(0x01).u8(1).u8(1).string("u").u16(257).times(257, 't'), 257, 256),
        arguments(bytes().u8(0x01).u16(0x0101).string("").string("").u16(129), 129, 128),
        arguments(bytes().u8(0x02).u8(1).u16(129).times(129, 's'), 129, 128),
        arguments(bytes().u8(0x03).u8(1).u16(513).times(513, 'x'), 513, 512),
        arguments(bytes().u8(0x04).u16(65).times(65, 'b'), 65, 64),
        arguments(bytes().u8(0x05).u32(1).u16(0xFFFF), 0xFFFF, 64),
        arguments(bytes().u8(0x06).u16(1).u8(1).u16(65).times(65, 'u'), 65, 64),
        arguments(bytes().u8(0x08).u16(0x0001).u16(65).times(65, 'b'), 65, 64),
        arguments(
            bytes().u8(0x08).u16(0x0001).string("b").u16(0).u16(0).u16(201).times(201, 'c'),
            201,
            200),
        arguments(bytes().u8(0x0C).u8(1).u16(513), 513, 512),
        arguments(bytes().u8(0x40).u16(513).times(513, 'x'), 513, 512),
        arguments(bytes().u8(0x41).u8(1).u32(0).u32(0).u16(513), 513, 512),
        arguments(bytes().u8(0x46).u16(261).times(261, 'a'), 261, 260));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void aFieldOfImpossibleValueIsAViolation(ByteScript script, String message) {
    assertThatThrownBy(() -> ControlMessage.read(script.toBuffer()))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage(message);
  }

  static Stream<Arguments> malformed() {
    String times = "holder with impossible times";
    String beats = "heartbeat times outside 10 ms to 1 h";
    String flow = "end of an impossible flow";
    String generation = "resumption of generation 0";
    return Stream.of(
        arguments(bytes().u8(0x02).u8(1).string("").u32(9).u32(6000), beats),
        arguments(bytes().u8(0x02).u8(1).string("").u32(2000).u32(3_600_001), beats),
        arguments(bytes().u8(0x02).u8(1).string("").u32(0xFFFFFFFFL).u32(6000), beats),
        arguments(bytes().u8(0x05).u32(1).string("b").u8(2).u16(1), "flag of value 2"),
        arguments(bytes().u8(0x05).u32(1).string("b").u8(0).u16(0).u8(0), "session without flows"),
        arguments(bytes().u8(0x06).u16(1).u8(0xFF), "flag of value 255"),
        arguments(bytes().u8(0x0D).string("b").u32(0).u32(1).u64(1).u64(2).u32(0), generation),
        arguments(holder(-1, 0), times),
        arguments(holder(253402300800L, 0), times),
        arguments(holder(0, -1), times),
        arguments(bytes().u8(0x08).u8(3).u8(0), "flag of value 3"),
        arguments(bytes().u8(0x08).u8(0).u8(33).times(33 * 16, 0), "page of 33 boards"),
        arguments(bytes().u8(0x09).u8(2).u16(1), flow),
        arguments(bytes().u8(0x09).u8(0).u16(0), flow),
        arguments(bytes().u8(0x41).u8(4).u32(0).u32(0).string(""), "boot report of state 4"));
  }

  private static ByteScript holder(long since, int idle) {
    return bytes().u8(0x06).u16(1).u8(1).string("bob").u64(since).u32(idle);
  }

  @ParameterizedTest
  @MethodSource("notUtf8")
  void aStringThatIsNotUtf8IsAViolation(byte... text) {
    ByteBuf notice = bytes().u8(0x40).u16(text.length).raw(text).toBuffer();

    assertThatThrownBy(() -> ControlMessage.read(notice))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("string that is not UTF-8");
  }

  static Stream<Arguments> notUtf8() {
    return Stream.of(
        arguments((Object) bytes().text("ok").u8(0x80).toArray()),
        arguments((Object) bytes().u16(0xC080).toArray()),
        arguments((Object) bytes().u16(0xC3).u8('a').toArray()),
        arguments((Object) bytes().text("cut").u8(0xC3).toArray()),
        arguments((Object) bytes().u8(0xED).u16(0xA080).toArray()),
        arguments((Object) bytes().u32(0xF4908080L).toArray()),
        arguments((Object) bytes().u8(0xFF).toArray()));
  }

  @Test
  void aViolationCostsNoStackTrace() {
    ProtocolViolation violation = new ProtocolViolation("flag of value 2");

    assertThat(violation.getStackTrace()).isEmpty();
    assertThat(violation).hasMessage("flag of value 2").hasNoCause();
  }
}
