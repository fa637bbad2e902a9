package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;

/** What is counted and told of boots that are on their way when the session ends. */
@ExtendWith(LeakExtension.class)
class EndOfBootsTest {
  private static final InetSocketAddress TOOL =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1001);
  private static final int START = 1;
  private static final int BLOCK = 3;
  private static final int CONTROL = 5;
  private static final int BYTES = 18;

  private long nanos;
  private final List<String> words = new ArrayList<>();
  private final EmbeddedChannel socket = new EmbeddedChannel();
  private final LocalFlows flows =
      TestFlows.on(socket.eventLoop(), Timing.of(() -> nanos), words::add);
  private final LocalPort port = new LocalPort(Service.BOOT, flows, socket);
  private final RecordingTunnel tunnel = new RecordingTunnel();

  @AfterEach
  void close() {
    socket.finishAndReleaseAll();
  }

  private void connect() {
    flows.attach(tunnel, Samples.opened(1, "spin5-03", 8));
  }

  private void send(int opcode) {
    ByteBuf datagram = Unpooled.buffer().writeShort(1).writeInt(opcode).writeZero(BYTES - 6);
    flows.fromApplication(port, TOOL, datagram);
    datagram.release();
  }

  private void boot(int blocks) {
    send(START);
    for (int block = 0; block < blocks; block++) {
      send(BLOCK);
    }
    send(CONTROL);
  }

  private void release() {
    flows.boots().end();
    flows.detach(tunnel);
  }

  private int flow() {
    return port.flowOf(TOOL).number;
  }

  private void assertCounted(long toBoard, Map<DropReason, Long> drops) {
    TrafficSummary summary = flows.summary();
    assertThat(summary.toBoard()).isEqualTo(new TrafficSummary.Count(toBoard, toBoard * BYTES));
    assertThat(summary.drops()).isEqualTo(drops);
    assertThat(flows.summary()).isEqualTo(summary);
  }

  @Test
  void whatHasNotLeftForTheBoardIsCountedAsDroppedAndToldOnce() {
    connect();
    boot(30);
    flows.bootTaken(flow(), 1);

    release();

    assertCounted(1, Map.of(DropReason.SESSION_ENDED, 31L));
    assertThat(words).singleElement().asString().contains("boot is incomplete", "power-cycle");
  }

  @Test
  void whatLeavesForTheBoardDuringTheReleaseIsNotDropped() {
    connect();
    boot(30);

    flows.boots().end();
    flows.bootTaken(flow(), 32);
    flows.detach(tunnel);

    assertCounted(32, Map.of());
    assertThat(words).isEmpty();
  }

  @Test
  void whatHasNotLeftForTheServerEitherIsCountedOnceToo() {
    connect();
    boot(98);
    assertThat(flows.boots().onTheWay()).isEqualTo(100);
    flows.bootTaken(flow(), 10);
    assertThat(flows.boots().onTheWay()).isEqualTo(90);

    release();

    assertCounted(10, Map.of(DropReason.SESSION_ENDED, 90L));
    assertThat(words).hasSize(1);
  }

  @Test
  void aReleaseThatTheServerDoesNotAnswerIsCountedAlike() {
    connect();
    boot(30);

    flows.boots().end();

    assertCounted(0, Map.of(DropReason.SESSION_ENDED, 32L));
  }

  @Test
  void aBootWhoseToolWasEndedBeforeItsLastPacketIsIncomplete() {
    connect();
    send(START);
    send(BLOCK);
    flows.bootTaken(flow(), 2);

    release();

    assertCounted(2, Map.of());
    assertThat(words).singleElement().asString().contains("boot is incomplete");
  }

  @Test
  void aBootThatIsOverIsNotToldOf() {
    connect();
    boot(30);
    flows.bootTaken(flow(), 32);

    release();

    assertCounted(32, Map.of());
    assertThat(words).isEmpty();
  }

  @Test
  void aBootThatBeginsDuringTheReleaseIsDroppedWithoutAWord() {
    connect();
    release();

    boot(1);

    assertCounted(0, Map.of(DropReason.SESSION_ENDED, 3L));
    assertThat(words).isEmpty();
  }

  @Test
  void aBootThatWaitsForAConnectionIsDroppedWithTheSession() {
    connect();
    flows.detach(tunnel);
    boot(1);
    nanos += Duration.ofSeconds(1).toNanos();

    flows.boots().end();

    assertCounted(0, Map.of(DropReason.SESSION_ENDED, 3L));
    assertThat(words).hasSize(2).last().asString().contains("boot is incomplete");
  }
}
