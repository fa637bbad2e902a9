package org.spinngate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFrameTest {
  @Test
  void anScpDatagramIsWrittenAsItIsDrawn() {
    ByteBuf out = Unpooled.buffer();
    ByteBuf datagram = bytes().u8(0xEE).text("scp!").toBuffer().skipBytes(1);

    DataFrame.writeScp(out, 0x0102, datagram);

    assertThat(ByteBufUtil.getBytes(out))
        .isEqualTo(bytes().u16(7).u8(0x80).u16(0x0102).text("scp!").toArray());
    assertThat(datagram.readerIndex()).isEqualTo(1);
    assertThat(datagram.readableBytes()).isEqualTo(4);
  }

  @Test
  void aBootDatagramIsWrittenAsItIsDrawn() {
    ByteBuf out = Unpooled.buffer();

    DataFrame.writeBoot(out, 0xFFFF, 12, bytes().text("boot").toBuffer());

    assertThat(ByteBufUtil.getBytes(out))
        .isEqualTo(bytes().u16(9).u8(0x81).u16(0xFFFF).u16(12).text("boot").toArray());
  }

  @Test
  void aMarkedDatagramIsWrittenAndReadAsItIsDrawn() {
    ByteBuf out = Unpooled.buffer();
    ByteBuf marked = bytes().u8(2).u16(12345).text("scp!").toBuffer();

    DataFrame.writeScp(out, 0x0102 | DataFrame.MARKED, marked);

    assertThat(ByteBufUtil.getBytes(out))
        .isEqualTo(bytes().u16(10).u8(0x88).u16(0x0102).u8(2).u16(12345).text("scp!").toArray());
    Unsent unsent = Unsent.of(DropReason.STALE, out);
    assertThat(unsent.datagrams()).isOne();
    assertThat(unsent.bytes()).isEqualTo(4);
    out.skipBytes(Frame.LENGTH_BYTES);
    assertThat(DataFrame.readService(out)).isEqualTo(Service.SCP);
    assertThat(DataFrame.readFlow(out)).isEqualTo(0x0102);
    assertThat(out).isEqualTo(marked);
  }

  @Test
  void aTimeMarkIsWrittenAndReadAsItIsDrawn() {
    ByteBuf out = Unpooled.buffer();

    DataFrame.writeTimeMark(out, 0xFEDC_BA98);

    assertThat(ByteBufUtil.getBytes(out))
        .isEqualTo(bytes().u16(5).u8(0x82).u32(0xFEDC_BA98L).toArray())
        .hasSize(DataFrame.TIME_MARK_BYTES);
    out.skipBytes(Frame.LENGTH_BYTES);
    assertThat(DataFrame.isDatagram(out)).isTrue();
    assertThat(DataFrame.kind(out)).isEqualTo(DataFrame.TIME_MARK_KIND);
    assertThat(DataFrame.readTimeMark(out)).isEqualTo(0xFEDC_BA98);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5})
  void aTimeMarkOfAnotherLengthIsAViolation(int length) {
    ByteBuf frame = bytes().u8(0x82).times(length, 1).toBuffer();

    assertThatThrownBy(() -> DataFrame.readTimeMark(frame))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("time mark of " + (length + 1) + " bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 26, 282, 1042, 1472})
  void datagramsOfEverySizePassUnchanged(int size) {
    ByteBuf datagram = bytes().times(size, 0xA5).toBuffer();
    ByteBuf scp = Unpooled.buffer(DataFrame.MAX_BYTES, DataFrame.MAX_BYTES);
    ByteBuf boot = Unpooled.buffer(DataFrame.MAX_BYTES, DataFrame.MAX_BYTES);

    DataFrame.writeScp(scp, 1, datagram);
    DataFrame.writeBoot(boot, DataFrame.MAX_FLOW, DataFrame.MAX_GAP, datagram);

    scp.skipBytes(Frame.LENGTH_BYTES);
    assertThat(DataFrame.isDatagram(scp)).isTrue();
    assertThat(DataFrame.readService(scp)).isEqualTo(Service.SCP);
    assertThat(DataFrame.readFlow(scp)).isEqualTo(1);
    assertThat(scp).isEqualTo(datagram);
    boot.skipBytes(Frame.LENGTH_BYTES);
    assertThat(DataFrame.isDatagram(boot)).isTrue();
    assertThat(DataFrame.readService(boot)).isEqualTo(Service.BOOT);
    assertThat(DataFrame.readFlow(boot)).isEqualTo(DataFrame.MAX_FLOW);
    assertThat(DataFrame.readGap(boot)).isEqualTo(DataFrame.MAX_GAP);
    assertThat(boot).isEqualTo(datagram);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x80, 0x81})
  void aDatagramBeyondTheLimitIsAViolation(int kind) {
    int rest = kind == DataFrame.BOOT_KIND ? 4 : 2;
    ByteBuf frame = bytes().u8(kind).times(rest + 1473, 1).toBuffer();

    assertThatThrownBy(() -> DataFrame.readService(frame))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("data frame with a datagram of 1473 bytes");
  }

  @Test
  void aFrameCutWithinItsHeaderIsAViolation() {
    for (int length = 0; length < 5; length++) {
      ByteBuf boot = bytes().u8(0x81).u16(1).u16(0).toBuffer().writerIndex(length);
      assertThatThrownBy(() -> DataFrame.readService(boot)).isInstanceOf(ProtocolViolation.class);
    }
    for (int length = 0; length < 3; length++) {
      ByteBuf scp = bytes().u8(0x80).u16(1).toBuffer().writerIndex(length);
      assertThatThrownBy(() -> DataFrame.readService(scp)).isInstanceOf(ProtocolViolation.class);
    }
  }

  @Test
  void flowZeroIsAViolation() {
    ByteBuf frame = bytes().u8(0x80).u16(0).text("scp").toBuffer();

    DataFrame.readService(frame);

    assertThatThrownBy(() -> DataFrame.readFlow(frame))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("data frame of flow 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x82, 0x83, 0x90, 0xFF, 0x7F, 0x01})
  void anUnknownKindIsAViolation(int kind) {
    ByteBuf frame = bytes().u8(kind).u16(1).text("x").toBuffer();

    assertThatThrownBy(() -> DataFrame.readService(frame))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("data frame of unknown kind " + kind);
  }

  @Test
  void controlMessagesAreNoDatagrams() {
    assertThat(DataFrame.isDatagram(bytes().u8(0x7F).toBuffer())).isFalse();
    assertThat(DataFrame.isDatagram(bytes().u8(0x80).toBuffer())).isTrue();
  }
}
