package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.boot.BootPackets;
import org.spinngate.server.budget.SessionRates;
import org.spinngate.server.testing.MemorySocket;

@ExtendWith(LeakExtension.class)
class FlowTableTest {
  private final RecordingListener alice = new RecordingListener();
  private final FlowBench bench = new FlowBench(FlowBench.BOOT_GAP, 3, 5, 128);
  private final FlowTable flows = bench.table("alice", alice);

  private void send(int flow) {
    flows.sendScp(flow, FlowBench.datagram(26));
    flows.flush();
  }

  private boolean isOpen(int socket) {
    return bench.socket(socket).isOpen();
  }

  @Test
  void aDatagramOfANewFlowOpensASocketToTheBoard() {
    send(7);

    assertThat(flows.size()).isEqualTo(1);
    assertThat(bench.socket(0).target()).isEqualTo(FlowBench.SCP);
    assertThat(bench.socket(0).sent()).hasSize(1);
  }

  @Test
  void aFlowKeepsItsSocket() {
    send(7);
    send(7);

    assertThat(bench.socketCount()).isEqualTo(1);
    assertThat(bench.socket(0).sent()).hasSize(2);
  }

  @Test
  void theNumbersOfTheTwoServicesAreIndependent() {
    send(7);
    flows.sendBoot(7, 0, BootPackets.start(1));

    assertThat(flows.size()).isEqualTo(2);
    assertThat(bench.socket(1).target()).isEqualTo(FlowBench.BOOT);
    flows.closeAll();
  }

  @Test
  void datagramsLeaveTogetherWithTheFlush() {
    flows.sendScp(1, FlowBench.datagram(26));
    flows.sendScp(1, FlowBench.datagram(27));
    flows.sendScp(2, FlowBench.datagram(28));
    assertThat(bench.sentByAll()).isEmpty();

    flows.flush();

    assertThat(bench.socket(0).sent()).hasSize(2);
    assertThat(bench.socket(1).sent()).hasSize(1);
    flows.flush();
    assertThat(alice.sizesToBoard()).containsExactly(26, 27, 28);
  }

  @Test
  void whatASessionSendsBeyondItsRateIsDroppedAndCountedAndNeverABoot() {
    FlowTable limited = bench.table("bob", alice, new SessionRates(50, 0));

    for (int i = 0; i < 20; i++) {
      limited.sendScp(1, FlowBench.datagram(26));
    }
    limited.sendBoot(1, 0, BootPackets.start(1));
    limited.flush();

    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.OVER_BUDGET, 14));
    assertThat(bench.socket(0).sent()).hasSize(6);
    assertThat(bench.socket(1).sent()).hasSize(1);
    limited.closeAll();
  }

  @Test
  void everythingIsGivenBackAtTheEnd() {
    send(1);
    send(2);
    flows.sendBoot(1, 0, BootPackets.start(1));

    flows.closeAll();

    assertThat(flows.size()).isZero();
    for (int i = 0; i < 5; i++) {
      assertThat(bench.budget().take()).isTrue();
    }
    assertThat(bench.budget().take()).isFalse();
    assertThat(isOpen(0) || isOpen(1) || isOpen(2)).isFalse();
  }

  @Test
  void whatWasGatheredLeavesBeforeItsFlowCloses() {
    flows.sendScp(1, FlowBench.datagram(26));

    flows.close(Service.SCP, 1);

    assertThat(bench.socket(0).sent()).hasSize(1);
    assertThat(alice.drops()).isEmpty();
    flows.flush();
  }

  @Test
  void theEndOfAFlowThatIsNotThereIsHarmless() {
    flows.close(Service.SCP, 1);
    flows.close(Service.BOOT, 1);

    assertThat(flows.size()).isZero();
  }

  @Test
  void anEmptyDatagramIsCountedAndOpensNothing() {
    flows.sendScp(1, FlowBench.datagram(0));
    flows.sendBoot(1, 0, FlowBench.datagram(0));

    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.EMPTY, 2));
    assertThat(flows.size()).isZero();
  }

  @Test
  void onlyWhatIsTooLongOrEmptyFromTheBoardIsDropped() {
    send(9);
    MemorySocket socket = bench.socket(0);

    socket.receive(new byte[1473]);
    socket.receive(new byte[0]);
    socket.receive(new byte[1472]);

    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.OVERSIZE, 1, DropReason.EMPTY, 1));
    assertThat(alice.fromBoard()).hasSize(1);
    assertThat(alice.fromBoard().get(0).bytes()).hasSize(1472);
    assertThat(alice.fromBoard().get(0).flow()).isEqualTo(9);
  }

  @Test
  void errorsOfTheNetworkAreCountedAndTheFlowLivesOn() {
    send(1);
    MemorySocket socket = bench.socket(0);

    socket.fail(new PortUnreachableException("refused"));
    socket.fail(new NoRouteToHostException("no route to host"));
    socket.fail(new IOException("Network is unreachable"));
    socket.fail(new IOException("Message too long"));
    send(1);

    assertThat(alice.drops())
        .isEqualTo(Map.of(DropReason.BOARD_UNREACHABLE, 3, DropReason.SEND_FAILED, 1));
    assertThat(socket.sent()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutAWayToTheBoardEveryDatagramTriesAnewUntilThereIsOne(boolean boot) {
    bench.make(() -> MemorySocket.unconnectable(new NoRouteToHostException("no route to host")));
    ByteBuf first = FlowBench.datagram(26);
    ByteBuf second = FlowBench.datagram(26);
    sendTo(boot, first);
    sendTo(boot, second);
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.BOARD_UNREACHABLE, 2));
    assertThat(flows.size()).isZero();
    assertThat(isOpen(0) || isOpen(1)).isFalse();

    bench.make(() -> new MemorySocket(bench.time()::nanoTime));
    sendTo(boot, FlowBench.datagram(26));

    assertThat(bench.sentByAll()).hasSize(1);
    assertThat(first.refCnt() + second.refCnt()).isZero();
    flows.closeAll();
  }

  private void sendTo(boolean boot, ByteBuf datagram) {
    if (boot) {
      flows.sendBoot(1, 0, datagram);
    } else {
      flows.sendScp(1, datagram);
    }
    flows.flush();
  }
}
