package org.spinngate.server.probe;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.spinngate.server.board.BoardDirectory;

/**
 * Finds this machine's own addresses from which its datagrams leave for a board. Boards on loopback
 * addresses count for nothing. Confined to its event loop.
 */
final class FacingAddresses {
  private static final long AGAIN_SECONDS = 60;

  private final BoardDirectory boards;
  private final EventLoop loop;
  private final Consumer<InetAddress> news;
  private final Set<InetSocketAddress> looked = new HashSet<>();
  private final Set<InetAddress> found = new HashSet<>();

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
    var unused = loop.scheduleAtFixedRate(this::look, 0, AGAIN_SECONDS, TimeUnit.SECONDS);
  }

  private void look() {
    assert loop.inEventLoop();
    boards.all().stream()
        .map(board -> board.addresses().boot())
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
