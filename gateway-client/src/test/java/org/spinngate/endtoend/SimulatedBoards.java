package org.spinngate.endtoend;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.net.Transport;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/** Simulated boards on an event loop of their own. */
public final class SimulatedBoards implements AutoCloseable {
  private final EventLoopGroup loop =
      Transport.NIO.eventLoops(1, new DefaultThreadFactory("boards", true));
  private final List<SimulatedBoard> boards = new CopyOnWriteArrayList<>();

  public SimulatedBoard start(SimulationSettings settings) {
    SimulatedBoard board =
        SimulatedBoard.start(loop, Transport.NIO::datagramChannel, settings)
            .syncUninterruptibly()
            .getNow();
    boards.add(board);
    return board;
  }

  @Override
  public void close() {
    boards.forEach(board -> board.close().awaitUninterruptibly());
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
