package org.spinngate.server.probe;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.RepeatedTask;
import org.spinngate.server.board.BoardDirectory;

/**
 * Finds this machine's own addresses from which its datagrams leave for a board. Boards on loopback
 * addresses count for nothing. Confined to its event loop.
 */
final class FacingAddresses {
  private static final Logger LOG = LoggerFactory.getLogger(FacingAddresses.class);
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final BoardDirectory boards;
  private final EventLoop loop;
  private final Consumer<InetAddress> news;
  private final Set<InetSocketAddress> looked = new HashSet<>();
  private final Set<InetAddress> found = new HashSet<>();
  private final Faults faults =
      new Faults(
          System::nanoTime,
          (fault, more) -> LOG.error("fault while looking for own addresses{}", more, fault));

  /**
   * @param news told each address once
   */
  FacingAddresses(BoardDirectory boards, EventLoop loop, Consumer<InetAddress> news) {
    this.boards = boards;
    this.loop = loop;
    this.news = news;
  }

  /** Looks now, and later at boards that are new or that no way led to. */
  void watch() {
    RepeatedTask.start(loop, Duration.ZERO, PERIOD, this::look, faults);
  }

  private void look() {
    assert loop.inEventLoop();
    boards.all().stream()
        .map(board -> board.addresses().boot())
        .filter(boot -> !boot.isUnresolved())
        .filter(boot -> !boot.getAddress().isLoopbackAddress() && !looked.contains(boot))
        .forEach(this::look);
  }

  private void look(InetSocketAddress board) {
    Optional<InetAddress> own = facing(board);
    own.ifPresent(address -> looked.add(board));
    own.filter(address -> !address.isLoopbackAddress()).filter(found::add).ifPresent(news);
  }

  /** A connected datagram socket has its way's own address; nothing is sent. */
  static Optional<InetAddress> facing(InetSocketAddress board) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(board);
      return Optional.of(socket.getLocalAddress());
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
