package org.spinngate.client.local;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.repeat.LaterTask;

/** The board as it appears on this machine: its bound ports and the flows behind them. */
public final class LocalBoard {
  private final ClientSockets sockets;
  private final LocalFlows flows;
  private final List<LocalPort> ports;
  private final int scpPort;
  private final int bootPort;

  private LocalBoard(
      ClientSockets sockets, LocalFlows flows, List<LocalPort> ports, int scpPort, int bootPort) {
    this.sockets = sockets;
    this.flows = flows;
    this.ports = List.copyOf(ports);
    this.scpPort = scpPort;
    this.bootPort = bootPort;
  }

  /**
   * Binds both services. They stay bound until they are given back or the sockets are closed.
   *
   * @param bind the local address, or {@code 0.0.0.0} for each of this machine's
   * @param scpPort UDP port for SCP, 0 for any free one
   * @param bootPort UDP port for boot, 0 for any free one
   * @param warnings told what works but is unwise
   * @param timing the clock, and what is late by it
   * @throws PortFailure with a sentence for the user
   */
  public static LocalBoard bind(
      ClientSockets sockets,
      String bind,
      int scpPort,
      int bootPort,
      Consumer<String> warnings,
      Timing timing)
      throws PortFailure {
    BindAddresses where = BindAddresses.of(bind);
    if (!where.loopback()) {
      warnings.accept(
          "anybody who can reach "
              + bind
              + " on this network can use the board without a password");
    }
    LocalFlows flows = new LocalFlows(sockets.loop(), timing, warnings);
    LocalPorts ports = new LocalPorts(sockets, flows, warnings, new PortOwner(Path.of("/proc")));
    int scp = ports.bind(Service.SCP, where.addresses(), scpPort);
    int boot = ports.bind(Service.BOOT, where.addresses(), bootPort);
    return new LocalBoard(sockets, flows, ports.ports(), scp, boot);
  }

  /** Whom the tunnel serves. */
  public Applications applications() {
    return flows;
  }

  /** Every bound port, of every address. */
  public List<LocalPort> ports() {
    return ports;
  }

  /** The port for SCP, the same on every address. */
  public int scpPort() {
    return scpPort;
  }

  /** The port for boot, the same on every address. */
  public int bootPort() {
    return bootPort;
  }

  /** Boot datagrams that the server is not done with; for any thread. */
  public CompletableFuture<Integer> bootsOnTheWay() {
    CompletableFuture<Integer> count = new CompletableFuture<>();
    // Later, as the loop first reads what applications have sent before this call.
    var unused =
        new LaterTask(() -> count.complete(flows.boots().onTheWay()), count::completeExceptionally)
            .in(sockets.loop(), 1, TimeUnit.MILLISECONDS);
    return count;
  }

  /** The session ends: what applications boot from here on is dropped. On the event loop. */
  public void endBoots() {
    flows.boots().end();
  }

  /** Gives the local ports back; for any thread. */
  public void unbind() {
    ports.forEach(LocalPort::giveBack);
  }

  /** What has passed so far; for any thread, as long as the sockets are open. */
  public CompletableFuture<TrafficSummary> traffic() {
    return CompletableFuture.supplyAsync(flows::summary, sockets.loop());
  }
}
