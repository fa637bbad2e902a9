package org.spinngate.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScpDatagramTest {
  private static final String REQUEST = "000087ff00ff000000000200341200000000";
  private static final String REPLY = "00000708ff0000000000800034120000";

  private static ByteBuf bytes(String hex) {
    return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
  }

  private static ByteBuf with(String hex, int offset, int value) {
    return bytes(hex).setByte(offset, value);
  }

  @Test
  void aRequestIsNoReplyAndAReplyIsNoRequest() {
    assertThat(ScpDatagram.isRequest(bytes(REQUEST))).isTrue();
    assertThat(ScpDatagram.isReply(bytes(REQUEST))).isFalse();
    assertThat(ScpDatagram.isReply(bytes(REPLY))).isTrue();
    assertThat(ScpDatagram.isRequest(bytes(REPLY))).isFalse();
  }

  @Test
  void theNumbersAreLittleEndian() {
    assertThat(ScpDatagram.sequence(bytes(REPLY))).isEqualTo(0x1234);
    assertThat(ScpDatagram.code(bytes(REPLY))).isEqualTo(ScpDatagram.OK);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "2, 7", "3, 1", "3, 254"})
  void whatWantsNoReplyOfATransientTagIsNoRequest(int offset, int value) {
    assertThat(ScpDatagram.isRequest(with(REQUEST, offset, value))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "3, 7", "3, 16", "3, 255", "4, 0", "10, 127", "10, 144", "11, 1"})
  void liveOutputAndOddDatagramsAreNoReplies(int offset, int value) {
    assertThat(ScpDatagram.isReply(with(REPLY, offset, value))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"2, 135", "3, 15", "10, 143"})
  void everyTagOfThePoolEveryCodeAndAnyFlagsMayStandInAReply(int offset, int value) {
    assertThat(ScpDatagram.isReply(with(REPLY, offset, value))).isTrue();
  }

  @Test
  void whatIsTooShortIsNeither() {
    assertThat(ScpDatagram.isRequest(bytes(REQUEST).slice(0, 13))).isFalse();
    assertThat(ScpDatagram.isReply(bytes(REPLY).slice(0, 13))).isFalse();
    assertThat(ScpDatagram.isRequest(bytes(REQUEST).slice(0, 14))).isTrue();
    assertThat(ScpDatagram.isReply(bytes(REPLY).slice(0, 14))).isTrue();
    assertThat(ScpDatagram.hasSequence(bytes(REPLY).slice(0, 13))).isFalse();
    assertThat(ScpDatagram.hasSequence(bytes(REPLY).slice(0, 14))).isTrue();
  }

  @Test
  void aDatagramInsideALongerBufferIsReadFromItsBeginning() {
    ByteBuf frame = Unpooled.wrappedBuffer(new byte[5], ByteBufUtil.getBytes(bytes(REQUEST)));

    assertThat(ScpDatagram.isRequest(frame.skipBytes(5))).isTrue();
    assertThat(ScpDatagram.sequence(frame)).isEqualTo(0x1234);
  }

  @Test
  void anyBytesAtAllAreLookedAtWithoutHarm() {
    SplittableRandom random = new SplittableRandom(14);
    int found = 0;

    for (int i = 0; i < 200_000; i++) {
      byte[] datagram = new byte[random.nextInt(40)];
      random.nextBytes(datagram);
      if (datagram.length > 1 && random.nextBoolean()) {
        datagram[0] = 0;
        datagram[1] = 0;
      }
      ByteBuf buffer = Unpooled.wrappedBuffer(datagram);
      found += ScpDatagram.isRequest(buffer) || ScpDatagram.isReply(buffer) ? 1 : 0;
      assertThat(buffer.readableBytes()).isEqualTo(datagram.length);
    }

    assertThat(found).isPositive().isLessThan(2_000);
  }
}
