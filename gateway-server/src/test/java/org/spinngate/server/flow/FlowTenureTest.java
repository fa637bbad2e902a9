package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BootReport.State;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.boot.BootPackets;

/** What becomes of datagrams while another gateway may have taken the board. */
@ExtendWith(LeakExtension.class)
class FlowTenureTest {
  private final RecordingListener alice = new RecordingListener();
  private FlowBench bench = FlowBench.usual();
  private FlowTable flows = bench.table("alice", alice);

  private void oneRequestAtATime() {
    bench = FlowBench.withWindow(1);
    flows = bench.table("alice", alice);
  }

  private void send(int sequence) {
    flows.sendScp(1, RequestBench.request(sequence));
    flows.flush();
  }

  private static Map<DropReason, Integer> unsure(int datagrams) {
    return Map.of(DropReason.LEASE_UNSURE, datagrams);
  }

  @AfterEach
  void close() {
    flows.closeAll();
  }

  @Test
  void whatComesFallsAndTakesNoneOfTheBoardsTurns() {
    oneRequestAtATime();
    send(1);
    bench.socket(0).receive(RequestBench.reply(1));
    bench.tenure(false);
    send(2);
    bench.tenure(true);

    send(3);

    assertThat(alice.drops()).isEqualTo(unsure(1));
    assertThat(bench.socket(0).sent()).hasSize(2);
  }

  @Test
  void whatWasWrittenBeforeDoesNotLeaveAfterwards() {
    send(1);
    flows.sendScp(1, RequestBench.request(2));
    flows.sendScp(1, RequestBench.request(3));
    bench.tenure(false);

    flows.flush();
    bench.tenure(true);
    send(4);

    assertThat(bench.socket(0).sent()).hasSize(2);
    assertThat(alice.drops()).isEqualTo(unsure(2));
  }

  @Test
  void whatWaitsForItsTurnFallsWhenThatComes() {
    oneRequestAtATime();
    send(1);
    send(2);
    bench.tenure(false);

    bench.socket(0).receive(RequestBench.reply(1));
    bench.time().run();

    assertThat(bench.socket(0).sent()).hasSize(1);
    assertThat(alice.drops()).isEqualTo(unsure(1));
  }

  @Test
  void whatTheSystemDidNotTakeInTimeDoesNotLeaveAfterwards() {
    send(1);
    bench.socket(0).takes(0);
    send(2);
    send(3);
    bench.tenure(false);

    bench.socket(0).takes(Integer.MAX_VALUE);
    bench.time().run();

    assertThat(bench.socket(0).sent()).hasSize(1);
    assertThat(alice.drops()).isEqualTo(unsure(2));
  }

  @Test
  void aFlowThatClosesLeavesItsTagsAsTheyAre() {
    flows.sendScp(1, TagRequests.setting(1));
    flows.flush();
    bench.tenure(false);

    flows.closeAll();

    assertThat(bench.socket(0).sent()).hasSize(1);
    assertThat(alice.drops()).isEmpty();
  }

  @Test
  void aBootInTheMidstWaitsAndGoesOnWhole() {
    List<ByteBuf> boot = BootPackets.whole(30);
    boot.forEach(packet -> flows.sendBoot(1, 0, packet));
    bench.time().pass(Duration.ofMillis(50));
    int before = bench.bootsOf(0).size();
    bench.tenure(false);

    bench.time().pass(Duration.ofSeconds(20));
    assertThat(bench.bootsOf(0)).hasSize(before);
    bench.tenure(true);
    bench.time().pass(Duration.ofSeconds(1));

    assertThat(bench.bootsOf(0)).hasSize(32).endsWith("28", "29", "end");
    assertThat(alice.reports(State.COMPLETE)).hasSize(1);
    assertThat(alice.drops()).isEmpty();
  }

  @Test
  void theEndOfABootThatTheSystemDidNotTakeInTimeLeavesWhenItMay() {
    List<ByteBuf> boot = BootPackets.whole(1);
    flows.sendBoot(1, 0, boot.remove(0));
    bench.time().pass(Duration.ofMillis(50));
    flows.sendBoot(1, 0, boot.remove(0));
    bench.time().pass(Duration.ofMillis(9));
    bench.socket(0).takes(0);
    flows.sendBoot(1, 0, boot.remove(0));
    bench.time().pass(Duration.ofMillis(1));
    bench.tenure(false);
    bench.socket(0).takes(Integer.MAX_VALUE);
    bench.time().pass(Duration.ofSeconds(3));
    assertThat(bench.bootsOf(0)).containsExactly("start", "0");

    bench.tenure(true);
    bench.time().pass(Duration.ofSeconds(1));

    assertThat(bench.bootsOf(0)).containsExactly("start", "0", "end");
    assertThat(alice.drops()).isEmpty();
  }
}
