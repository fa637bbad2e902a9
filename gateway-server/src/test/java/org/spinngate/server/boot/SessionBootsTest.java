package org.spinngate.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BootReport.State;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.TestBudgets;
import org.spinngate.server.testing.TestLoop;

/** The boots of one session at a board, without a socket. */
@ExtendWith(LeakExtension.class)
class SessionBootsTest {
  private static final Duration GAP = Duration.ofMillis(10);
  private static final int MOST_PACKETS = 8;

  private final TestLoop time = new TestLoop();
  private final BootTurn turn = new BootTurn();
  private final FakeBootFlow flow = new FakeBootFlow();
  private final SessionBoots boots = boots(flow);

  private SessionBoots boots(FakeBootFlow listener) {
    SessionBoots.Terms terms =
        new SessionBoots.Terms(
            new BootBoard(turn, GAP),
            "alice",
            MOST_PACKETS,
            TestBudgets.endless().of("alice"),
            time::nanoTime,
            time);
    SessionBoots made = new SessionBoots(time.loop(), terms, listener);
    made.begin(1, listener);
    return made;
  }

  private void offer(List<ByteBuf> packets) {
    packets.forEach(packet -> boots.offer(1, 0, packet));
  }

  @Test
  void aBootLeavesInOrderAndEachPacketIsAcknowledged() {
    offer(BootPackets.whole(2));
    assertThat(flow.left()).containsExactly("start");
    assertThat(boots.busy(1)).isTrue();

    time.pass(GAP.multipliedBy(3));

    assertThat(flow.left()).containsExactly("start", "0", "1", "end");
    assertThat(flow.taken()).containsExactly(1, 2, 3, 4);
    assertThat(flow.states()).endsWith(State.COMPLETE);
    assertThat(boots.busy(1)).isFalse();
    boots.end(1);
  }

  @Test
  void anotherSessionsBootWaitsForItsTurn() {
    FakeBootFlow other = new FakeBootFlow();
    SessionBoots others = boots(other);
    offer(List.of(BootPackets.start(1)));

    others.offer(1, 0, BootPackets.start(1));
    time.pass(GAP);
    assertThat(other.left()).isEmpty();
    assertThat(other.states()).containsExactly(State.WAITING);
    boots.end(1);
    time.pass(GAP);

    assertThat(other.left()).containsExactly("start");
    assertThat(other.notices()).as("of the boot that was broken off").hasSize(1);
    others.end(1);
  }

  @Test
  void aBootWaitsForANetworkThatTakesNothing() {
    flow.block(true);
    offer(BootPackets.whole(1));
    time.pass(Duration.ofSeconds(1));
    assertThat(flow.left()).isEmpty();

    flow.block(false);
    time.pass(Duration.ofSeconds(1));

    assertThat(flow.left()).containsExactly("start", "0", "end");
    assertThat(flow.drops()).isEmpty();
    boots.end(1);
  }

  @Test
  void whatHasNoFlowIsAcknowledgedToo() {
    boots.drop(2, BootPackets.start(1), DropReason.FLOW_LIMIT);

    assertThat(flow.drops()).containsExactly(DropReason.FLOW_LIMIT);
    assertThat(flow.taken()).containsExactly(1);
  }

  @Test
  void whatFallsAfterTheEndOfTheSessionStaysTheClients() {
    offer(BootPackets.whole(2));

    boots.sessionEnds();
    boots.end(1);

    assertThat(flow.taken()).containsExactly(1);
    assertThat(flow.drops()).containsOnly(DropReason.SESSION_ENDED).hasSize(3);
    assertThat(flow.states()).endsWith(State.INCOMPLETE);
    assertThat(turn.taken()).isFalse();
  }
}
