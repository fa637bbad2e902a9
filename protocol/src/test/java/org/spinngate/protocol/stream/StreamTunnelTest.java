package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.ByteScript;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TestQueues;

@ExtendWith(LeakExtension.class)
class StreamTunnelTest {
  private static final int RECORD_BYTES = 16 * 1024;

  private final AtomicLong now = new AtomicLong(1000);
  private final EmbeddedChannel channel = new EmbeddedChannel(new ControlCodec());
  private final Heartbeat heartbeat =
      Heartbeat.ofClient(Duration.ofHours(1), Duration.ofHours(2), Timing.of(now::get));
  private final StreamTunnel tunnel =
      StreamTunnel.ofClient(channel, heartbeat, TestQueues.plenty());
  private final ByteBuf datagram = bytes().text("datagram").toBuffer();

  @BeforeEach
  void start() {
    channel.freezeTime();
    channel.pipeline().addLast(heartbeat);
    channel.releaseOutbound();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void theDatagramsOfOnePassLeaveInOneWrite() {
    assertThat(tunnel.sendScp(1, datagram)).isNull();
    assertThat(tunnel.sendBoot(2, 15, datagram)).isNull();
    assertThat(tunnel.sendScp(3, datagram)).isNull();
    assertThat(channel.outboundMessages()).isEmpty();

    channel.runPendingTasks();

    assertThat(writes())
        .containsExactly(
            bytes()
                .u16(5)
                .u8(0x82)
                .u32(0)
                .u16(11)
                .u8(0x80)
                .u16(1)
                .text("datagram")
                .u16(13)
                .u8(0x81)
                .u16(2)
                .u16(15)
                .text("datagram")
                .u16(11)
                .u8(0x80)
                .u16(3)
                .text("datagram")
                .toArray());
  }

  @Test
  void theDatagramsOfTheNextPassLeaveInAWriteOfTheirOwn() {
    tunnel.sendScp(1, datagram);
    channel.runPendingTasks();
    tunnel.sendScp(1, datagram);
    channel.runPendingTasks();

    assertThat(writes()).containsExactly(scp(0, 1).toArray(), scp(0, 1).toArray());
  }

  @Test
  void aWriteBeginsWithTheTimeAtWhichItsFirstDatagramWasTaken() {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(70_000));
    tunnel.sendScp(1, datagram);
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(5));
    channel.runPendingTasks();
    now.addAndGet(TimeUnit.DAYS.toNanos(50));
    tunnel.sendScp(2, datagram);
    channel.runPendingTasks();

    long later = 70_005 + TimeUnit.DAYS.toMillis(50);
    assertThat(writes())
        .containsExactly(scp(70_000, 1).toArray(), scp(later & 0xFFFF_FFFFL, 2).toArray());
  }

  @Test
  void aDatagramStaysTheCallers() {
    tunnel.sendScp(1, datagram);
    tunnel.sendBoot(1, 0, datagram);

    assertThat(datagram.readableBytes()).isEqualTo(8);
    assertThat(datagram.refCnt()).isEqualTo(1);
  }

  @Test
  void noWriteIsLongerThanOneRecord() {
    ByteBuf large = Unpooled.wrappedBuffer(new byte[DataFrame.MAX_DATAGRAM]);
    for (int i = 0; i < 40; i++) {
      assertThat(tunnel.sendBoot(1, 0, large)).isNull();
    }
    channel.runPendingTasks();

    List<byte[]> writes = writes();
    assertThat(writes).hasSize(4).allMatch(write -> write.length <= RECORD_BYTES);
    assertThat(writes.stream().mapToInt(write -> write.length).sum())
        .isEqualTo(
            40 * (DataFrame.BOOT_HEADER + DataFrame.MAX_DATAGRAM) + 4 * DataFrame.TIME_MARK_BYTES);
  }

  @Test
  void controlAndDataLeaveInTheOrderTheyWereGiven() {
    tunnel.sendScp(1, datagram);
    tunnel.send(new FlowClosed(Service.SCP, 1));
    tunnel.sendScp(2, datagram);
    tunnel.send(new Notice("n"));
    channel.runPendingTasks();

    assertThat(writes())
        .containsExactly(
            scp(0, 1).toArray(),
            bytes().u16(4).u8(0x09).u8(0).u16(1).toArray(),
            scp(0, 2).toArray(),
            bytes().u16(4).u8(0x40).string("n").toArray());
  }

  @Test
  void aFullTunnelStillTakesABootAndKeepsScpForLater() {
    fill(128 * 1024);

    assertThat(tunnel.sendScp(1, datagram)).isNull();
    assertThat(tunnel.sendBoot(1, 0, datagram)).isNull();
  }

  @Test
  void aTunnelWithFarTooMuchWaitingRefusesABoot() {
    fill(2 * 1024 * 1024);

    assertThat(tunnel.sendBoot(1, 0, datagram)).isEqualTo(DropReason.TUNNEL_FULL);
  }

  @Test
  void aServersTunnelThatIsFullTakesNothingOfABoardsBootPortEither() {
    StreamTunnel server = StreamTunnel.ofServer(channel, heartbeat, TestQueues.plenty());
    fill(128 * 1024);

    assertThat(server.sendBoot(1, 0, datagram)).isEqualTo(DropReason.TUNNEL_FULL);
  }

  @Test
  void whatIsGatheredWhenTheConnectionEndsIsReleased() {
    tunnel.sendScp(1, datagram);
    channel.pipeline().close();
    channel.runPendingTasks();

    assertThat(writes()).isEmpty();
  }

  @Test
  void aClosedTunnelRefusesEverything() {
    channel.close();

    assertThat(tunnel.sendScp(1, datagram)).isEqualTo(DropReason.TUNNEL_FULL);
    assertThat(tunnel.sendBoot(1, 0, datagram)).isEqualTo(DropReason.TUNNEL_FULL);
  }

  @Test
  void closingSaysByeAfterAllDataAndThenCloses() {
    tunnel.sendScp(1, datagram);

    tunnel.close(CloseCause.RELEASED, "done");

    assertThat(writes())
        .containsExactly(
            scp(0, 1).toArray(), bytes().u16(8).u8(0x0C).u8(1).string("done").toArray());
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void aPeerThatDoesNotReadItsByeIsClosedAnyway() {
    channel.pipeline().addFirst(new StuckHandler());
    tunnel.close(CloseCause.KICKED, "");
    assertThat(channel.isActive()).isTrue();

    channel.advanceTimeBy(3, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();

    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void theRoundTripIsThatOfTheHeartbeat() {
    assertThat(tunnel.report().roundTripNanos()).isEqualTo(-1);

    channel.pipeline().fireChannelRead(bytes().u8(0x0B).u64(400).toBuffer());

    assertThat(tunnel.report().roundTripNanos()).isEqualTo(600);
    assertThat(tunnel.report().carrier()).isEqualTo(Carrier.TCP);
  }

  private void fill(int size) {
    channel.write(Unpooled.wrappedBuffer(new byte[size]));
    assertThat(channel.isWritable()).isFalse();
  }

  private static ByteScript scp(long mark, int flow) {
    return bytes().u16(5).u8(0x82).u32(mark).u16(11).u8(0x80).u16(flow).text("datagram");
  }

  private List<byte[]> writes() {
    List<byte[]> writes = new ArrayList<>();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      writes.add(ByteBufUtil.getBytes(next));
      next.release();
    }
    return writes;
  }
}
