package org.spinngate.client.local;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.net.BindProblem;

/**
 * Binds the local ports. Called by the thread that starts the client, before the event loop has
 * anything else to do.
 */
public final class LocalPorts {
  /** One byte more than is forwarded, so that a longer datagram is noticed and never cut. */
  private static final int RECEIVE_BYTES = DataFrame.MAX_DATAGRAM + 1;

  private static final int DATAGRAMS_PER_READ = 8;

  /** To find a port that is free on every address. */
  private static final int MOST_ATTEMPTS = 10;

  private static final int WANTED_BUFFER_BYTES = 4 * 1024 * 1024;
  private static final int SMALL_BUFFER_BYTES = 1024 * 1024;
  private static final WriteBufferWaterMark WRITE_LIMIT =
      new WriteBufferWaterMark(2 * 1024 * 1024, 4 * 1024 * 1024);

  private final ClientSockets sockets;
  private final LocalFlows flows;
  private final Consumer<String> warnings;
  private final PortOwner owners;
  private final List<LocalPort> ports = new ArrayList<>();
  private boolean warned;
  private boolean loopbackOnly;

  /**
   * @param sockets starts them
   * @param flows takes what arrives
   * @param warnings told what works but not well
   * @param owners finds out who has a port that is taken
   */
  public LocalPorts(
      ClientSockets sockets, LocalFlows flows, Consumer<String> warnings, PortOwner owners) {
    this.sockets = sockets;
    this.flows = flows;
    this.warnings = warnings;
    this.owners = owners;
  }

  /** From now on nobody but this machine reaches what is bound, if the system can do that. */
  void keepOthersOut() {
    loopbackOnly = true;
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
        socket(service, address.getAddress()).bind(address).awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw failure(service, address, binding.cause());
    }
    Channel channel = binding.channel();
    warnOfSmallBuffer(channel);
    return channel.pipeline().get(LocalPort.class);
  }

  private Bootstrap socket(Service service, InetAddress address) {
    return sockets
        .datagram(address)
        .option(ChannelOption.SO_RCVBUF, WANTED_BUFFER_BYTES)
        .option(ChannelOption.SO_SNDBUF, WANTED_BUFFER_BYTES)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_LIMIT)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                setReceiveBuffers(channel);
                if (loopbackOnly && !LoopbackOnly.keep(channel)) {
                  warnings.accept(BindAddresses.openToAll(address.getHostAddress()));
                }
                channel.pipeline().addLast("local", new LocalPort(service, flows, channel));
              }
            });
  }

  private static void setReceiveBuffers(Channel channel) {
    int datagrams = channel instanceof EpollDatagramChannel ? DATAGRAMS_PER_READ : 1;
    channel
        .config()
        .setRecvByteBufAllocator(
            new FixedRecvByteBufAllocator(datagrams * RECEIVE_BYTES).maxMessagesPerRead(16));
    if (datagrams > 1) {
      channel.config().setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, RECEIVE_BYTES);
    }
  }

  private void warnOfSmallBuffer(Channel channel) {
    int granted = channel.config().getOption(ChannelOption.SO_RCVBUF);
    if (granted < SMALL_BUFFER_BYTES && !warned) {
      warned = true;
      warnings.accept(
          "the system grants a receive buffer of only "
              + granted / 1024
              + " KiB; bursts may be lost (on Linux: sysctl -w net.core.rmem_max="
              + WANTED_BUFFER_BYTES
              + ")");
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

  /** The bound ports. */
  public List<LocalPort> ports() {
    return List.copyOf(ports);
  }
}
