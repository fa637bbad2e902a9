package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.DropReason.TUNNEL_FULL;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.queue.QueueBudget;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TestQueues;

/** A tunnel to which one application sends more than its connection takes. */
@ExtendWith(LeakExtension.class)
class CrowdedTunnelTest {
  private final AtomicLong now = new AtomicLong();
  private final StuckHandler network = new StuckHandler();
  private final List<Unsent> events = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel(network, new ControlCodec());
  private final Heartbeat heartbeat =
      Heartbeat.ofClient(Duration.ofHours(1), Duration.ofHours(2), Timing.of(now::get));
  private final QueueBudget budget = TestQueues.plenty();
  private final StreamTunnel tunnel = StreamTunnel.ofClient(channel, heartbeat, budget);

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
  void anApplicationThatSendsMoreThanThereIsRoomForLosesItsOldestDatagramsAndNobodyElses() {
    ByteBuf large = bytes().times(1_400, 1).toBuffer();
    send(2, request(3));
    for (int i = 0; i < 6_000; i++) {
      assertThat(send(1, large)).isNull();
    }

    assertThat(events)
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.reason()).isEqualTo(TUNNEL_FULL));
    int fallen = events.stream().mapToInt(event -> event.datagrams()).sum();
    networkRecovers();
    List<String> left = writes();
    assertThat(String.join(" ", left)).contains("2:3");
    assertThat(datagrams(left)).isEqualTo(6_003 - fallen);
  }

  private static long datagrams(List<String> writes) {
    return writes.stream()
        .flatMap(write -> Stream.of(write.split(" ")))
        .filter(word -> word.contains(":"))
        .count();
  }

  @Test
  void whatWaitsForNobodyFallsWhenItIsTimeAndKeepsNoMemory() {
    send(1, request(3));

    pass(501);
    channel.advanceTimeBy(501, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();

    assertThat(events).containsExactly(new Unsent(DropReason.STALE, 1, 5));
    assertThat(budget.taken()).isZero();
  }

  @Test
  void requestsOvertakeTheStreamOfAnotherApplication() {
    ByteBuf large = bytes().times(272, 1).toBuffer();
    for (int i = 0; i < 2_000; i++) {
      send(1, large);
    }
    send(2, request(9));

    networkRecovers();

    List<String> left = writes();
    assertThat(left.get(2)).as("the first record behind those in the channel").contains("2:9");
    assertThat(datagrams(left)).isEqualTo(2_003);
  }

  @Test
  void whatWaitsLeavesInRecordsOfWhichOneAtATimeIsInTheChannel() {
    ByteBuf large = bytes().times(272, 1).toBuffer();
    for (int i = 0; i < 500; i++) {
      send(1, large);
    }
    networkRecovers();

    assertThat(writes()).hasSizeBetween(10, 12);
  }

  @Test
  void whatWasGatheredBeforeTheLineBlockedLeavesBeforeWhatCameAfterwards() {
    networkRecovers();
    writes();
    StuckHandler again = new StuckHandler();
    channel.pipeline().addFirst(again);
    send(1, request(3));
    ByteBuf large = bytes().u16(0).u8(0x87).u16(4).times(1_400, 1).toBuffer();
    // The twelfth does not fit, so the eleven before it block the line while it is gathered.
    for (int i = 0; i < 12; i++) {
      tunnel.sendScp(1, large);
    }
    tunnel.sendScp(1, request(5));

    channel.pipeline().remove(again);
    channel.flush();

    assertThat(String.join(" ", writes())).endsWith("1:4 @0 1:5");
  }

  @Test
  void theEndOfAFlowTakesOneRecordIntoTheChannelAndTheRestFalls() {
    ByteBuf large = bytes().times(272, 1).toBuffer();
    for (int i = 0; i < 500; i++) {
      send(1, large);
    }
    send(2, request(9));

    tunnel.send(new FlowClosed(Service.SCP, 1));
    tunnel.send(new Notice("not held up"));

    assertThat(events).hasSize(1);
    Unsent fallen = events.get(0);
    assertThat(fallen.reason()).isEqualTo(TUNNEL_FULL);
    networkRecovers();
    List<String> left = writes();
    assertThat(left).hasSize(6);
    assertThat(left.subList(3, 6)).containsExactly("message", "message", "@0 2:9");
    assertThat(datagrams(left)).isEqualTo(503 - fallen.datagrams());
  }

  /** The writes that a closed connection has not made end here. */
  private static final class EndOfWrites extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      assertThat(cause).isInstanceOf(ClosedChannelException.class);
    }
  }
}
