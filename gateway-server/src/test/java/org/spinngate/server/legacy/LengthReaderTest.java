package org.spinngate.server.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class LengthReaderTest {
  private final EmbeddedChannel channel = new EmbeddedChannel(new LengthReader());

  @AfterEach
  void end() {
    channel.finishAndReleaseAll();
  }

  private static byte[] framed(byte[] datagram) {
    ByteBuf frame = Unpooled.buffer().writeInt(datagram.length).writeBytes(datagram);
    return ByteBufUtil.getBytes(frame);
  }

  private List<byte[]> read() {
    List<byte[]> datagrams = new ArrayList<>();
    for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
      datagrams.add(ByteBufUtil.getBytes(next));
      next.release();
    }
    return datagrams;
  }

  private void write(byte[] bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes));
  }

  @Test
  void whateverThePiecesDatagramsComeOutAsTheyWentIn() {
    SplittableRandom random = new SplittableRandom(17);
    ByteBuf stream = Unpooled.buffer();
    List<byte[]> sent = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      byte[] datagram = new byte[random.nextInt(DataFrame.MAX_DATAGRAM + 1)];
      random.nextBytes(datagram);
      sent.add(datagram);
      stream.writeBytes(framed(datagram));
    }

    List<byte[]> received = new ArrayList<>();
    while (stream.isReadable()) {
      byte[] piece = new byte[Math.min(stream.readableBytes(), 1 + random.nextInt(3000))];
      stream.readBytes(piece);
      write(piece);
      received.addAll(read());
    }

    assertThat(received).containsExactlyElementsOf(sent);
  }

  @Test
  void theLengthIsBigEndian() {
    write(new byte[] {0, 0, 0, 2, 7, 8, 0, 0, 0, 1});

    assertThat(read()).containsExactly(new byte[] {7, 8});
  }

  @Test
  void theLongestDatagramPassesAndOneByteMoreDoesNot() {
    write(framed(new byte[DataFrame.MAX_DATAGRAM]));
    assertThat(read()).hasSize(1);

    assertThatThrownBy(() -> write(framed(new byte[DataFrame.MAX_DATAGRAM + 1])))
        .isInstanceOf(DecoderException.class)
        .hasCauseInstanceOf(ProtocolViolation.class)
        .hasMessageContaining("1473 bytes was announced");
  }

  @Test
  void nothingBehindAWrongLengthIsLookedAt() {
    assertThatThrownBy(() -> write(new byte[] {-1, -1, -1, -1})).hasMessageContaining("4294967295");

    write(framed(new byte[] {1}));

    assertThat(read()).isEmpty();
  }

  @Test
  void randomBytesAreDatagramsOrOneViolation() {
    SplittableRandom random = new SplittableRandom(18);
    for (int i = 0; i < 2000; i++) {
      EmbeddedChannel stranger = new EmbeddedChannel(new LengthReader());
      byte[] bytes = new byte[random.nextInt(4000)];
      random.nextBytes(bytes);
      if (bytes.length > 4 && random.nextBoolean()) {
        bytes[0] = 0;
        bytes[1] = 0;
        bytes[2] = (byte) random.nextInt(8);
      }

      try {
        stranger.writeInbound(Unpooled.copiedBuffer(bytes));
      } catch (DecoderException e) {
        assertThat(e).hasCauseInstanceOf(ProtocolViolation.class);
      }

      for (ByteBuf next = stranger.readInbound(); next != null; next = stranger.readInbound()) {
        assertThat(next.readableBytes()).isLessThanOrEqualTo(DataFrame.MAX_DATAGRAM);
        next.release();
      }
      stranger.finishAndReleaseAll();
    }
  }
}
