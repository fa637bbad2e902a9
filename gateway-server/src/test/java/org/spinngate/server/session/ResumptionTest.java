package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.BootTaken;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.admission.Client;
import org.spinngate.server.testing.Somebody;
import org.spinngate.server.testing.TestLoop;

/** A session whose connection is lost, and what may become of it. */
@ExtendWith(LeakExtension.class)
class ResumptionTest {
  private static final String ELSEWHERE = "198.51.100.7:40000";

  private final SessionBench bench = SessionBench.usual();
  private final TestLoop time = bench.time();
  private final Visit alice = bench.visit("alice");
  private final RecordingTunnel second = new RecordingTunnel();

  private void lose() {
    alice.session().lost(alice.tunnel());
  }

  private Resume wish() {
    Opened greeting = alice.session().greeting();
    return new Resume(
        new Open("spin5-01", 60), greeting.session(), greeting.resumption().token(), 1);
  }

  private Client elsewhere(String user) {
    return new Client(Somebody.letIn(user), ELSEWHERE, bench.time().loop());
  }

  @Test
  void aLostConnectionLeavesLeaseFlowsAndPortsAlone() {
    alice.send(1, TestDatagrams.datagram(26));

    lose();

    assertThat(alice.session().row().client().state()).isEqualTo("detached");
    assertThat(bench.socket(0).isOpen()).isTrue();
    assertThat(bench.visit("bob").heard()).containsExactly("refused board-busy behind alice");
  }

  @Test
  void theGraceEndsAndWithItTheSession() {
    lose();

    time.jump(SessionBench.GRACE.minusMillis(1));
    assertThat(bench.sessions().count()).isEqualTo(1);
    time.jump(Duration.ofMillis(1));

    assertThat(bench.sessions().count()).isZero();
    assertThat(bench.visit("bob").isOpen()).isTrue();
  }

  @Test
  void withoutAGraceALostSessionEndsAtOnce() {
    SessionBench strict =
        SessionBench.within(
            new SessionTimes(
                new SessionTimes.Span(Duration.ZERO, Duration.ZERO),
                new SessionTimes.Span(Duration.ZERO, Duration.ZERO),
                Duration.ofMinutes(2),
                Duration.ZERO,
                Duration.ofSeconds(30)));
    Visit bob = strict.visit("bob");

    bob.session().lost(bob.tunnel());

    assertThat(strict.sessions().count()).isZero();
  }

  @Test
  void theSameFlowGoesOnFromTheSameSocket() {
    alice.send(7, TestDatagrams.datagram(26));
    lose();
    alice.session().resume(second, 1, elsewhere("alice"));

    alice.session().scpToBoard(second, 7, TestDatagrams.datagram(27));
    alice.session().flush();
    bench.socket(0).receive(new byte[48]);

    assertThat(bench.socket(0).sent()).hasSize(2);
    assertThat(second.datagrams()).singleElement().extracting("flow").isEqualTo(7);
    assertThat(alice.session().row().client().state()).isEqualTo("attached");
    assertThat(alice.session().row().client().peer()).isEqualTo(ELSEWHERE);
    time.jump(Duration.ofDays(1));
    assertThat(bench.sessions().count()).as("the grace does not matter any more").isEqualTo(1);
  }

  @Test
  void theClientIsGreetedAsTheOneItWas() {
    lose();

    alice.session().resume(second, 1, elsewhere("alice"));

    Opened first = alice.session().greeting();
    assertThat(second.messages(Opened.class))
        .containsExactly(
            new Opened(
                first.session(),
                "spin5-01",
                first.terms(),
                new Opened.Resumption(first.resumption().token(), true, 0),
                first.extras()));
  }

  @Test
  void whatTheBoardSaysToNobodyIsDroppedAndCounted() {
    alice.send(1, TestDatagrams.datagram(26));
    lose();

    bench.socket(0).receive(new byte[48]);
    alice.session().resume(second, 1, elsewhere("alice"));
    time.jump(Duration.ofSeconds(1));

    assertThat(second.datagrams()).isEmpty();
    assertThat(alice.session().row().traffic().drops()).containsEntry(DropReason.TUNNEL_DOWN, 1L);
  }

  @Test
  void theNewestConnectionWinsAndTheOldOneIsToldSo() {
    Optional<CloseCause> refusal = alice.session().resume(second, 1, elsewhere("alice"));

    assertThat(refusal).isEmpty();
    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.SUPERSEDED);
    assertThat(second.closes()).isEmpty();
  }

  @Test
  void nothingThatTheOldConnectionStillBringsIsLookedAt() {
    alice.send(1, TestDatagrams.datagram(26));
    alice.session().resume(second, 1, elsewhere("alice"));

    alice.send(1, TestDatagrams.datagram(27));
    alice.boot(2, 0, TestDatagrams.datagram(18));
    alice.session().flowClosed(alice.tunnel(), Service.SCP, 1);
    alice.session().endedBy(alice.tunnel(), CloseCause.RELEASED);
    alice.session().lost(alice.tunnel());

    assertThat(bench.socket(0).sent()).hasSize(1);
    assertThat(bench.socket(0).isOpen()).isTrue();
    assertThat(alice.session().row().client().state()).isEqualTo("attached");
    assertThat(alice.session().greeting().resumption().bootReceived()).isZero();
  }

  @Test
  void anOlderGenerationIsRefusedForGood() {
    alice.session().resume(second, 5, elsewhere("alice"));

    assertThat(alice.session().resume(new RecordingTunnel(), 5, elsewhere("alice")))
        .contains(CloseCause.SUPERSEDED);
    assertThat(alice.session().resume(new RecordingTunnel(), 4, elsewhere("alice")))
        .contains(CloseCause.SUPERSEDED);
    assertThat(second.closes()).isEmpty();
  }

  @Test
  void onlyItsOwnUserWithItsOwnTokenFindsASession() {
    Resume wish = wish();
    Resume forged = new Resume(wish.wish(), wish.session(), new ResumeToken(1, 2), 1);

    assertThat(bench.sessions().find(Somebody.letIn("alice", "*"), wish)).isPresent();
    assertThat(bench.sessions().find(Somebody.letIn("bob", "*"), wish)).isEmpty();
    assertThat(bench.sessions().find(Somebody.letIn("alice", "*"), forged)).isEmpty();
  }

  @Test
  void aSessionThatIsNoMoreCountsAsAWishForItsBoard() {
    Resume wish = wish();
    lose();
    time.jump(SessionBench.GRACE);

    Visit back = bench.comeBack("alice", wish);

    assertThat(back.heard()).containsExactly("opened");
    assertThat(back.session().greeting().session()).isNotEqualTo(wish.session());
    assertThat(back.session().greeting().resumption().resumed()).isFalse();
  }

  @Test
  void whoWasKickedWhileAwayIsToldSoAndGetsNoNewSession() {
    Resume wish = wish();
    lose();
    alice.session().end(CloseCause.KICKED, "");

    assertThat(bench.comeBack("alice", wish).heard()).containsExactly("refused kicked");
  }

  @Test
  void theCountOfBootDatagramsSurvives() {
    alice.boot(1, 0, TestDatagrams.datagram(18));
    alice.boot(1, 0, TestDatagrams.datagram(18));
    lose();

    alice.session().resume(second, 1, elsewhere("alice"));

    assertThat(second.messages(Opened.class).get(0).resumption().bootReceived()).isEqualTo(2);
    alice.session().end(CloseCause.RELEASED, "");
  }

  @Test
  void whatTheOldConnectionStillBringsOfABootIsTakenWhenItComesByTheNewOne() {
    alice.boot(4, 0, TestDatagrams.bootPacket(1));
    alice.session().resume(second, 1, elsewhere("alice"));

    alice.boot(4, 0, TestDatagrams.bootPacket(3));
    alice.session().bootToBoard(second, 4, 0, TestDatagrams.bootPacket(3));
    time.pass(Duration.ofSeconds(1));

    assertThat(second.messages(BootTaken.class))
        .containsExactly(new BootTaken(4, 1), new BootTaken(4, 2));
    assertThat(bench.socket(0).sent()).hasSize(2);
    assertThat(alice.session().row().traffic().drops()).as("nothing is lost").isEmpty();
  }

  @Test
  void whatLeftWhileTheClientWasAwayIsToldAtItsReturn() {
    alice.boot(4, 0, TestDatagrams.bootPacket(1));
    alice.boot(4, 0, TestDatagrams.bootPacket(3));
    alice.boot(4, 0, TestDatagrams.bootPacket(5));
    lose();
    time.pass(Duration.ofSeconds(1));

    alice.session().resume(second, 1, elsewhere("alice"));

    assertThat(second.messages(BootTaken.class)).containsExactly(new BootTaken(4, 3));
  }

  @Test
  void theEndOfASessionDoesNotSayThatItsBootWasTaken() {
    alice.boot(4, 0, TestDatagrams.bootPacket(1));
    alice.boot(4, 0, TestDatagrams.bootPacket(5));

    alice.session().end(CloseCause.STOPPING, "");
    alice.boot(4, 0, TestDatagrams.bootPacket(1));

    assertThat(alice.tunnel().messages(BootTaken.class)).containsExactly(new BootTaken(4, 1));
  }

  @Test
  void everyBootDatagramThatLeavesIsToldToTheClient() {
    for (int i = 0; i < 3; i++) {
      alice.boot(4, 0, TestDatagrams.datagram(18));
    }

    time.pass(Duration.ofSeconds(1));

    assertThat(alice.tunnel().messages(BootTaken.class))
        .containsExactly(new BootTaken(4, 1), new BootTaken(4, 2), new BootTaken(4, 3));
    alice.session().end(CloseCause.RELEASED, "");
  }

  @Test
  void howABootEndedMeanwhileIsToldAtTheReturn() {
    alice.boot(1, 0, TestDatagrams.bootPacket(1));
    alice.boot(1, 0, TestDatagrams.bootPacket(5));
    lose();
    time.pass(Duration.ofSeconds(1));

    alice.session().resume(second, 1, elsewhere("alice"));

    assertThat(second.messages(BootReport.class))
        .extracting(BootReport::state)
        .containsExactly(BootReport.State.INCOMPLETE);
  }
}
