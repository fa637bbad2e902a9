package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.BootReport.State;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.boot.BootPackets;
import org.spinngate.server.testing.TestLoop;

@ExtendWith(LeakExtension.class)
class BootEndsTest {
  private static final Duration LONG = Duration.ofSeconds(1);

  private final FlowBench bench = FlowBench.usual();
  private final TestLoop time = bench.time();
  private final RecordingListener alice = new RecordingListener();
  private final RecordingListener bob = new RecordingListener();
  private final FlowTable alices = bench.table("alice", alice);
  private final FlowTable bobs = bench.table("bob", bob);

  private static void sendWhole(FlowTable flows, int flow) {
    BootPackets.whole(3).forEach(packet -> flows.sendBoot(flow, 0, packet));
  }

  @Test
  void twoSessionsNeverMixTheirImages() {
    sendWhole(alices, 1);
    sendWhole(bobs, 1);
    assertThat(bob.reports()).containsExactly(new BootReport(State.WAITING, 0, 0, 0, ""));

    time.pass(Duration.ofMillis(45));
    assertThat(bench.bootsOf(0)).containsExactly("start", "0", "1", "2", "end");
    assertThat(bench.bootsOf(1)).isEmpty();

    time.pass(LONG);
    assertThat(bench.bootsOf(1)).containsExactly("start", "0", "1", "2", "end");
    assertThat(bob.reports(State.COMPLETE)).hasSize(1);
    assertThat(bob.notices()).isEmpty();
  }

  @Test
  void theGapIsKeptFromOneSessionsBootToTheNextOnes() {
    sendWhole(alices, 1);
    sendWhole(bobs, 1);

    time.pass(LONG);

    var sent = bench.sentByAll();
    assertThat(sent).hasSize(10);
    for (int i = 0; i + 1 < sent.size(); i++) {
      assertThat(TestLoop.gap(sent.get(i), sent.get(i + 1))).isEqualTo(FlowBench.BOOT_GAP);
    }
  }

  @Test
  void twoApplicationsOfOneSessionBootOneAfterTheOther() {
    sendWhole(alices, 1);
    sendWhole(alices, 2);

    time.pass(LONG);

    assertThat(alice.reports(State.COMPLETE)).hasSize(2);
    assertThat(bench.socket(0).sent().get(4).nanos())
        .isLessThan(bench.socket(1).sent().get(0).nanos());
  }

  @Test
  void anIncompleteBootIsReportedWithWhatIsMissing() {
    alices.sendBoot(1, 0, BootPackets.start(3));
    alices.sendBoot(1, 0, BootPackets.block(1));
    alices.sendBoot(1, 0, BootPackets.end());

    time.pass(LONG);

    assertThat(alice.reports(State.INCOMPLETE))
        .containsExactly(new BootReport(State.INCOMPLETE, 3, 5, 20, "missing blocks: 0, 2"));
  }

  @Test
  void aBootWhoseSenderFallsSilentIsGivenUp() {
    alices.sendBoot(1, 0, BootPackets.start(2));
    alices.sendBoot(1, 0, BootPackets.block(0));

    time.pass(Duration.ofMillis(5_009));
    assertThat(alice.reports(State.INCOMPLETE)).isEmpty();

    time.pass(Duration.ofMillis(1));
    assertThat(alice.reports(State.INCOMPLETE))
        .extracting(BootReport::text)
        .containsExactly("missing blocks: 1; the end packet is missing");
  }

  @Test
  void whoBootsNextHearsOfTheBootThatWasBrokenOff() {
    alices.sendBoot(1, 0, BootPackets.start(30));
    sendWhole(bobs, 1);

    time.pass(Duration.ofSeconds(6));

    assertThat(bob.notices())
        .singleElement()
        .asString()
        .contains("by alice at 14:02 UTC", "was broken off after 1 of 32 packets", "power-cycled");
    assertThat(bob.reports(State.COMPLETE)).hasSize(1);
  }

  @Test
  void bytesThatBeginNoBootHoldNobodyUp() {
    alices.sendBoot(1, 0, FlowBench.datagram(1));
    alices.sendBoot(2, 0, BootPackets.block(3));
    sendWhole(bobs, 1);

    time.pass(Duration.ofMillis(100));

    assertThat(bob.reports(State.COMPLETE)).hasSize(1);
    alices.sendBoot(1, 0, FlowBench.datagram(1));
    time.pass(LONG);
    assertThat(bench.socket(0).sent()).hasSize(2);
  }

  @Test
  void aSenderWhoNeverEndsGivesTheTurnUpAfterAMinute() {
    alices.sendBoot(1, 0, BootPackets.start(3));
    sendWhole(bobs, 1);

    for (int second = 0; second < 59; second++) {
      alices.sendBoot(1, 0, BootPackets.block(0));
      time.pass(Duration.ofSeconds(1));
    }
    assertThat(bob.reports(State.COMPLETE)).isEmpty();

    alices.sendBoot(1, 0, BootPackets.block(0));
    time.pass(Duration.ofSeconds(1));
    alices.sendBoot(1, 0, BootPackets.block(0));
    time.pass(Duration.ofSeconds(1));

    assertThat(bob.reports(State.COMPLETE)).hasSize(1);
    assertThat(alice.reports(State.INCOMPLETE)).hasSize(1);
  }

  @Test
  void theTimeOfABootCountsFromWhenItsTurnCame() {
    alices.sendBoot(1, 0, BootPackets.start(3));
    sendWhole(bobs, 1);

    time.pass(Duration.ofSeconds(6));

    assertThat(bob.reports(State.COMPLETE))
        .extracting(BootReport::elapsedMillis)
        .containsExactly(40);
  }

  @Test
  void aSessionThatEndsInTheMiddleLetsTheNextOneBoot() {
    sendWhole(alices, 1);
    sendWhole(bobs, 1);
    time.pass(Duration.ofMillis(15));

    alices.closeAll();

    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.SESSION_ENDED, 3));
    assertThat(alice.reports(State.INCOMPLETE)).hasSize(1);
    time.pass(LONG);
    assertThat(bench.bootsOf(0)).containsExactly("start", "0");
    assertThat(bench.bootsOf(1)).containsExactly("start", "0", "1", "2", "end");
    assertThat(bob.notices()).hasSize(1);
  }

  @Test
  void aSessionThatEndsWhileItWaitsForItsTurnIsPassedOver() {
    RecordingListener carol = new RecordingListener();
    FlowTable carols = bench.table("carol", carol);
    sendWhole(alices, 1);
    sendWhole(bobs, 1);
    sendWhole(carols, 1);

    bobs.closeAll();
    time.pass(LONG);

    assertThat(bench.bootsOf(1)).isEmpty();
    assertThat(bob.drops()).isEqualTo(Map.of(DropReason.SESSION_ENDED, 5));
    assertThat(bob.reports(State.INCOMPLETE)).isEmpty();
    assertThat(carol.reports(State.COMPLETE)).hasSize(1);
    assertThat(carol.notices()).isEmpty();
  }

  @Test
  void aSessionThatEndsJustWhenItsTurnComesIsPassedOver() {
    RecordingListener carol = new RecordingListener();
    FlowTable carols = bench.table("carol", carol);
    sendWhole(alices, 1);
    sendWhole(bobs, 1);
    sendWhole(carols, 1);

    alices.close(Service.BOOT, 1);
    bobs.close(Service.BOOT, 1);
    time.pass(LONG);

    assertThat(bench.bootsOf(1)).isEmpty();
    assertThat(carol.reports(State.COMPLETE)).hasSize(1);
  }

  @Test
  void aRetryOnTheSameFlowIsABootOfItsOwn() {
    alices.sendBoot(1, 0, BootPackets.start(3));
    alices.sendBoot(1, 0, BootPackets.block(0));
    sendWhole(alices, 1);

    time.pass(LONG);

    assertThat(alice.reports(State.INCOMPLETE)).extracting(BootReport::sent).containsExactly(2);
    assertThat(alice.reports(State.COMPLETE)).extracting(BootReport::sent).containsExactly(5);
    assertThat(bench.bootsOf(0)).containsExactly("start", "0", "start", "0", "1", "2", "end");
  }

  @Test
  void theRestOfABootThatWasGivenUpFollowsIfNobodyHasBootedMeanwhile() {
    alices.sendBoot(1, 0, BootPackets.start(2));
    alices.sendBoot(1, 0, BootPackets.block(0));
    time.pass(Duration.ofSeconds(6));
    assertThat(alice.reports(State.INCOMPLETE)).hasSize(1);

    alices.sendBoot(1, 0, BootPackets.block(1));
    alices.sendBoot(1, 0, BootPackets.end());
    time.pass(LONG);

    assertThat(bench.bootsOf(0)).containsExactly("start", "0", "1", "end");
    assertThat(alice.reports(State.COMPLETE)).extracting(BootReport::sent).containsExactly(4);
  }

  @Test
  void theRestOfABootThatWasGivenUpIsNotMixedIntoTheNextOne() {
    alices.sendBoot(1, 0, BootPackets.start(2));
    time.pass(Duration.ofSeconds(6));
    bobs.sendBoot(1, 0, BootPackets.start(2));
    alices.sendBoot(1, 0, BootPackets.block(0));
    alices.sendBoot(1, 0, BootPackets.block(1));
    time.pass(Duration.ofSeconds(6));

    assertThat(bench.bootsOf(0)).containsExactly("start");
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.BOOT_WITHOUT_START, 2));
    assertThat(alice.taken(1)).containsExactly(1, 2, 3);
    assertThat(alice.notices()).anyMatch(text -> text.contains("since the start of their boot"));
  }

  @Test
  void whoSendsPacketsWithoutAStartIsToldOnce() {
    for (int block = 0; block < 9; block++) {
      alices.sendBoot(1, 0, BootPackets.block(block));
    }
    time.pass(LONG);

    assertThat(alice.notices()).hasSize(1);
    assertThat(bench.sentByAll()).isEmpty();
  }

  @Test
  void aCompleteBootEndsTheWarningsAboutABrokenOne() {
    alices.sendBoot(1, 0, BootPackets.start(3));
    alices.closeAll();
    sendWhole(bobs, 1);
    time.pass(LONG);
    assertThat(bob.notices()).hasSize(1);

    sendWhole(bobs, 2);
    time.pass(LONG);

    assertThat(bob.notices()).hasSize(1);
    assertThat(bob.reports(State.COMPLETE)).hasSize(2);
  }

  @Test
  void bytesThatAreNoBootLeaveNoWarningBehind() {
    alices.sendBoot(1, 0, FlowBench.datagram(40));
    time.pass(Duration.ofSeconds(6));
    assertThat(alice.reports(State.INCOMPLETE))
        .containsExactly(
            new BootReport(State.INCOMPLETE, 1, 0, 5_000, "the start packet is missing"));

    sendWhole(bobs, 1);
    time.pass(LONG);

    assertThat(bob.notices()).isEmpty();
  }
}
