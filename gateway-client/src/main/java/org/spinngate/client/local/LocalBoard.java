package org.spinngate.client.local;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.net.BindAddresses;
import org.spinngate.client.net.PortFailure;
import org.spinngate.client.net.PortOwner;
import org.spinngate.client.tag.MachineAddresses;
import org.spinngate.client.tag.TagPolicy;
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
  private final LocalSockets sources;
  private final PortOwner owners = new PortOwner(Path.of("/proc"));
  private final Consumer<String> warnings;
  private final boolean anyTagTarget;
  private final MachineAddresses machine =
      new MachineAddresses(ForkJoinPool.commonPool(), MachineAddresses::ofSystem);
  private volatile Bound bound;
  private volatile @Nullable LocalPort toOthers;

  /**
   * Where it is.
   *
   * @param address in words
   * @param ports of every address and service
   */
  private record Bound(String address, List<LocalPort> ports, int scpPort, int bootPort) {}

  private LocalBoard(
      ClientSockets sockets,
      Bound nowhere,
      boolean anyTagTarget,
      Consumer<String> warnings,
      Timing timing) {
    this.sockets = sockets;
    this.sources = new LocalSockets(sockets, warnings);
    this.bound = nowhere;
    this.anyTagTarget = anyTagTarget;
    this.warnings = warnings;
    this.flows =
        new LocalFlows(
            sockets.loop(),
            timing,
            warnings,
            new TagPolicy(machine, anyTagTarget),
            new ReversePortOpener(sources, owners, warnings)::open);
  }

  /**
   * Where the board is to appear.
   *
   * @param bind the local address, or {@code 0.0.0.0} for each of this machine's
   * @param scpPort UDP port for SCP, 0 for any free one
   * @param bootPort UDP port for boot, 0 for any free one
   */
  public record Place(String bind, int scpPort, int bootPort) {}

  /**
   * Binds both services. They stay bound until they are given back or the sockets are closed.
   *
   * @param place where
   * @param anyTagTarget whether IP tags may aim at other hosts than this machine
   * @param warnings told what works but is unwise
   * @param timing the clock, and what is late by it
   * @throws PortFailure with a sentence for the user
   */
  public static LocalBoard bind(
      ClientSockets sockets,
      Place place,
      boolean anyTagTarget,
      Consumer<String> warnings,
      Timing timing)
      throws PortFailure {
    String bind = place.bind;
    BindAddresses where = BindAddresses.of(bind);
    if (!where.loopback()) {
      warnings.accept(BindAddresses.openToAll(bind));
    }
    LocalBoard board =
        unbound(sockets, place.scpPort, place.bootPort, anyTagTarget, warnings, timing);
    board.bind(board.freshPorts(), where.addresses(), bind);
    return board;
  }

  /**
   * One that nobody can reach until {@link #bindAt}.
   *
   * @param scpPort UDP port for SCP, 0 for any free one
   * @param bootPort UDP port for boot, 0 for any free one
   * @param anyTagTarget whether IP tags may aim at other hosts than this machine
   * @param warnings told what works but is unwise
   * @param timing the clock, and what is late by it
   */
  public static LocalBoard unbound(
      ClientSockets sockets,
      int scpPort,
      int bootPort,
      boolean anyTagTarget,
      Consumer<String> warnings,
      Timing timing) {
    Bound nowhere = new Bound("nowhere", List.of(), scpPort, bootPort);
    return new LocalBoard(sockets, nowhere, anyTagTarget, warnings, timing);
  }

  /**
   * Binds both services at an address of this machine that only this machine is to use. Not for the
   * event loop, because it waits.
   *
   * @throws PortFailure with a sentence for the user
   */
  public void bindAt(InetAddress address) throws PortFailure {
    sources.keepOthersOut();
    bind(freshPorts(), List.of(address), address.getHostAddress());
    machine.refresh();
  }

  private LocalPorts freshPorts() {
    return new LocalPorts(sources, flows, warnings, owners);
  }

  private void bind(LocalPorts ports, List<InetAddress> addresses, String words)
      throws PortFailure {
    boolean complete = false;
    try {
      int scp = ports.bind(Service.SCP, addresses, bound.scpPort);
      int boot = ports.bind(Service.BOOT, addresses, bound.bootPort);
      if (anyTagTarget && toOthers == null) {
        LocalPort others = ports.bindForOthers();
        toOthers = others;
        flows.reachOthersBy(others);
      }
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
    endTags();
  }

  /** Gives the local ports back before it returns; not for the event loop. */
  public void unbindNow() {
    bound.ports.forEach(LocalPort::close);
    endTags();
  }

  private void endTags() {
    LocalPort others = toOthers;
    if (others != null) {
      others.giveBack();
      toOthers = null;
    }
    if (!sockets.loop().isShuttingDown()) {
      sockets.loop().execute(flows::endTags);
    }
  }

  /** What has passed so far; for any thread, as long as the sockets are open. */
  public CompletableFuture<TrafficSummary> traffic() {
    return CompletableFuture.supplyAsync(flows::summary, sockets.loop());
  }
}
