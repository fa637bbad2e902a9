package org.spinngate.server.flow;

import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.budget.SessionRates;
import org.spinngate.server.testing.RealLoop;
import org.spinngate.server.testing.TestBudgets;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/** Flow tables of several users of one simulated board, on the sockets of this machine. */
final class BoardBench implements AutoCloseable {
  private final RealLoop loop = new RealLoop(Transport.best());
  private final SimulatedBoard simulated;
  private final Board board;

  BoardBench(int window, UnaryOperator<SimulationSettings> change) {
    SimulationSettings settings = SimulationSettings.spin5(InetAddress.getLoopbackAddress());
    simulated =
        SimulatedBoard.start(loop.loop().parent(), loop::socket, change.apply(settings.booted()))
            .syncUninterruptibly()
            .getNow();
    board =
        new Board(
            "spin5-03",
            new Board.Addresses(simulated.scpAddress(), simulated.bootAddress()),
            true,
            new Board.Handling(Duration.ZERO, window, true),
            "");
  }

  /**
   * One user's flows. Their time stands still, so that nothing waits too long however slow this
   * machine is.
   */
  FlowTable table(FlowListener listener) {
    Flows.Shared shared =
        new Flows.Shared(
            loop::socket,
            Tenure.ALWAYS,
            TestBudgets.flows(9),
            new Flows.PerSession(9, SessionRates.UNLIMITED, 99),
            Timing.of(() -> 0),
            Clock.systemUTC());
    return new FlowTable(new Flows(loop.loop(), board, "alice", shared), listener);
  }

  SimulatedBoard simulated() {
    return simulated;
  }

  /** Sends datagrams of one flow, all at once. */
  void send(FlowTable table, int flow, byte[]... datagrams) {
    loop.on(
        () -> {
          for (byte[] datagram : datagrams) {
            table.sendScp(flow, Unpooled.wrappedBuffer(datagram));
          }
          table.flush();
        });
  }

  void on(Runnable action) {
    loop.on(action);
  }

  @Override
  public void close() {
    simulated.close().syncUninterruptibly();
    loop.close();
  }
}
