package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.boot.BootPackets;
import org.spinngate.server.testing.MemorySocket;

/** Of each boot datagram, sent or dropped, its sender hears once that it need not be kept. */
@ExtendWith(LeakExtension.class)
class BootFatesTest {
  private static final int FLOW = 7;
  private static final int MOST_FLOWS = 3;
  private static final int QUEUE = 4;

  private final RecordingListener alice = new RecordingListener();
  private final FlowBench bench = new FlowBench(FlowBench.BOOT_GAP, MOST_FLOWS, 5, QUEUE);
  private final FlowTable flows = bench.table("alice", alice);
  private int offered;

  private record Fate(String name, Map<DropReason, Integer> drops, Consumer<BootFatesTest> story) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Fate fate(
      String name, Map<DropReason, Integer> drops, Consumer<BootFatesTest> story) {
    return new Fate(name, drops, story);
  }

  static Stream<Fate> fates() {
    return Stream.of(
        fate("leaves", Map.of(), test -> test.offer(BootPackets.whole(3))),
        fate("the board refuses", Map.of(DropReason.SEND_FAILED, 1), BootFatesTest::refused),
        fate("no flow", Map.of(DropReason.FLOW_LIMIT, 5), BootFatesTest::withoutFlow),
        fate("no flow in all", Map.of(DropReason.FLOW_LIMIT, 5), BootFatesTest::withoutBudget),
        fate("no descriptor", Map.of(DropReason.SEND_FAILED, 5), BootFatesTest::noDescriptor),
        fate("no route", Map.of(DropReason.BOARD_UNREACHABLE, 5), BootFatesTest::withoutRoute),
        fate("empty", Map.of(DropReason.EMPTY, 1), BootFatesTest::empty),
        fate("queue full", Map.of(DropReason.BOOT_QUEUE_FULL, 3), BootFatesTest::tooMany),
        fate("flow closed", Map.of(DropReason.SESSION_ENDED, 2), BootFatesTest::closed),
        fate("waiting", Map.of(DropReason.SESSION_ENDED, 4), BootFatesTest::closedWithoutTurn),
        fate("no start", Map.of(DropReason.BOOT_WITHOUT_START, 4), BootFatesTest::headless),
        fate("behind an end", Map.of(DropReason.BOOT_WITHOUT_START, 2), BootFatesTest::behindEnd),
        fate("not a boot", Map.of(), test -> test.offer(List.of(FlowBench.datagram(3)))),
        fate("expired flow", Map.of(), BootFatesTest::expired));
  }

  private void offer(List<ByteBuf> packets) {
    for (ByteBuf packet : packets) {
      offered++;
      flows.sendBoot(FLOW, 0, packet);
      bench.time().pass(FlowBench.BOOT_GAP);
    }
  }

  private void offerAtOnce(List<ByteBuf> packets) {
    offered += packets.size();
    packets.forEach(packet -> flows.sendBoot(FLOW, 0, packet));
  }

  private void refused() {
    offer(BootPackets.whole(3));
    bench.socket(0).fail(new IOException("Operation not permitted"));
  }

  private void pin(FlowTable table, int number) {
    for (int flow = 1; flow <= number; flow++) {
      table.sendScp(flow, TagRequests.setting(flow));
    }
    table.flush();
  }

  private void withoutFlow() {
    pin(flows, MOST_FLOWS);
    offer(BootPackets.whole(3));
  }

  private void withoutBudget() {
    pin(flows, 2);
    FlowTable others = bench.table("bob", new RecordingListener());
    for (int flow = 4; flow < 7; flow++) {
      others.sendScp(flow, TagRequests.setting(flow));
    }
    offer(BootPackets.whole(3));
    others.closeAll();
  }

  private void noDescriptor() {
    bench.make(
        () -> {
          throw new ChannelException("too many open files");
        });
    offer(BootPackets.whole(3));
  }

  private void withoutRoute() {
    bench.make(() -> MemorySocket.unconnectable(new NoRouteToHostException("no route to host")));
    offer(BootPackets.whole(3));
  }

  private void empty() {
    offer(List.of(FlowBench.datagram(0)));
  }

  private void tooMany() {
    offerAtOnce(BootPackets.whole(6));
  }

  private void closed() {
    offerAtOnce(BootPackets.whole(1));
    flows.close(Service.BOOT, FLOW);
  }

  private void closedWithoutTurn() {
    FlowTable others = bench.table("bob", new RecordingListener());
    others.sendBoot(1, 0, BootPackets.start(3));
    offerAtOnce(BootPackets.whole(2));
    flows.close(Service.BOOT, FLOW);
    others.closeAll();
  }

  private void headless() {
    List<ByteBuf> packets = BootPackets.whole(3);
    packets.remove(0).release();
    offer(packets);
  }

  private void behindEnd() {
    offer(BootPackets.whole(3));
    offer(List.of(BootPackets.block(2), BootPackets.end()));
  }

  private void expired() {
    offer(BootPackets.whole(3));
    for (int flow = 1; flow <= MOST_FLOWS; flow++) {
      flows.sendScp(flow, FlowBench.datagram(26));
    }
    flows.flush();
    assertThat(bench.socket(0).isOpen()).isFalse();
    offer(BootPackets.whole(3));
  }

  @ParameterizedTest
  @MethodSource("fates")
  void everyBootDatagramIsSaidToBeTakenExactlyOnce(Fate fate) {
    fate.story.accept(this);
    bench.time().pass(Duration.ofSeconds(10));

    assertThat(alice.taken(FLOW)).isEqualTo(IntStream.rangeClosed(1, offered).boxed().toList());
    assertThat(alice.drops()).isEqualTo(fate.drops);
    flows.closeAll();
  }

  @Test
  void theEndOfASessionSaysNothingSoThatTheClientKeepsWhatDidNotLeave() {
    offerAtOnce(BootPackets.whole(2));

    flows.closeAll();

    assertThat(alice.taken(FLOW)).containsExactly(1);
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.SESSION_ENDED, 3));
  }

  @Test
  void aFlowThatTheClientHasClosedCountsFromTheBeginning() {
    offer(BootPackets.whole(1));
    flows.close(Service.BOOT, FLOW);

    offer(BootPackets.whole(1));

    assertThat(alice.taken(FLOW)).containsExactly(1, 2, 3, 1, 2, 3);
    flows.closeAll();
  }
}
