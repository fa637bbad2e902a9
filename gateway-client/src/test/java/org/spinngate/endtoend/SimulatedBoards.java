package org.spinngate.endtoend;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/** Simulated boards on an event loop of their own. */
public final class SimulatedBoards implements AutoCloseable {
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("boards", true), NioIoHandler.newFactory());
  private final List<SimulatedBoard> boards = new CopyOnWriteArrayList<>();

  public SimulatedBoard start(SimulationSettings settings) {
    SimulatedBoard board = SimulatedBoard.start(loop, settings).syncUninterruptibly().getNow();
    boards.add(board);
    return board;
  }

  @Override
  public void close() {
    boards.forEach(board -> board.close().awaitUninterruptibly());
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
