package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.TestLoop;
import org.spinngate.server.usage.Traffic;

@ExtendWith(LeakExtension.class)
class SessionTest {
  private final SessionBench bench = SessionBench.usual();
  private final TestLoop time = bench.time();
  private final Visit alice = bench.visit("alice");

  private SessionRow rowAfterTick() {
    time.jump(Duration.ofSeconds(1));
    return alice.session().row();
  }

  @Test
  void datagramsPassBothWaysOnTheirFlow() {
    alice.send(7, TestDatagrams.datagram(26));
    bench.socket(0).receive(new byte[48]);

    assertThat(bench.socket(0).sent().get(0).bytes()).hasSize(26);
    assertThat(alice.tunnel().datagrams()).hasSize(1);
    assertThat(alice.tunnel().datagrams().get(0).flow()).isEqualTo(7);
    assertThat(alice.tunnel().datagrams().get(0).service()).isEqualTo(Service.SCP);
    assertThat(alice.tunnel().datagrams().get(0).bytes()).hasSize(48);
  }

  @Test
  void whatTheBootServiceSaysReachesTheBootFlow() {
    alice.boot(3, 0, TestDatagrams.datagram(18));
    bench.socket(0).receive(new byte[18]);

    assertThat(alice.tunnel().datagrams().get(0).service()).isEqualTo(Service.BOOT);
    assertThat(alice.tunnel().datagrams().get(0).flow()).isEqualTo(3);
    alice.session().end(CloseCause.RELEASED, "");
  }

  @Test
  void everyDatagramAndByteIsCounted() {
    for (int i = 0; i < 5; i++) {
      alice.send(1, TestDatagrams.datagram(26));
      bench.socket(0).receive(new byte[48]);
    }
    alice.boot(1, 0, TestDatagrams.datagram(18));
    alice.send(1, TestDatagrams.datagram(0));
    bench.socket(0).receive(new byte[1473]);
    bench.socket(0).receive(new byte[0]);
    bench.socket(0).fail(new PortUnreachableException("refused"));

    SessionRow row = rowAfterTick();

    assertThat(row.traffic())
        .isEqualTo(
            new Traffic.Snapshot(
                5,
                148,
                5,
                240,
                Map.of(
                    DropReason.EMPTY, 2L,
                    DropReason.OVERSIZE, 1L,
                    DropReason.BOARD_UNREACHABLE, 1L)));
    assertThat(row.flows()).isEqualTo(2);
    alice.session().end(CloseCause.RELEASED, "");
  }

  @Test
  void whatAFullTunnelCannotTakeIsDroppedAndCounted() {
    alice.send(1, TestDatagrams.datagram(26));
    alice.tunnel().fillUp();

    bench.socket(0).receive(new byte[48]);

    assertThat(rowAfterTick().traffic().drops()).isEqualTo(Map.of(DropReason.TUNNEL_FULL, 1L));
    assertThat(alice.session().row().traffic().datagramsToClient()).isZero();
  }

  @Test
  void theRowSaysWhoHasWhatAndHow() {
    alice.tunnel().measure(38_000_000);

    assertThat(rowAfterTick())
        .isEqualTo(
            new SessionRow(
                new SessionRow.Who(alice.session().id().toString(), "alice", "spin5-01"),
                "exclusive",
                new SessionRow.Client(
                    "attached",
                    "203.0.113.9:51544",
                    PathReport.ofStream(38_000_000),
                    38_000_000,
                    Optional.empty()),
                0,
                new Traffic.Snapshot(0, 0, 0, 0, Map.of()),
                TestLoop.BEGIN));
  }

  @Test
  void theRowOfASharedBoardSaysSo() {
    assertThat(bench.visit("bob", "shared-1", 0).session().row().access()).isEqualTo("shared");
  }

  @Test
  void anApplicationThatIsForgottenClosesItsSocket() {
    alice.send(1, TestDatagrams.datagram(26));

    alice.session().flowClosed(alice.tunnel(), Service.SCP, 1);

    assertThat(bench.socket(0).isOpen()).isFalse();
    assertThat(rowAfterTick().flows()).isZero();
  }

  @Test
  void aSessionEndsForOneCauseOnly() {
    alice.session().end(CloseCause.KICKED, "");
    alice.session().end(CloseCause.LOST, "");
    time.jump(Duration.ofDays(1));

    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.KICKED);
    assertThat(alice.session().row().client().state()).isEqualTo("ended");
  }

  @Test
  void theEndClosesEverySocketAndFreesTheBoard() {
    alice.send(1, TestDatagrams.datagram(26));
    alice.boot(1, 0, TestDatagrams.datagram(18));

    alice.session().end(CloseCause.RELEASED, "");

    assertThat(bench.socket(0).isOpen() || bench.socket(1).isOpen()).isFalse();
    assertThat(bench.board().lease().holder()).isEmpty();
    assertThat(bench.sessions().count()).isZero();
  }

  @Test
  void lateDatagramsAreDroppedAndOpenNothing() {
    alice.session().end(CloseCause.RELEASED, "");
    ByteBuf scp = TestDatagrams.datagram(26);
    ByteBuf boot = TestDatagrams.datagram(18);

    alice.send(1, scp);
    alice.boot(1, 0, boot);
    alice.session().flowClosed(alice.tunnel(), Service.SCP, 1);

    assertThat(scp.refCnt() + boot.refCnt()).isZero();
    assertThat(bench.sessions().count()).isZero();
  }

  @Test
  void theClientSeesHowItsBootGoes() {
    alice.boot(1, 0, TestDatagrams.datagram(18));

    time.pass(Duration.ofSeconds(6));

    assertThat(alice.tunnel().messages(BootReport.class))
        .extracting(BootReport::text)
        .containsExactly("the start packet is missing");
  }

  @Test
  void theIdleTimeBeginsAnewWithEveryDatagramEitherWay() {
    alice.send(1, TestDatagrams.datagram(26));
    time.jump(Duration.ofSeconds(1));
    time.jump(Duration.ofSeconds(100));
    assertThat(alice.session().idle()).isEqualTo(Duration.ofSeconds(100));

    bench.socket(0).receive(new byte[26]);
    time.jump(Duration.ofSeconds(1));

    assertThat(alice.session().idle()).isZero();
  }

  @Test
  void anIdleSessionIsWarnedAndThenEnded() {
    SessionBench brief =
        SessionBench.within(
            SessionBench.limits(Duration.ofMinutes(30), Duration.ofMinutes(2), Duration.ZERO));
    Visit bob = brief.visit("bob");

    brief.time().jump(Duration.ofMinutes(28));
    assertThat(bob.tunnel().notices()).singleElement().asString().contains("ends in 2 min");
    assertThat(bob.tunnel().closes()).isEmpty();
    brief.time().jump(Duration.ofMinutes(2));

    assertThat(bob.tunnel().closes()).containsExactly(CloseCause.IDLE);
    assertThat(bob.tunnel().notices()).hasSize(1);
  }

  @Test
  void aDatagramInTimeSavesAnIdleSession() {
    SessionBench brief =
        SessionBench.within(
            SessionBench.limits(Duration.ofMinutes(30), Duration.ofMinutes(2), Duration.ZERO));
    Visit bob = brief.visit("bob");
    brief.time().jump(Duration.ofMinutes(29));

    bob.send(1, TestDatagrams.datagram(26));
    brief.time().jump(Duration.ofSeconds(1));
    brief.time().jump(Duration.ofMinutes(29));

    assertThat(bob.tunnel().closes()).isEmpty();
    assertThat(bob.tunnel().notices()).hasSize(2);
  }

  @Test
  void aBusySessionEndsAtItsMaximumDuration() {
    SessionBench brief =
        SessionBench.within(
            SessionBench.limits(Duration.ZERO, Duration.ofMinutes(2), Duration.ofHours(8)));
    Visit bob = brief.visit("bob");
    Visit carol = brief.visit("carol", "spin5-01", 100_000);

    for (int hour = 0; hour < 8; hour++) {
      bob.send(1, TestDatagrams.datagram(26));
      brief.time().jump(Duration.ofHours(1));
    }
    brief.time().run();

    assertThat(bob.tunnel().closes()).containsExactly(CloseCause.EXPIRED);
    assertThat(carol.isOpen()).isTrue();
  }

  @Test
  void aSessionMayBeEndedFromAnyThread() throws InterruptedException {
    Thread operator = new Thread(() -> alice.session().end(CloseCause.KICKED, "sorry"));
    operator.start();
    operator.join();

    time.run();

    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.KICKED);
    assertThat(alice.session().row().client().state()).isEqualTo("ended");
    assertThat(bench.socketsOpen()).isZero();
  }

  @Test
  void anotherSessionsBoardIsNeverTouched() {
    Visit bob = bench.visit("bob", "shared-1", 0);
    alice.send(1, TestDatagrams.datagram(26));
    bob.send(1, TestDatagrams.datagram(27));
    MemorySocket alices = bench.socket(0);

    bob.session().end(CloseCause.RELEASED, "");

    assertThat(alices.isOpen()).isTrue();
    assertThat(alices.sent()).hasSize(1);
    assertThat(alices.target()).isEqualTo(bench.board().addresses().scp());
  }
}
