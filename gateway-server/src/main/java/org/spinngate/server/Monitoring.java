package org.spinngate.server;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.config.ProbeSettings;
import org.spinngate.server.health.Health;
import org.spinngate.server.health.TunnelCheck;
import org.spinngate.server.probe.BoardProbe;
import org.spinngate.server.probe.HelloListener;

/** Everything that looks after boards and the server itself, wired together. */
final class Monitoring implements AutoCloseable {
  private static final long STOP_SECONDS = 5;

  /** Of this machine with itself. */
  private static final Duration HANDSHAKE = Duration.ofSeconds(2);

  private final ProbeSettings settings;
  private final Transport transport;
  private final Supplier<DatagramChannel> sockets;
  private final EventLoopGroup loops;
  private final HelloListener hellos;

  /** None of the loops that it watches. */
  private final EventExecutor watcher =
      new DefaultEventExecutor(new DefaultThreadFactory("health"));

  private Optional<BoardProbe> probe = Optional.empty();
  private Optional<TunnelCheck> tunnels = Optional.empty();

  /**
   * @param sockets makes fresh ones towards boards
   */
  Monitoring(
      ProbeSettings settings,
      Transport transport,
      Supplier<DatagramChannel> sockets,
      EventLoopGroup loops) {
    this.settings = settings;
    this.transport = transport;
    this.sockets = sockets;
    this.loops = loops;
    this.hellos = new HelloListener(transport::datagramChannel, loops.next(), settings.hello());
  }

  /** Where simulated boards say hello, if anybody listens. */
  Optional<InetSocketAddress> hellos() {
    return hellos.simulated();
  }

  /**
   * Begins to look; call it once, when the listeners are bound.
   *
   * @param tenure whether anything may leave for a board
   * @param facility all gateways of the facility, if it has several
   * @param listeners the addresses that tunnels are accepted at
   * @param trusted whether the load balancer at an address is believed
   * @throws IOException if there is no TLS in this process
   */
  Health look(
      BoardDirectory boards,
      Tenure tenure,
      Optional<Facility> facility,
      Supplier<List<InetSocketAddress>> listeners,
      Predicate<InetAddress> trusted)
      throws IOException {
    hellos.listen(boards, System::nanoTime);
    BoardProbe asking = new BoardProbe(boards, sockets, tenure, loops.next(), settings.interval());
    probe = Optional.of(asking);
    asking.start();
    TunnelCheck calls = new TunnelCheck(loops.next(), transport, listeners, trusted, HANDSHAKE);
    tunnels = Optional.of(calls);
    Health health =
        new Health(boards, new Health.Loops(loops, watcher, System::nanoTime), calls, facility);
    health.start();
    return health;
  }

  /** Looks no more; before the event loops stop. */
  @Override
  public void close() {
    probe.ifPresent(BoardProbe::close);
    hellos.close();
    watcher.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    tunnels.ifPresent(TunnelCheck::close);
  }
}
