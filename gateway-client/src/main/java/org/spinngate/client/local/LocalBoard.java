package org.spinngate.client.local;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The board as it appears on this machine: its bound ports and the flows behind them. It may be
 * bound at once, or when its place is known.
 */
public final class LocalBoard {
  private final ClientSockets sockets;
  private final LocalFlows flows;
  private final Consumer<String> warnings;
  private volatile Bound bound;

  /**
   * Where it is.
   *
   * @param address in words
   * @param ports of every address and service
   */
  private record Bound(String address, List<LocalPort> ports, int scpPort, int bootPort) {}

  private LocalBoard(
      ClientSockets sockets, Bound nowhere, Consumer<String> warnings, Timing timing) {
    this.sockets = sockets;
    this.bound = nowhere;
    this.warnings = warnings;
    this.flows = new LocalFlows(sockets.loop(), timing, warnings);
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
      warnings.accept(BindAddresses.openToAll(bind));
    }
    LocalBoard board = unbound(sockets, scpPort, bootPort, warnings, timing);
    board.bind(board.freshPorts(), where.addresses(), bind);
    return board;
  }

  /**
   * One that nobody can reach until {@link #bindAt}.
   *
   * @param scpPort UDP port for SCP, 0 for any free one
   * @param bootPort UDP port for boot, 0 for any free one
   * @param warnings told what works but is unwise
   * @param timing the clock, and what is late by it
   */
  public static LocalBoard unbound(
      ClientSockets sockets, int scpPort, int bootPort, Consumer<String> warnings, Timing timing) {
    Bound nowhere = new Bound("nowhere", List.of(), scpPort, bootPort);
    return new LocalBoard(sockets, nowhere, warnings, timing);
  }

  /**
   * Binds both services at an address of this machine that only this machine is to use. Not for the
   * event loop, because it waits.
   *
   * @throws PortFailure with a sentence for the user
   */
  public void bindAt(InetAddress address) throws PortFailure {
    LocalPorts ports = freshPorts();
    ports.keepOthersOut();
    bind(ports, List.of(address), address.getHostAddress());
  }

  private LocalPorts freshPorts() {
    return new LocalPorts(sockets, flows, warnings, new PortOwner(Path.of("/proc")));
  }

  private void bind(LocalPorts ports, List<InetAddress> addresses, String words)
      throws PortFailure {
    boolean complete = false;
    try {
      int scp = ports.bind(Service.SCP, addresses, bound.scpPort);
      int boot = ports.bind(Service.BOOT, addresses, bound.bootPort);
      bound = new Bound(words, ports.ports(), scp, boot);
      complete = true;
    } finally {
      if (!complete) {
        ports.ports().forEach(LocalPort::giveBack);
      }
    }
  }

  /** Whom the tunnel serves. */
  public Applications applications() {
    return flows;
  }

  /** Every bound port, of every address. */
  public List<LocalPort> ports() {
    return bound.ports;
  }

  /** Where it is, in the user's words or as an address. */
  public String address() {
    return bound.address;
  }

  /** The port for SCP, the same on every address. */
  public int scpPort() {
    return bound.scpPort;
  }

  /** The port for boot, the same on every address. */
  public int bootPort() {
    return bound.bootPort;
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
    bound.ports.forEach(LocalPort::giveBack);
  }

  /** Gives the local ports back before it returns; not for the event loop. */
  public void unbindNow() {
    bound.ports.forEach(LocalPort::close);
  }

  /** What has passed so far; for any thread, as long as the sockets are open. */
  public CompletableFuture<TrafficSummary> traffic() {
    return CompletableFuture.supplyAsync(flows::summary, sockets.loop());
  }
}
