package org.spinngate.client.local;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.spinngate.client.net.PortFailure;
import org.spinngate.client.net.PortOwner;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.net.BindProblem;
import org.spinngate.protocol.net.ReceiveBuffer;

/**
 * Binds the local ports. Called by the thread that starts the client, before the event loop has
 * anything else to do.
 */
public final class LocalPorts {
  /** To find a port that is free on every address. */
  private static final int MOST_ATTEMPTS = 10;

  private final LocalSockets sockets;
  private final LocalPort.Arrivals arrivals;
  private final Consumer<String> warnings;
  private final PortOwner owners;
  private final List<LocalPort> ports = new ArrayList<>();
  private boolean warned;

  /**
   * @param sockets makes them
   * @param arrivals takes what arrives
   * @param warnings told what works but not well
   * @param owners finds out who has a port that is taken
   */
  public LocalPorts(
      LocalSockets sockets,
      LocalPort.Arrivals arrivals,
      Consumer<String> warnings,
      PortOwner owners) {
    this.sockets = sockets;
    this.arrivals = arrivals;
    this.warnings = warnings;
    this.owners = owners;
  }

  /**
   * Binds one service on every address. All get the same port; if any will do, one that is free on
   * each of them.
   *
   * @param port 1 to 65535, or 0 for any free one
   * @return the port
   * @throws PortFailure naming the port, who probably has it, and what to do
   */
  public int bind(Service service, List<InetAddress> addresses, int port) throws PortFailure {
    for (int attempt = 1; ; attempt++) {
      List<LocalPort> bound = new ArrayList<>();
      try {
        int chosen = bindAll(service, addresses, port, bound);
        ports.addAll(bound);
        return chosen;
      } catch (PortFailure e) {
        bound.forEach(LocalPort::close);
        if (port != 0 || attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private int bindAll(Service service, List<InetAddress> addresses, int port, List<LocalPort> bound)
      throws PortFailure {
    int chosen = port;
    for (InetAddress address : addresses) {
      LocalPort one = bindOne(service, new InetSocketAddress(address, chosen));
      bound.add(one);
      chosen = one.address().getPort();
    }
    return chosen;
  }

  private LocalPort bindOne(Service service, InetSocketAddress address) throws PortFailure {
    ChannelFuture binding =
        sockets
            .port(LocalPort.Role.of(service), address.getAddress(), arrivals)
            .bind(address)
            .awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw failure(service, address, binding.cause());
    }
    Channel channel = binding.channel();
    warnOfSmallBuffer(channel);
    return channel.pipeline().get(LocalPort.class);
  }

  private void warnOfSmallBuffer(Channel channel) {
    Optional<String> complaint = ReceiveBuffer.complaint(channel);
    if (complaint.isPresent() && !warned) {
      warned = true;
      warnings.accept(complaint.get());
    }
  }

  private static String words(BindProblem problem, String flag, Throwable cause) {
    return switch (problem) {
      case NOT_HERE -> "this machine does not have that address; give another --bind";
      case NOT_ALLOWED -> "this user may not have that port; give another " + flag;
      case NO_IPV6 -> "this machine has no IPv6; give another --bind";
      default -> String.valueOf(cause.getMessage());
    };
  }

  private PortFailure failure(Service service, InetSocketAddress address, Throwable cause) {
    String place = address.getPort() + " on " + address.getAddress().getHostAddress();
    String flag = service == Service.SCP ? "--scp-port" : "--boot-port";
    BindProblem problem = BindProblem.of(cause);
    if (problem != BindProblem.IN_USE) {
      String why = words(problem, flag, cause);
      return new PortFailure(ExitCode.CONFIGURATION, "cannot bind UDP port " + place + ": " + why);
    }
    return new PortFailure(
        ExitCode.PORT_IN_USE,
        "UDP port "
            + place
            + " is in use by "
            + owners.describe(address)
            + "; stop that, or use another address (--bind 127.0.0.2) or port ("
            + flag
            + " N)");
  }

  /** A socket by which tags reach other hosts; it takes nothing for the board. */
  LocalPort bindForOthers() throws PortFailure {
    InetSocketAddress any = new InetSocketAddress("0.0.0.0", 0);
    ChannelFuture binding =
        sockets
            .port(LocalPort.Role.ofTagTargets(), any.getAddress(), arrivals)
            .bind(any)
            .awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw failure(Service.SCP, any, binding.cause());
    }
    return binding.channel().pipeline().get(LocalPort.class);
  }

  /** The bound ports. */
  public List<LocalPort> ports() {
    return List.copyOf(ports);
  }
}
