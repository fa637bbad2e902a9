package org.spinngate.server.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.Service;

/** Bytes as in the domain's golden bytes. */
class FirstDatagramTest {
  private static boolean opens(Service service, String hex) {
    return FirstDatagram.opens(service, bytes(hex));
  }

  private static ByteBuf bytes(String hex) {
    return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "00 00 87 ff 00 ff 00 00 00 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 00 00",
        "00 00 07 ff 00 ff 00 00 00 00",
        "01 00 07 ff 21 ff 00 01 00 00 01 02 03",
        "00 00 27 ff 00 ff 00 00 00 00"
      })
  void anApplicationBeginsWithAnSdpHeader(String hex) {
    assertThat(opens(Service.SCP, hex)).isTrue();
    assertThat(opens(Service.BOOT, hex)).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "00 00 87 ff 00 ff 00 00 00",
        "00 01 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 1d",
        "00 00 00 00 00 00 00 00 00 00 00 00 00 00",
        "47 45 54 20 2f 20 48 54 54 50",
        "47"
      })
  void andWithNothingElse(String hex) {
    assertThat(opens(Service.SCP, hex)).isFalse();
  }

  @Test
  void aBootBeginsWithItsStart() {
    assertThat(opens(Service.BOOT, "00 01 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 1d"))
        .isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "00 01 00 00 00 03 00 00 ff 05 00 00 00 00 00 00 00 00",
        "00 01 00 00 00 05 00 00 00 01 00 00 00 00 00 00 00 00",
        "00 01 00 00 00 41 02 01 00 00 00 00 00 00 43 50 54 53",
        "00 02 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 1d",
        "00 01 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00"
      })
  void andWithNoOtherPacket(String hex) {
    assertThat(opens(Service.BOOT, hex)).isFalse();
  }

  @Test
  void randomBytesHardlyEverOpenAnything() {
    SplittableRandom random = new SplittableRandom(3);
    int opened = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      ByteBuf datagram = Unpooled.wrappedBuffer(bytes);
      boolean any =
          FirstDatagram.opens(Service.SCP, datagram) || FirstDatagram.opens(Service.BOOT, datagram);
      opened += any ? 1 : 0;
      assertThat(datagram.readerIndex()).isZero();
    }

    assertThat(opened).isLessThan(50);
  }
}
