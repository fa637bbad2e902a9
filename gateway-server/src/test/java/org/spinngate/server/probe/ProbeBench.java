package org.spinngate.server.probe;

import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.config.ProbeSettings;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/** Simulated boards with addresses of their own, asked and heard every tenth of a second. */
public final class ProbeBench implements AutoCloseable {
  /** Between two questions, and between two hellos. */
  public static final Duration INTERVAL = Duration.ofMillis(100);

  /** Long enough for any state to be found out, and only waited for in vain. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Transport transport = Transport.best();
  private final EventLoopGroup group = transport.eventLoops(1, "probe");
  private final EventLoopGroup simulation = transport.eventLoops(1, "simulation");
  private final List<SimulatedBoard> simulated = new ArrayList<>();
  private final List<BoardProbe> probes = new ArrayList<>();
  private volatile Tenure tenure = Tenure.ALWAYS;
  private final HelloListener hellos =
      new HelloListener(
          transport::datagramChannel, group.next(), new ProbeSettings.Hello.At(List.of()));

  /** The settings of a board that has a loopback address of its own. */
  public SimulationSettings settings(int number) throws UnknownHostException {
    InetAddress own = InetAddress.getByAddress(new byte[] {127, 91, 5, (byte) number});
    return SimulationSettings.spin5(own)
        .withStartUp(Duration.ofMillis(300), Duration.ofMillis(600))
        .withHello(INTERVAL, hellos.simulated().orElseThrow());
  }

  /** Switches a board on. */
  public SimulatedBoard start(SimulationSettings settings) {
    SimulatedBoard board =
        SimulatedBoard.start(simulation, transport::datagramChannel, settings)
            .syncUninterruptibly()
            .getNow();
    simulated.add(board);
    return board;
  }

  /** The gateway's view of a board. */
  public Board board(String name, SimulatedBoard board) {
    return new Board(
        name,
        new Board.Addresses(board.scpAddress(), board.bootAddress()),
        false,
        new Board.Handling(Duration.ofMillis(10), 8, true),
        "");
  }

  /** Whether any board may be asked, from now on. */
  public void tenure(Tenure other) {
    tenure = other;
  }

  /** Asks and hears these boards from now on. */
  public void watch(Board... boards) {
    BoardDirectory directory = new BoardDirectory(List.of(boards));
    hellos.listen(directory, System::nanoTime);
    BoardProbe probe =
        new BoardProbe(
            directory, transport::datagramChannel, () -> tenure.holds(), group.next(), INTERVAL);
    probes.add(probe);
    probe.start();
  }

  @Override
  public void close() {
    probes.forEach(BoardProbe::close);
    hellos.close();
    simulated.forEach(board -> board.close().syncUninterruptibly());
    for (EventLoopGroup any : List.of(group, simulation)) {
      any.shutdownGracefully(20, 5_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }
  }
}
