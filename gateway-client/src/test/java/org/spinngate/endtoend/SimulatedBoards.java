package org.spinngate.endtoend;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.net.Transport;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;
import org.spinngate.simulated.frame.FrameSettings;
import org.spinngate.simulated.frame.SimulatedFrame;

/** Simulated boards on an event loop of their own. */
public final class SimulatedBoards implements AutoCloseable {
  private final EventLoopGroup loop =
      Transport.NIO.eventLoops(1, new DefaultThreadFactory("boards", true));
  private final List<SimulatedBoard> boards = new CopyOnWriteArrayList<>();
  private final List<SimulatedFrame> frames = new CopyOnWriteArrayList<>();

  public SimulatedBoard start(SimulationSettings settings) {
    SimulatedBoard board =
        SimulatedBoard.start(loop, Transport.NIO::datagramChannel, settings)
            .syncUninterruptibly()
            .getNow();
    boards.add(board);
    return board;
  }

  /** A frame whose BMP switches their power, once they are wired. */
  public SimulatedFrame frame() {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    SimulatedFrame frame =
        SimulatedFrame.start(loop, Transport.NIO::datagramChannel, FrameSettings.quick(anyPort))
            .syncUninterruptibly()
            .getNow();
    frames.add(frame);
    return frame;
  }

  @Override
  public void close() {
    frames.forEach(frame -> frame.close().awaitUninterruptibly());
    boards.forEach(board -> board.close().awaitUninterruptibly());
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
