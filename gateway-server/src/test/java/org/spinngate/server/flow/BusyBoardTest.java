package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.simulated.DropCause;
import org.spinngate.server.board.simulated.SimulatedBoard;
import org.spinngate.server.board.simulated.SimulationSettings;
import org.spinngate.server.testing.RealLoop;
import org.spinngate.server.testing.ScpMessage;

/** Many requests at once for a board with eight reply tags. */
@ExtendWith(LeakExtension.class)
class BusyBoardTest {
  private static final int REQUESTS = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final RealLoop loop = new RealLoop(Transport.best());
  private final RecordingListener alice = new RecordingListener();
  private SimulatedBoard board;
  private FlowTable flows;

  private void start(int window, Duration replyDelay) {
    SimulationSettings settings =
        SimulationSettings.spin5(InetAddress.getLoopbackAddress())
            .booted()
            .withReplyDelay(replyDelay);
    board = SimulatedBoard.start(loop.loop().parent(), settings).syncUninterruptibly().getNow();
    Board place =
        new Board(
            "spin5-03",
            new Board.Addresses(board.scpAddress(), board.bootAddress()),
            true,
            new Board.Handling(Duration.ZERO, window, true),
            "");
    // Time stands still, so that no request waits too long however slow this machine is.
    Flows.Shared shared =
        new Flows.Shared(loop::socket, new FlowBudget(9), 9, 99, () -> 0, Clock.systemUTC());
    flows = new FlowTable(new Flows(loop.loop(), place, "alice", shared), alice);
  }

  @AfterEach
  void stop() {
    loop.on(flows::closeAll);
    board.close().syncUninterruptibly();
    loop.close();
  }

  private void askAllAtOnce() {
    loop.on(
        () -> {
          for (int i = 0; i < REQUESTS; i++) {
            byte[] request = ScpMessage.request(0, i);
            flows.sendScp(1 + i % 3, Unpooled.wrappedBuffer(request));
          }
          flows.flush();
        });
  }

  @Test
  void withTheWindowNoneIsLost() {
    start(8, Duration.ofMillis(3));

    askAllAtOnce();

    await().atMost(PATIENCE).until(() -> alice.fromBoard().size() == REQUESTS);
    assertThat(board.counters().drops(DropCause.NO_TAG)).isZero();
    assertThat(alice.drops()).isEmpty();
  }

  @Test
  void withoutItTheBoardLosesSome() {
    start(0, Duration.ofSeconds(2));

    askAllAtOnce();

    await().atMost(PATIENCE).until(() -> board.counters().scp().datagrams() == REQUESTS);
    assertThat(board.counters().drops(DropCause.NO_TAG)).isEqualTo(REQUESTS - 8);
  }
}
