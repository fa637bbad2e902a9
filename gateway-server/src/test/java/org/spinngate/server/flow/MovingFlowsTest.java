package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.boot.BootPackets;
import org.spinngate.server.testing.MemorySocket;

/** What becomes of open flows when this machine's own address on the boards' network changes. */
@ExtendWith(LeakExtension.class)
class MovingFlowsTest {
  private final IOException gone = new SocketException("sendmmsg: Invalid argument");

  private final RecordingListener alice = new RecordingListener();
  private final FlowBench bench = FlowBench.usual();
  private final FlowTable flows = bench.table("alice", alice);
  private String own = "192.0.2.1";
  private int nextPort = 40_001;

  @BeforeEach
  void connect() {
    bench.make(
        () ->
            new MemorySocket(bench.time()::nanoTime)
                .at(() -> new InetSocketAddress(own, nextPort++)));
  }

  @AfterEach
  void close() {
    flows.closeAll();
  }

  private void send(int flow, ByteBuf datagram) {
    flows.sendScp(flow, datagram);
    flows.flush();
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      flows.look();
    }
  }

  private MemorySocket latest() {
    return bench.socket(bench.socketCount() - 1);
  }

  @Test
  void aFlowThatTheSystemRefusesGetsASocketWithTheNewAddressAndItsOwnPort() {
    send(1, FlowBench.datagram(26));
    own = "192.0.2.77";
    bench.socket(0).fail(gone);

    seconds(1);
    send(1, FlowBench.datagram(30));

    assertThat(bench.socket(0).isOpen()).isFalse();
    assertThat(latest().localAddress()).isEqualTo(new InetSocketAddress(own, 40_001));
    assertThat(latest().sent()).hasSize(1);
    latest().receive(new byte[7]);
    assertThat(alice.fromBoard()).singleElement().matches(reply -> reply.flow() == 1);
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.SEND_FAILED, 1));
    assertThat(flows.size()).isEqualTo(1);
  }

  @Test
  void aFlowThatIsNeverAnsweredMovesIfAnotherAddressLeadsToTheBoardNow() {
    send(1, FlowBench.datagram(26));
    own = "192.0.2.77";

    seconds(3);

    assertThat(latest().localAddress().getHostString()).isEqualTo(own);
    assertThat(latest().isOpen()).isTrue();
  }

  @Test
  void aFlowThatIsAnsweredStaysWhereItIs() {
    own = "127.0.0.1";
    send(1, FlowBench.datagram(26));
    bench.socket(0).receive(new byte[7]);
    own = "192.0.2.77";

    seconds(100);

    assertThat(bench.socket(0).isOpen()).as("its address is still this machine's").isTrue();
  }

  @Test
  void aQuietFlowMovesWhenItsAddressIsNotThisMachinesAnyMore() {
    send(1, TagRequests.setting(3));
    bench.socket(0).receive(ByteBufUtil.getBytes(TagRequests.reply(1, 3)));
    own = "192.0.2.77";

    seconds(30);

    assertThat(bench.socket(0).isOpen()).isFalse();
    assertThat(latest().localAddress().getHostString()).isEqualTo(own);
  }

  @Test
  void aBoardThatIsNotBootedChangesNothing() {
    send(1, FlowBench.datagram(26));
    for (int i = 0; i < 100; i++) {
      bench.socket(0).fail(new PortUnreachableException("refused"));
      send(1, FlowBench.datagram(26));
      seconds(1);
    }

    assertThat(bench.socket(0).isOpen()).isTrue();
    assertThat(bench.socketCount()).as("questions of the system for the way").isLessThan(20);
  }

  @Test
  void withoutAnyWayTheFlowWaitsForOne() {
    send(1, FlowBench.datagram(26));
    bench.make(() -> MemorySocket.unconnectable(new SocketException("Network is unreachable")));
    bench.socket(0).fail(gone);
    seconds(1);
    assertThat(bench.socket(0).isOpen()).isTrue();

    own = "192.0.2.77";
    connect();
    bench.socket(0).fail(gone);
    seconds(1);

    assertThat(bench.socket(0).isOpen()).isFalse();
    assertThat(latest().isOpen()).isTrue();
  }

  @Test
  void theTagsOfAFlowFollowItAndTheBoardsAnswersToThatAreForNobody() {
    send(1, TagRequests.setting(3));
    bench.socket(0).receive(ByteBufUtil.getBytes(TagRequests.reply(1, 3)));
    own = "192.0.2.77";
    bench.socket(0).fail(gone);

    seconds(1);
    assertThat(latest().sent()).hasSize(1);
    byte[] again = latest().sent().get(0).bytes();
    seconds(1);
    assertThat(latest().sent()).as("asked again until it is answered").hasSize(2);
    int sequence = (again[12] & 0xFF) | (again[13] & 0xFF) << 8;
    latest().receive(ByteBufUtil.getBytes(TagRequests.reply(sequence, 3)));
    seconds(2);

    assertThat(again[12 - 2]).isEqualTo((byte) 26);
    assertThat(again[17]).as("use the sender").isEqualTo((byte) 0x40);
    assertThat(latest().sent()).hasSize(2);
    assertThat(alice.fromBoard()).as("the first answer alone").hasSize(1);
    assertThat(flows.mustStay(Service.SCP, 1)).isTrue();
  }

  @Test
  void theBootFlowMovesToo() {
    flows.sendBoot(1, 0, BootPackets.start(3));
    own = "192.0.2.77";
    bench.socket(0).fail(gone);

    seconds(1);

    assertThat(bench.socket(0).isOpen()).isFalse();
    assertThat(latest().target()).isEqualTo(FlowBench.BOOT);
  }
}
