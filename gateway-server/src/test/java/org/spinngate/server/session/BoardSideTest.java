package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.budget.SessionRates;
import org.spinngate.server.flow.Flows;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.TestBudgets;
import org.spinngate.server.testing.TestLoop;
import org.spinngate.server.usage.RecordingMeter;
import org.spinngate.server.usage.Traffic;

/** What is counted on the way to a board and back, and what the board's record hears of it. */
@ExtendWith(LeakExtension.class)
class BoardSideTest {
  private final SessionBench bench = SessionBench.usual();
  private final TestLoop time = bench.time();
  private final Board board = bench.board();
  private final List<MemorySocket> sockets = new ArrayList<>();
  private final RecordingTunnel tunnel = new RecordingTunnel();
  private final SessionLabel label =
      new SessionLabel(new SessionId(7), bench.client("alice", "*"), board);
  private final ClientAttachment attachment =
      new ClientAttachment(new ClientConnection(label.client(), tunnel, 0), time::nanoTime, time);
  private final RecordingMeter meter = new RecordingMeter();
  private final BoardSide side =
      new BoardSide(
          label,
          attachment,
          new SessionLog(label, new SessionLines(time::nanoTime)),
          meter,
          flows());

  private Flows.Shared flows() {
    return new Flows.Shared(
        this::socket,
        Tenure.ALWAYS,
        TestBudgets.flows(2),
        new Flows.PerSession(8, SessionRates.UNLIMITED, 64),
        Timing.of(time::nanoTime),
        time);
  }

  private MemorySocket socket() {
    MemorySocket fresh = new MemorySocket(time::nanoTime);
    sockets.add(fresh);
    return fresh;
  }

  @AfterEach
  void close() {
    side.closeAll();
    assertThat(sockets).noneMatch(MemorySocket::isOpen);
  }

  private void send(int flow) {
    side.sendScp(flow, TestDatagrams.datagram(26));
    side.flush();
  }

  private Map<DropReason, Long> drops() {
    return side.traffic().drops();
  }

  @Test
  void aDatagramLeavesWithTheFlushAndIsCounted() {
    side.sendScp(1, TestDatagrams.datagram(26));
    assertThat(sockets.get(0).sent()).isEmpty();

    side.flush();

    assertThat(sockets.get(0).sent()).hasSize(1);
    assertThat(side.traffic()).isEqualTo(new Traffic.Snapshot(1, 26, 0, 0, Map.of()));
  }

  @Test
  void whatTheClientTakesIsCountedAndWhatItDoesNotTakeIsDropped() {
    send(1);
    sockets.get(0).receive(new byte[48]);
    tunnel.fillUp();
    sockets.get(0).receive(new byte[48]);
    attachment.lose(SessionBench.GRACE, time.loop(), () -> {});
    sockets.get(0).receive(new byte[48]);

    assertThat(side.traffic())
        .isEqualTo(
            new Traffic.Snapshot(
                1, 26, 1, 48, Map.of(DropReason.TUNNEL_FULL, 1L, DropReason.TUNNEL_DOWN, 1L)));
  }

  @Test
  void whatDidNotLeaveForTheClientAfterAllIsTakenBack() {
    send(1);
    sockets.get(0).receive(new byte[48]);

    side.unsent(new Unsent(DropReason.SEND_FAILED, 1, 48));

    assertThat(side.traffic())
        .isEqualTo(new Traffic.Snapshot(1, 26, 0, 0, Map.of(DropReason.SEND_FAILED, 1L)));
  }

  @Test
  void theAnswersOfABoardAreItsWord() {
    send(1);
    sockets.get(0).receive(new byte[48]);
    assertThat(board.status().state()).isEqualTo(BoardState.UNKNOWN);

    side.tellBoard();

    assertThat(board.status().state()).isEqualTo(BoardState.BOOTED);
  }

  @Test
  void whatItsBootServiceSaysIsNot() {
    side.sendBoot(1, 0, TestDatagrams.bootPacket(1));
    sockets.get(0).receive(new byte[18]);
    side.closeAll();

    side.tellBoard();

    assertThat(tunnel.datagrams()).hasSize(1);
    assertThat(board.status().state()).isNotEqualTo(BoardState.BOOTED);
  }

  @Test
  void aFlowThatIsClosedMakesRoomAndTheOthersStay() {
    send(1);
    send(2);

    side.close(Service.SCP, 1);
    side.close(Service.SCP, 1);
    side.close(Service.BOOT, 2);
    assertThat(side.open()).isEqualTo(1);
    send(3);

    assertThat(sockets).extracting(MemorySocket::isOpen).containsExactly(false, true, true);
    assertThat(drops()).isEmpty();
  }

  @Test
  void aBootUnderWayMustStayAndNothingElseMust() {
    side.sendBoot(1, 0, TestDatagrams.bootPacket(1));
    send(1);

    assertThat(side.mustStay(Service.BOOT, 1)).isTrue();
    assertThat(side.mustStay(Service.SCP, 1)).isFalse();
    assertThat(side.mustStay(Service.BOOT, 2)).isFalse();
  }

  @Test
  void whatFallsAfterTheEndIsToldALittleLaterAndOnce() {
    SessionTick unused =
        side.tick(
            SessionBench.NO_LIMITS,
            Duration.ZERO,
            time::nanoTime,
            () -> SessionRow.of(label, time.instant(), attachment, side.open(), side.traffic()));
    attachment.end(CloseCause.RELEASED, "");
    try (LogCapture log = new LogCapture(Session.class.getName())) {
      side.dropped(DropReason.SESSION_ENDED, 2);
      side.dropped(DropReason.SESSION_ENDED, 1);
      time.pass(Duration.ofSeconds(10));

      assertThat(log.lines("ended before"))
          .containsExactly("session ended before: dropped 3 (3 session-ended) more");
      assertThat(meter.heard()).contains("moved spin5-01 tcp 0/0 0/0 3 (3 session-ended)");
    }
  }
}
