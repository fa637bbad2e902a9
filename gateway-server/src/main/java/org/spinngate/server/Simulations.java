package org.spinngate.server;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.config.BoardPlace;
import org.spinngate.server.config.SimulationOptions;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.simulated.LinkFaults;
import org.spinngate.simulated.ScampRelease;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;
import org.spinngate.simulated.frame.FrameSettings;
import org.spinngate.simulated.frame.SimulatedFrame;

/** Starts the boards that the server simulates itself. */
final class Simulations {
  /** As often as a boot ROM does (domain: boot ROM). */
  private static final Duration HELLO = Duration.ofMillis(4096);

  private final EventLoopGroup loop;
  private final Transport transport;
  private final Optional<InetSocketAddress> hellos;
  private final Map<InetSocketAddress, SimulatedFrame> frames = new HashMap<>();

  /**
   * @param transport the one of the loop
   * @param hellos where unbooted boards say hello, if anybody listens
   */
  Simulations(EventLoopGroup loop, Transport transport, Optional<InetSocketAddress> hellos) {
    this.loop = loop;
    this.transport = transport;
    this.hellos = hellos;
  }

  /**
   * Starts one; blocks until it has its ports.
   *
   * @throws IOException if it cannot have its address
   */
  SimulatedBoard start(String name, BoardPlace.Simulated place, int identity) throws IOException {
    Future<SimulatedBoard> started =
        SimulatedBoard.start(loop, transport::datagramChannel, spoken(settings(place, identity)))
            .awaitUninterruptibly();
    if (!started.isSuccess()) {
      throw new IOException(
          "cannot start the simulated board %s: %s".formatted(name, started.cause().getMessage()));
    }
    return started.getNow();
  }

  /**
   * Has the power of a board switched by a BMP that the server simulates; blocks until that has its
   * port.
   *
   * @throws IOException if it cannot have its address
   */
  synchronized void wire(PowerSource.Bmp bmp, SimulatedBoard board) throws IOException {
    SimulatedFrame frame = frames.get(bmp.address());
    if (frame == null) {
      frame = frame(bmp.address());
      frames.put(bmp.address(), frame);
    }
    frame.wire(bmp.slot(), board).awaitUninterruptibly();
  }

  private SimulatedFrame frame(InetSocketAddress address) throws IOException {
    Future<SimulatedFrame> started =
        SimulatedFrame.start(loop, transport::datagramChannel, FrameSettings.real(address))
            .awaitUninterruptibly();
    if (!started.isSuccess()) {
      throw new IOException(
          "cannot start the simulated BMP at %s:%d: %s"
              .formatted(
                  address.getAddress().getHostAddress(),
                  address.getPort(),
                  started.cause().getMessage()));
    }
    return started.getNow();
  }

  private SimulationSettings spoken(SimulationSettings settings) {
    return hellos.map(to -> settings.withHello(HELLO, to)).orElse(settings);
  }

  private static SimulationSettings settings(BoardPlace.Simulated place, int identity) {
    SimulationOptions options = place.options();
    SimulationSettings settings =
        switch (options.kind()) {
          case SPIN3 -> SimulationSettings.spin3(place.scp().getAddress());
          case SPIN5 -> SimulationSettings.spin5(place.scp().getAddress());
        };
    settings =
        settings
            .withPorts(place.scp().getPort(), place.boot().getPort())
            .withIdentity(identity)
            .withRelease(new ScampRelease(options.version()))
            .withStartUp(options.ethernetUp(), options.ready())
            .withFaults(
                LinkFaults.NONE
                    .withLoss(options.loss(), options.loss())
                    .withDuplication(options.duplication(), options.duplication())
                    .withDelay(options.delay()));
    return options.booted() ? settings.booted() : settings;
  }
}
