package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.BootTaken;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;
import org.spinngate.server.admission.Client;

/** Which connection the client of a session has, and what it hears by it. */
@ExtendWith(LeakExtension.class)
class ClientAttachmentTest {
  private static final Opened GREETING = Samples.opened(1, "spin5-01", 8);
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final SessionBench bench = SessionBench.usual();
  private final Client alice = bench.client("alice", "*");
  private final RecordingTunnel first = new RecordingTunnel();
  private final RecordingTunnel second = new RecordingTunnel();
  private final ClientAttachment attachment =
      new ClientAttachment(
          new ClientConnection(alice, first, 0), bench.time()::nanoTime, bench.time());
  private final ByteBuf datagram = TestDatagrams.datagram(26);
  private final List<String> ends = new ArrayList<>();

  @AfterEach
  void release() {
    assertThat(datagram.refCnt()).as("a datagram stays the caller's").isOne();
    datagram.release();
  }

  private DropReason send() {
    return attachment.send(Service.SCP, 7, datagram);
  }

  private void lose() {
    attachment.lose(GRACE, bench.time().loop(), () -> ends.add("end"));
  }

  private Optional<CloseCause> take(RecordingTunnel next, int generation) {
    return attachment.take(new ClientConnection(alice, next, generation), GREETING);
  }

  private static BootReport report(BootReport.State state) {
    return new BootReport(state, 5, 5, 0, "");
  }

  @Test
  void theConnectionOfTheClaimIsThePresentOne() {
    assertThat(attachment.isCurrent(first)).isTrue();
    assertThat(attachment.isCurrent(second)).isFalse();
    assertThat(attachment.isDetached() || attachment.isOver()).isFalse();
    assertThat(attachment.label()).isEqualTo("attached");
    assertThat(attachment.peer()).isEqualTo("203.0.113.9:51544");
    assertThat(attachment.keptUntil()).isEmpty();
    assertThat(attachment.awayNanos()).isEmpty();
  }

  @Test
  void whatTheConnectionDoesNotTakeIsDroppedForItsReason() {
    assertThat(send()).isNull();
    first.fillUp();

    assertThat(send()).isEqualTo(DropReason.TUNNEL_FULL);
    assertThat(first.datagrams()).hasSize(1);
  }

  @Test
  void oneThatIsAwayGetsNothingAndIsKeptForTheGrace() {
    lose();
    bench.time().pass(Duration.ofSeconds(1));

    attachment.notice("maintenance at noon");
    attachment.bootTaken(1, 1);

    assertThat(send()).isEqualTo(DropReason.TUNNEL_DOWN);
    assertThat(first.notices()).isEmpty();
    assertThat(first.messages(BootTaken.class)).isEmpty();
    assertThat(attachment.isCurrent(first)).isFalse();
    assertThat(attachment.roundTripNanos()).isEqualTo(-1);
    assertThat(attachment.awayNanos()).hasValue(Duration.ofSeconds(1).toNanos());
    assertThat(attachment.keptUntil()).contains(bench.time().instant().plusSeconds(29));
  }

  @Test
  void theGraceRunsOnceHoweverOftenTheLossIsTold() {
    lose();
    bench.time().pass(Duration.ofSeconds(20));
    lose();

    bench.time().pass(Duration.ofSeconds(10));
    assertThat(ends).containsExactly("end");
    bench.time().pass(GRACE);

    assertThat(ends).hasSize(1);
  }

  @Test
  void whoComesBackInTimeStays() {
    lose();
    bench.time().pass(GRACE.minusMillis(1));

    assertThat(take(second, 1)).isEmpty();
    bench.time().pass(GRACE);

    assertThat(ends).isEmpty();
    assertThat(attachment.isCurrent(second)).isTrue();
    assertThat(attachment.awayNanos()).isEmpty();
    assertThat(send()).isNull();
    assertThat(second.datagrams()).hasSize(1);
    assertThat(second.messages(Opened.class)).containsExactly(GREETING);
    assertThat(first.closes()).isEmpty();
  }

  @Test
  void aNewerConnectionTakesOverFromOneThatIsThere() {
    assertThat(take(second, 1)).isEmpty();

    assertThat(first.closes()).containsExactly(CloseCause.SUPERSEDED);
    assertThat(attachment.isCurrent(first)).isFalse();
    assertThat(send()).isNull();
    assertThat(first.datagrams()).isEmpty();
    assertThat(second.datagrams()).hasSize(1);
  }

  @Test
  void anOlderConnectionAndOneOfTheSameNumberTakeNothingOver() {
    take(second, 5);
    RecordingTunnel late = new RecordingTunnel();

    assertThat(take(late, 5)).contains(CloseCause.SUPERSEDED);
    assertThat(take(late, 4)).contains(CloseCause.SUPERSEDED);
    lose();
    assertThat(take(late, 5)).contains(CloseCause.SUPERSEDED);

    assertThat(late.messages(Opened.class)).isEmpty();
    assertThat(second.closes()).isEmpty();
    assertThat(attachment.isDetached()).isTrue();
  }

  @Test
  void whoIsBackHearsTheLatestOfABootAndHearsItOnce() {
    lose();
    attachment.tell(report(BootReport.State.INCOMPLETE));
    attachment.tell(report(BootReport.State.COMPLETE));

    take(second, 1);
    RecordingTunnel third = new RecordingTunnel();
    take(third, 2);

    assertThat(first.messages(BootReport.class)).isEmpty();
    assertThat(second.messages(BootReport.class))
        .containsExactly(report(BootReport.State.COMPLETE));
    assertThat(third.messages(BootReport.class)).isEmpty();
  }

  @Test
  void whatWasHeardOfABootIsNotToldAgain() {
    attachment.tell(report(BootReport.State.COMPLETE));
    lose();

    take(second, 1);

    assertThat(first.messages(BootReport.class)).hasSize(1);
    assertThat(second.messages(BootReport.class)).isEmpty();
  }

  @Test
  void anEndIsToldOnceAndIsForGood() {
    attachment.end(CloseCause.IDLE, "nothing has moved");
    attachment.end(CloseCause.KICKED, "later");

    assertThat(first.closes()).containsExactly(CloseCause.IDLE);
    assertThat(first.lastWords()).isEqualTo("nothing has moved");
    assertThat(attachment.isOver()).isTrue();
    assertThat(take(second, 1)).contains(CloseCause.IDLE);
    lose();
    bench.time().pass(GRACE);
    assertThat(ends).isEmpty();
    assertThat(send()).isEqualTo(DropReason.TUNNEL_DOWN);
  }

  @Test
  void theEndOfOneThatIsAwayEndsTheGraceToo() {
    lose();

    attachment.end(CloseCause.KICKED, "");
    bench.time().pass(GRACE);

    assertThat(ends).isEmpty();
    assertThat(attachment.keptUntil()).isEmpty();
  }

  @Test
  void howTheLastDatagramsTravelledIsKnownAfterTheEnd() {
    first.measure(38_000_000);

    attachment.end(CloseCause.RELEASED, "");

    assertThat(attachment.path().roundTripNanos()).isEqualTo(38_000_000);
    assertThat(attachment.roundTripNanos()).isEqualTo(-1);
  }

  @Test
  void whoCameBackLastIsTheClient() {
    Client elsewhere = new Client(alice.login(), "198.51.100.1:1000", bench.time().loop());
    lose();

    attachment.take(new ClientConnection(elsewhere, second, 1), GREETING);
    lose();

    assertThat(attachment.client()).isSameAs(elsewhere);
    assertThat(attachment.peer()).isEqualTo("198.51.100.1:1000");
  }
}
