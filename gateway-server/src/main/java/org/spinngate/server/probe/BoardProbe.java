package org.spinngate.server.probe;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.repeat.RepeatedTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.Tenure;

/**
 * Asks every board that nobody uses for its version, again and again, a round at a time. The
 * questions of a round are spread over it, so that a thousand boards are a trickle. Boards may come
 * and go between two rounds.
 *
 * <p>Lives on one event loop; {@link #start} and {@link #close} may be called from any thread.
 */
public final class BoardProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BoardProbe.class);

  private final BoardDirectory boards;
  private final Supplier<DatagramChannel> sockets;
  private final Tenure tenure;
  private final EventLoop loop;
  private final long intervalNanos;
  private final Map<Board, Inquiry> inquiries = new HashMap<>();
  private final Faults faults =
      new Faults(
          System::nanoTime, (fault, more) -> LOG.error("fault while asking boards{}", more, fault));
  private boolean closed;

  /**
   * @param boards asked for its boards at the beginning of each round
   * @param sockets gives fresh datagram sockets
   * @param tenure whether anything may leave for a board
   * @param loop where everything happens
   * @param interval between two questions to a board; zero asks nobody
   */
  public BoardProbe(
      BoardDirectory boards,
      Supplier<DatagramChannel> sockets,
      Tenure tenure,
      EventLoop loop,
      Duration interval) {
    this.boards = boards;
    this.sockets = sockets;
    this.tenure = tenure;
    this.loop = loop;
    this.intervalNanos = interval.toNanos();
  }

  /** Begins the first round. */
  public void start() {
    if (intervalNanos > 0) {
      Duration period = Duration.ofNanos(intervalNanos);
      RepeatedTask.start(loop, Duration.ZERO, period, this::round, faults);
    }
  }

  private void round() {
    assert loop.inEventLoop();
    if (closed) {
      return;
    }
    Collection<Board> present = boards.all();
    forgetAllBut(present);
    long place = 0;
    for (Board board : present) {
      Inquiry inquiry = inquiries.computeIfAbsent(board, this::inquiry);
      after(intervalNanos * place++ / present.size(), () -> ask(board, inquiry));
    }
  }

  /** What may not be asked now is asked in the next round. */
  private void ask(Board board, Inquiry inquiry) {
    if (tenure.holds() && tenure.watches(board)) {
      inquiry.ask();
    }
  }

  private Inquiry inquiry(Board board) {
    return new Inquiry(board, sockets, loop, intervalNanos);
  }

  private void forgetAllBut(Collection<Board> present) {
    Map<Board, Inquiry> gone = new HashMap<>(inquiries);
    gone.keySet().removeAll(new HashSet<>(present));
    gone.values().forEach(Inquiry::end);
    inquiries.keySet().removeAll(gone.keySet());
  }

  private void after(long nanos, Runnable step) {
    var unused = new LaterTask(step).in(loop, nanos, TimeUnit.NANOSECONDS);
  }

  /** Asks nobody any more and closes the sockets; harmless the second time. */
  @Override
  public void close() {
    loop.execute(
        () -> {
          closed = true;
          inquiries.values().forEach(Inquiry::end);
          inquiries.clear();
        });
  }
}
