package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.boot.BootPackets;

/** Which flow makes room when there are as many as there may be. */
@ExtendWith(LeakExtension.class)
class FlowCapTest {
  private final RecordingListener alice = new RecordingListener();
  private final FlowBench bench = new FlowBench(FlowBench.BOOT_GAP, 3, 5, 128);
  private final FlowTable flows = bench.table("alice", alice);

  private void send(int flow) {
    flows.sendScp(flow, FlowBench.datagram(26));
    flows.flush();
  }

  private void sendTag(int flow) {
    flows.sendScp(flow, TagRequests.setting(flow));
    flows.flush();
  }

  private boolean isOpen(int socket) {
    return bench.socket(socket).isOpen();
  }

  @Test
  void atTheCapTheFlowThatWasUnusedForLongestGoes() {
    send(1);
    send(2);
    send(3);
    send(1);

    send(4);

    assertThat(flows.size()).isEqualTo(3);
    assertThat(isOpen(0)).isTrue();
    assertThat(isOpen(1)).isFalse();
    assertThat(alice.drops()).isEmpty();
  }

  @Test
  void aFlowThatSetATagIsNotExpired() {
    sendTag(1);
    send(2);
    send(3);

    send(4);

    assertThat(isOpen(0)).isTrue();
    assertThat(isOpen(1)).isFalse();
  }

  @Test
  void aFlowWhoseTagIsClearedOrTakenOverMayBeExpired() {
    sendTag(1);
    sendTag(2);
    sendTag(3);
    flows.sendScp(3, TagRequests.setting(1));
    flows.sendScp(3, TagRequests.clearing(2));

    send(4);
    send(5);

    assertThat(isOpen(0) || isOpen(1)).isFalse();
    assertThat(isOpen(2)).isTrue();
  }

  @Test
  void withATagOnEveryFlowANewOneIsRefusedAndCounted() {
    sendTag(1);
    sendTag(2);
    sendTag(3);

    send(4);

    assertThat(flows.size()).isEqualTo(3);
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.FLOW_LIMIT, 1));
    assertThat(bench.sentByAll()).hasSize(3);
  }

  @Test
  void aBootUnderWayIsNotBrokenOffToMakeRoom() {
    flows.sendBoot(1, 0, BootPackets.start(1));
    send(2);
    send(3);

    send(4);

    assertThat(isOpen(0)).isTrue();
    assertThat(isOpen(1)).isFalse();
    flows.closeAll();
  }

  @Test
  void aBootThatIsOverMakesRoom() {
    BootPackets.whole(1).forEach(packet -> flows.sendBoot(1, 0, packet));
    bench.time().pass(Duration.ofSeconds(1));
    send(2);
    send(3);

    send(4);

    assertThat(isOpen(0)).isFalse();
    assertThat(flows.size()).isEqualTo(3);
  }

  @Test
  void theBudgetOfAllSessionsIsNeverExceeded() {
    RecordingListener bob = new RecordingListener();
    FlowTable bobs = bench.table("bob", bob);
    send(1);
    send(2);
    send(3);
    bobs.sendScp(1, TagRequests.setting(1));
    bobs.sendScp(2, TagRequests.setting(2));

    bobs.sendScp(3, FlowBench.datagram(26));

    assertThat(bobs.size()).isEqualTo(2);
    assertThat(bob.drops()).isEqualTo(Map.of(DropReason.FLOW_LIMIT, 1));
    assertThat(bench.socketCount()).isEqualTo(5);
    bobs.closeAll();
    flows.closeAll();
  }

  @Test
  void withTheBudgetSpentASessionExpiresAFlowOfItsOwn() {
    FlowTable bobs = bench.table("bob", new RecordingListener());
    send(1);
    send(2);
    send(3);
    bobs.sendScp(1, FlowBench.datagram(26));
    bobs.sendScp(2, FlowBench.datagram(26));

    bobs.sendScp(3, FlowBench.datagram(26));

    assertThat(bobs.size()).isEqualTo(2);
    assertThat(isOpen(3)).isFalse();
    assertThat(flows.size()).isEqualTo(3);
    bobs.closeAll();
  }
}
