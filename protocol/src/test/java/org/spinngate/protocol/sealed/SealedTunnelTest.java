package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.ResendCounts;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.stream.ControlCodec;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.protocol.stream.StreamTunnel;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TestQueues;

/** Which carrier takes what. */
@ExtendWith(LeakExtension.class)
class SealedTunnelTest {
  private static final int LARGEST = 1_152;

  private final EmbeddedChannel channel = new EmbeddedChannel(new ControlCodec());
  private final Heartbeat heartbeat =
      Heartbeat.ofClient(Duration.ofHours(1), Duration.ofHours(2), Timing.of(() -> 1_000));
  private final StreamTunnel stream =
      StreamTunnel.ofClient(channel, heartbeat, TestQueues.plenty());
  private final RecordingPath path = new RecordingPath();
  private SealedTunnel tunnel = new SealedTunnel(stream, false);

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

  /** The kinds of frames that the stream took, without time marks. */
  private List<Integer> byStream() {
    channel.runPendingTasks();
    List<Integer> kinds = new ArrayList<>();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      while (next.isReadable()) {
        kinds.add((int) next.readSlice(next.readUnsignedShort()).readUnsignedByte());
      }
      next.release();
    }
    kinds.removeIf(kind -> kind == 0x82);
    return kinds;
  }

  private DropReason sendScp(int length) {
    return tunnel.sendScp(7, Unpooled.wrappedBuffer(new byte[length]));
  }

  @Test
  void withoutAPathTheStreamTakesEverything() {
    assertThat(sendScp(26)).isNull();
    tunnel.sendBoot(1, 0, bytes().text("boot").toBuffer());
    tunnel.send(new Notice("n"));

    assertThat(byStream()).containsExactly(0x80, 0x81, 0x40);
  }

  @Test
  void aPathThatIsNotChosenTakesNothing() {
    tunnel.join(path);

    assertThat(sendScp(26)).isNull();

    assertThat(path.sent).isEmpty();
    assertThat(byStream()).containsExactly(0x80);
  }

  @Test
  void aChosenPathTakesScpAloneAndTheStreamTheRest() {
    tunnel.join(path);
    path.chosen = true;

    assertThat(sendScp(26)).isNull();
    tunnel.sendBoot(1, 0, bytes().text("boot").toBuffer());
    tunnel.send(new Notice("n"));

    assertThat(path.sent).containsExactly("7 26");
    assertThat(byStream()).containsExactly(0x81, 0x40);
  }

  @Test
  void whatNoPacketCanCarryGoesByTheStream() {
    tunnel.join(path);
    path.chosen = true;

    sendScp(LARGEST);
    sendScp(LARGEST + 1);

    assertThat(path.sent).containsExactly("7 1152");
    assertThat(byStream()).containsExactly(0x80);
  }

  @Test
  void theCarrierChangesFromOneDatagramToTheNext() {
    tunnel.join(path);
    for (int i = 0; i < 10; i++) {
      path.chosen = i % 2 == 0;
      sendScp(100 + i);
    }

    assertThat(path.sent).containsExactly("7 100", "7 102", "7 104", "7 106", "7 108");
    assertThat(byStream()).hasSize(5);
  }

  @Test
  void whatAChosenPathDoesNotTakeIsNotGivenToTheStream() {
    tunnel.join(path);
    path.chosen = true;
    path.refusal = DropReason.TUNNEL_FULL;

    assertThat(sendScp(26)).isEqualTo(DropReason.TUNNEL_FULL);

    assertThat(byStream()).isEmpty();
  }

  @Test
  void aUserWhoWantsPacketsOnlyGetsTheStreamOnlyForWhatNoneCarries() {
    tunnel = new SealedTunnel(stream, true);

    assertThat(sendScp(LARGEST)).isEqualTo(DropReason.TUNNEL_DOWN);
    assertThat(sendScp(LARGEST + 1)).isNull();
    tunnel.sendBoot(1, 0, bytes().text("boot").toBuffer());

    assertThat(byStream()).containsExactly(0x80, 0x81);
  }

  @Test
  void closingEndsThePathOnceAndSaysByeOnTheStream() {
    tunnel.join(path);

    tunnel.close(CloseCause.RELEASED, "");
    tunnel.closePath();

    assertThat(path.closes).isEqualTo(1);
    assertThat(byStream()).containsExactly(0x0C);
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void withoutThePathTheStreamTakesScpAgain() {
    tunnel.join(path);
    path.chosen = true;

    tunnel.closePath();

    assertThat(sendScp(26)).isNull();
    assertThat(byStream()).containsExactly(0x80);
  }

  @Test
  void theReportIsOfTheCarrierInUseWithTheLossesOfThePath() {
    assertThat(tunnel.report()).isEqualTo(PathReport.ofStream(-1));
    channel.pipeline().fireChannelRead(bytes().u8(0x0B).u64(400).toBuffer());
    tunnel.join(path);
    assertThat(tunnel.report())
        .isEqualTo(new PathReport(Carrier.TCP, 600, 5, 6, 7, ResendCounts.NONE, 8, 0));

    path.chosen = true;
    assertThat(tunnel.report())
        .isEqualTo(new PathReport(Carrier.UDP, 4, 5, 6, 7, ResendCounts.NONE, 8, 0));
  }

  @Test
  void theRoundTripOfAPathThatMeasuresNoneIsThatOfTheStream() {
    channel.pipeline().fireChannelRead(bytes().u8(0x0B).u64(400).toBuffer());
    tunnel.join(path);
    path.chosen = true;
    path.roundTripNanos = -1;

    assertThat(tunnel.report())
        .isEqualTo(new PathReport(Carrier.UDP, 600, 5, 6, 7, ResendCounts.NONE, 8, 0));
  }

  @Test
  void aTalkByPacketsIsATalkForTheHeartbeatOfTheStream() {
    tunnel.join(path);
    path.chosen = true;
    sendScp(26);
    byStream();

    // Asked in an hour otherwise.
    assertThat(channel.runScheduledPendingTasks()).isLessThan(TimeUnit.SECONDS.toNanos(2));
  }

  @Test
  void thePathHearsOfTheEndOfAFlowBeforeThePeerDoes() {
    tunnel.join(path);

    tunnel.send(new FlowClosed(Service.BOOT, 6));
    tunnel.send(new FlowClosed(Service.SCP, 7));

    assertThat(path.sent).containsExactly("end of 7");
    assertThat(byStream()).containsExactly(0x09, 0x09);
  }

  private static final class RecordingPath implements SealedPath {
    private final List<String> sent = new ArrayList<>();
    private boolean chosen;
    private int most = 1200 - 13 - 16 - 7 - 7 - 5;
    private DropReason refusal;
    private long roundTripNanos = 4;
    private int closes;

    @Override
    public boolean isChosen() {
      return chosen;
    }

    @Override
    public boolean carries(int bytes) {
      return bytes <= most;
    }

    @Override
    public DropReason sendScp(int flow, ByteBuf datagram) {
      if (refusal == null) {
        sent.add(flow + " " + datagram.readableBytes());
      }
      return refusal;
    }

    @Override
    public void flowEnds(int flow) {
      sent.add("end of " + flow);
    }

    @Override
    public PathReport report() {
      return new PathReport(Carrier.UDP, roundTripNanos, 5, 6, 7, ResendCounts.NONE, 8, 0);
    }

    @Override
    public void close() {
      closes++;
    }
  }
}
