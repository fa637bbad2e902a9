package org.spinngate.protocol.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class LengthFramingTest {
  private final EmbeddedChannel channel = new EmbeddedChannel(new LengthFraming());

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void receive(byte... bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes));
  }

  private List<byte[]> received() {
    List<byte[]> datagrams = new ArrayList<>();
    for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
      datagrams.add(ByteBufUtil.getBytes(next));
      next.release();
    }
    return datagrams;
  }

  private static byte[] frame(byte[] datagram) {
    ByteBuf frame = Unpooled.buffer().writeInt(datagram.length).writeBytes(datagram);
    return ByteBufUtil.getBytes(frame);
  }

  @Test
  void aDatagramLeavesAfterItsLength() {
    channel.writeOutbound(Unpooled.wrappedBuffer(new byte[] {7, 8, 9}));

    ByteBuf sent = channel.readOutbound();
    assertThat(ByteBufUtil.getBytes(sent)).containsExactly(0, 0, 0, 3, 7, 8, 9);
    sent.release();
  }

  @Test
  void datagramsThatArriveTogetherComeOutOneByOne() {
    receive((byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 5, (byte) 0, (byte) 0, (byte) 0);
    receive((byte) 2, (byte) 6, (byte) 7);

    assertThat(received()).containsExactly(new byte[] {5}, new byte[] {6, 7});
  }

  @Test
  void anEmptyDatagramIsOne() {
    receive(frame(new byte[0]));

    assertThat(received()).containsExactly(new byte[0]);
  }

  @Test
  void theLongestDatagramPasses() {
    receive(frame(new byte[DataFrame.MAX_DATAGRAM]));

    assertThat(received()).singleElement().satisfies(bytes -> assertThat(bytes).hasSize(1472));
  }

  @ParameterizedTest
  @ValueSource(ints = {1473, 65_536, 0x1000000, Integer.MAX_VALUE, -1})
  void aLengthThatNoDatagramHasIsAViolationBeforeAnythingIsKept(int length) {
    byte[] header = ByteBufUtil.getBytes(Unpooled.buffer().writeInt(length).writeByte(1));

    assertThatThrownBy(() -> receive(header)).isInstanceOf(ProtocolViolation.class);

    receive(frame(new byte[] {1}));
    assertThat(received()).as("nothing behind it is looked at").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverTheStreamIsCutIntoTheDatagramsAreThose(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> datagrams = new ArrayList<>();
    ByteBuf stream = Unpooled.buffer();
    for (int n = 0; n < 80; n++) {
      byte[] datagram = new byte[random.nextInt(DataFrame.MAX_DATAGRAM + 1)];
      random.nextBytes(datagram);
      datagrams.add(datagram);
      stream.writeBytes(frame(datagram));
    }

    List<byte[]> out = new ArrayList<>();
    while (stream.isReadable()) {
      int piece = Math.min(stream.readableBytes(), random.nextInt(1, 4000));
      receive(ByteBufUtil.getBytes(stream.readSlice(piece)));
      out.addAll(received());
    }

    assertThat(out).usingRecursiveComparison().isEqualTo(datagrams);
  }

  @Test
  void noBytesOfStrangersDoAnythingButAViolation() {
    SplittableRandom random = new SplittableRandom(17);
    for (int n = 0; n < 200; n++) {
      EmbeddedChannel strangers = new EmbeddedChannel(new LengthFraming());
      byte[] bytes = new byte[random.nextInt(1, 64)];
      random.nextBytes(bytes);
      for (int high = 0; high < Math.min(2, bytes.length); high++) {
        bytes[high] = 0;
      }
      try {
        strangers.writeInbound(Unpooled.wrappedBuffer(bytes));
      } catch (ProtocolViolation expected) {
        assertThat(expected).hasMessageContaining("bytes");
      }
      strangers.finishAndReleaseAll();
    }
  }
}
