package org.spinngate.protocol.mtu;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** The bytes of the frames as docs/protocol-packets.md draws them. */
class SizeFrameTest {
  private final ByteBuf out = Unpooled.buffer();

  @Test
  void aReportSaysWhatIsTakenAndWhichProbeCame() {
    SizeFrame.writeReport(out, 0x1234);

    assertThat(ByteBufUtil.hexDump(out)).isEqualTo("0005" + "8a" + "05c0" + "1234");
    assertThat(out.readableBytes()).isEqualTo(SizeFrame.REPORT_BYTES);
  }

  @Test
  void aProbeIsFilledWithZeros() {
    SizeFrame.writeProbe(out, 0xFFFF, 9);

    assertThat(ByteBufUtil.hexDump(out)).isEqualTo("0007" + "8b" + "ffff" + "00000000");
  }

  @Test
  void theShortestProbeHasNone() {
    SizeFrame.writeProbe(out, 1, SizeFrame.PROBE_BYTES);

    assertThat(ByteBufUtil.hexDump(out)).isEqualTo("0003" + "8b" + "0001");
  }
}
