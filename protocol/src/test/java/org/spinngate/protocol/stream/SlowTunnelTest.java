package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BootTaken;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TestQueues;

/** A tunnel whose connection takes no bytes for a while. */
@ExtendWith(LeakExtension.class)
class SlowTunnelTest {
  private final AtomicLong now = new AtomicLong();
  private final StuckHandler network = new StuckHandler();
  private final List<Unsent> events = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel(network, new ControlCodec());
  private final Heartbeat heartbeat =
      Heartbeat.ofClient(Duration.ofHours(1), Duration.ofHours(2), Timing.of(now::get));
  private StreamTunnel tunnel = StreamTunnel.ofClient(channel, heartbeat, TestQueues.plenty());

  @BeforeEach
  void start() {
    channel.freezeTime();
    channel.pipeline().addLast(new EndOfWrites());
    tunnel.tell(events::add);
    // The first record is on its way, the second waits in the channel.
    send(1, request(1));
    send(1, request(2));
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private static ByteBuf request(int number) {
    return bytes().u16(0).u8(0x87).u16(number).toBuffer();
  }

  private DropReason send(int flow, ByteBuf datagram) {
    DropReason dropped = tunnel.sendScp(flow, datagram);
    channel.runPendingTasks();
    return dropped;
  }

  private void pass(long millis) {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private void networkRecovers() {
    channel.pipeline().remove(network);
    channel.flush();
  }

  /** The frames of each write, such as {@code @0 1:7}, without those of the control messages. */
  private List<String> writes() {
    List<String> writes = new ArrayList<>();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      List<String> frames = new ArrayList<>();
      while (next.isReadable()) {
        frames.add(words(next.readSlice(next.readUnsignedShort())));
      }
      writes.add(String.join(" ", frames));
      next.release();
    }
    return writes;
  }

  private static String words(ByteBuf frame) {
    return switch (DataFrame.kind(frame)) {
      case DataFrame.TIME_MARK_KIND -> "@" + DataFrame.readTimeMark(frame);
      case DataFrame.SCP_KIND -> frame.getUnsignedShort(1) + ":" + frame.getUnsignedShort(6);
      case DataFrame.BOOT_KIND -> "boot";
      default -> "message";
    };
  }

  @Test
  void whatCameMeanwhileLeavesInOneWriteWithItsOwnTimes() {
    pass(100);
    assertThat(send(1, request(3))).isNull();
    pass(100);
    assertThat(send(2, request(3))).isNull();

    networkRecovers();

    assertThat(writes()).containsExactly("@0 1:1", "@0 1:2", "@100 1:3 @200 2:3");
    assertThat(events).isEmpty();
  }

  @Test
  void aTunnelThatRecoveredIsAsItWas() {
    send(1, request(3));
    networkRecovers();
    writes();

    send(1, request(4));
    send(1, request(4));

    assertThat(writes()).containsExactly("@0 1:4", "@0 1:4");
  }

  @Test
  void aRepeatedRequestLeavesOnceWithItsLaterTime() {
    send(1, request(3));
    send(1, request(4));
    pass(400);

    assertThat(send(1, request(3))).isEqualTo(DropReason.COALESCED);
    networkRecovers();

    assertThat(writes()).containsExactly("@0 1:1", "@0 1:2", "@0 1:4 @400 1:3");
    assertThat(events).isEmpty();
  }

  @Test
  void aServerRepeatsWhateverTheBoardRepeats() {
    tunnel = StreamTunnel.ofServer(channel, heartbeat, TestQueues.plenty());
    tunnel.tell(events::add);
    send(1, request(2));

    assertThat(send(1, request(3))).isNull();
    assertThat(send(1, request(3))).isNull();
    networkRecovers();

    assertThat(writes()).last().isEqualTo("@0 1:3 1:3");
  }

  @Test
  void whatWaitedForTooLongIsNotSentAndIsCounted() {
    send(1, request(3));
    pass(501);
    send(1, request(4));

    networkRecovers();

    assertThat(writes()).containsExactly("@0 1:1", "@0 1:2", "@501 1:4");
    assertThat(events).containsExactly(new Unsent(DropReason.STALE, 1, 5));
  }

  @Test
  void whatStillWaitsWhenTheConnectionIsGoneIsCountedAsNotSent() {
    send(1, request(3));
    tunnel.sendScp(1, request(4));

    channel.close();

    assertThat(events).containsExactly(new Unsent(DropReason.TUNNEL_DOWN, 2, 10));
  }

  @Test
  void aBootDoesNotWaitInTheBacklogAndIsNeverDropped() {
    ByteBuf boot = bytes().text("boot").toBuffer();
    send(1, request(3));

    for (int i = 0; i < 40; i++) {
      assertThat(tunnel.sendBoot(1, 0, boot)).isNull();
      channel.runPendingTasks();
      pass(100);
    }
    networkRecovers();

    assertThat(writes()).filteredOn(write -> write.endsWith("boot")).hasSize(40);
    assertThat(events).containsExactly(new Unsent(DropReason.STALE, 1, 5));
  }

  @Test
  void newsOfABootLeaveTheDatagramsWhereTheyMayGrowOld() {
    send(1, request(3));
    for (int count = 1; count <= 60; count++) {
      tunnel.send(new BootTaken(9, count));
      channel.runPendingTasks();
      pass(10);
    }
    send(1, request(4));

    networkRecovers();

    assertThat(writes())
        .as("the first count, and the newest of those behind it")
        .filteredOn(write -> write.equals("message"))
        .hasSize(2);
    assertThat(events)
        .as("request 3 was not sent 600 ms late")
        .containsExactly(new Unsent(DropReason.STALE, 1, 5));
  }

  @Test
  void aPeerThatDoesNotReadTheManyMessagesThatItCausesLosesTheConnection() {
    StuckHandler stuck = new StuckHandler();
    channel.pipeline().addFirst(stuck);
    for (int i = 0; i < 256; i++) {
      tunnel.send(new Notice("hello"));
    }
    assertThat(channel.isOpen()).isTrue();

    tunnel.send(new Notice("hello"));

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aPeerThatDoesNotReadTheCountsOfEverMoreBootFlowsLosesTheConnection() {
    for (int flow = 0; flow < 2_048; flow++) {
      tunnel.send(new BootTaken(flow, 1));
    }
    assertThat(channel.isOpen()).isTrue();

    tunnel.send(new BootTaken(2_048, 1));

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void theEndOfAFlowDoesNotOvertakeTheDatagramsBeforeIt() {
    send(1, request(3));
    tunnel.send(new FlowClosed(Service.SCP, 1));
    send(1, request(4));

    networkRecovers();

    assertThat(writes()).containsExactly("@0 1:1", "@0 1:2", "@0 1:3", "message", "@0 1:4");
  }

  @Test
  void aGoodbyeDoesNotOvertakeThemEither() {
    send(1, request(3));
    tunnel.close(CloseCause.RELEASED, "");

    networkRecovers();

    assertThat(writes()).containsExactly("@0 1:1", "@0 1:2", "@0 1:3", "message");
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void whatWaitsWhenTheConnectionEndsIsReleased() {
    send(1, request(3));

    channel.close();

    assertThat(send(1, request(4))).isEqualTo(DropReason.TUNNEL_FULL);
  }

  @Test
  void whatWaitsWhenATunnelEndsFallsAtOnceAndTheGoodbyeNeedNotWait() {
    send(1, request(3));
    tunnel.close(CloseCause.SUPERSEDED, "");

    tunnel.end();

    assertThat(events).containsExactly(new Unsent(DropReason.TUNNEL_DOWN, 1, 5));
    assertThat(send(1, request(4))).isEqualTo(DropReason.TUNNEL_FULL);
    networkRecovers();
    assertThat(channel.isActive()).isFalse();
    assertThat(events).hasSize(1);
  }

  /** The writes that a closed connection has not made end here. */
  private static final class EndOfWrites extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      assertThat(cause).isInstanceOf(ClosedChannelException.class);
    }
  }
}
