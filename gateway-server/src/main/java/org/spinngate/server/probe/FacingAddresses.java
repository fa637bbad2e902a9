package org.spinngate.server.probe;

import io.netty.channel.EventLoop;
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
  private final Set<InetAddress> gone = new HashSet<>();
  private final OwnAddresses own;
  private final Faults faults =
      new Faults(
          System::nanoTime,
          (fault, more) -> LOG.error("fault while looking for own addresses{}", more, fault));

  /** What the operating system knows. */
  interface OwnAddresses {
    /** This machine's own address from which its datagrams leave for a board, if there is a way. */
    Optional<InetAddress> facing(InetSocketAddress board);

    /** Whether this address is this machine's at present. */
    boolean has(InetAddress address);
  }

  /**
   * @param news told each address once
   */
  FacingAddresses(
      BoardDirectory boards, EventLoop loop, OwnAddresses own, Consumer<InetAddress> news) {
    this.own = own;
    this.boards = boards;
    this.loop = loop;
    this.news = news;
  }

  /**
   * Looks now, and later at boards that are new or that no way led to, and at all of them when one
   * of the addresses is not this machine's any more.
   */
  void watch() {
    RepeatedTask.start(loop, Duration.ZERO, PERIOD, this::look, faults);
  }

  private void look() {
    assert loop.inEventLoop();
    gone.removeIf(own::has);
    for (InetAddress address : found) {
      if (!own.has(address) && gone.add(address)) {
        looked.clear();
      }
    }
    boards.all().stream()
        .map(board -> board.addresses().boot())
        .filter(boot -> !boot.isUnresolved())
        .filter(boot -> !boot.getAddress().isLoopbackAddress() && !looked.contains(boot))
        .forEach(this::look);
  }

  private void look(InetSocketAddress board) {
    Optional<InetAddress> address = own.facing(board);
    address.ifPresent(known -> looked.add(board));
    address.filter(known -> !known.isLoopbackAddress()).filter(found::add).ifPresent(news);
  }
}
