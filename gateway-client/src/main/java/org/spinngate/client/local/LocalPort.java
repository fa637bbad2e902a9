package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.net.KernelDrops;
import org.spinngate.protocol.repeat.Faults;

/**
 * One bound UDP port that stands for the board. It stays bound also while there is no tunnel: an
 * ICMP refusal would make the tools give up at once (domain: what real clients do on the wire).
 *
 * <p>Confined to the one event loop, apart from {@link #service()} and {@link #address()}.
 */
public final class LocalPort extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(LocalPort.class);

  private final Role role;
  private final Arrivals arrivals;
  private final Channel channel;
  private final Map<InetSocketAddress, LocalFlow> byApplication = new HashMap<>();
  private final Replies replies = new Replies();
  private final Faults faults =
      new Faults(
          System::nanoTime, (fault, more) -> LOG.error("fault at a local port{}", more, fault));
  private @Nullable KernelDrops overflow;
  private @Nullable LocalFlow latest;
  private boolean unflushed;

  /**
   * What a port is for.
   *
   * @param service which of the board's services it stands for
   * @param boardPort the board's UDP port, if that is a reverse tag's; 0 if it is the service's
   * @param listens whether what arrives is for the board; if not, it is dropped
   */
  record Role(Service service, int boardPort, boolean listens) {
    static Role of(Service service) {
      return new Role(service, 0, true);
    }

    static Role ofReverseTag(int boardPort) {
      return new Role(Service.SCP, boardPort, true);
    }

    /** Only sends what tags bring to other hosts. */
    static Role ofTagTargets() {
      return new Role(Service.SCP, 0, false);
    }
  }

  /** Takes what arrives at a port. Called on the event loop. */
  interface Arrivals {
    /** A datagram from an application; the buffer stays the caller's. */
    void fromApplication(LocalPort port, InetSocketAddress application, ByteBuf datagram);

    /** A datagram for an application met an error of the operating system; the socket goes on. */
    void failed();

    /** A port is there, and what the system drops at it is to be counted, too. */
    void bound(LocalPort port, KernelDrops overflow);
  }

  /** One that stands for a service. */
  LocalPort(Service service, Arrivals arrivals, Channel channel) {
    this(Role.of(service), arrivals, channel);
  }

  /**
   * @param role what it is for
   * @param arrivals takes what arrives
   * @param channel the socket that this is the only handler of
   */
  LocalPort(Role role, Arrivals arrivals, Channel channel) {
    this.role = role;
    this.arrivals = arrivals;
    this.channel = channel;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (role.listens) {
      overflow = KernelDrops.of(channel);
      arrivals.bound(this, overflow);
    }
    ctx.fireChannelActive();
  }

  /** Which of the board's services it stands for. */
  public Service service() {
    return role.service;
  }

  /** The board's UDP port, if that is a reverse tag's; 0 if it is the service's. */
  int boardPort() {
    return role.boardPort;
  }

  /** What the system drops here; null before it is bound. */
  @Nullable KernelDrops overflow() {
    return overflow;
  }

  /** Whether it stands for the port of a reverse tag. */
  boolean isReverse() {
    return role.boardPort != 0;
  }

  /** Whether it is there for tags that aim at other hosts, and takes nothing for the board. */
  boolean leadsToOthers() {
    return !role.listens;
  }

  /** Where applications reach it. */
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    try {
      if (role.listens) {
        arrivals.fromApplication(this, packet.sender(), packet.content());
      }
    } finally {
      packet.release();
    }
  }

  /** Errors that the system reports concern single datagrams; they are counted. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      arrivals.failed();
    }
    LOG.debug("local {} port: {}", role.service, cause.toString());
    faults.caught(cause);
  }

  /** An application has sent to the port of a reverse tag: to it the board answers from now on. */
  void answersGoTo(LocalFlow flow) {
    latest = flow;
  }

  /** Whether the board answers to this application what it has to say by a reverse tag. */
  boolean answers(LocalFlow flow) {
    return isReverse() && flow.equals(latest);
  }

  @Nullable LocalFlow flowOf(InetSocketAddress application) {
    return byApplication.get(application);
  }

  /** Gives the port back. Not for the event loop, because it waits. */
  void close() {
    channel.close().awaitUninterruptibly();
  }

  /** Gives the port back soon; for any thread. */
  void giveBack() {
    channel.close();
  }

  void remember(LocalFlow flow) {
    byApplication.put(flow.application, flow);
  }

  void forget(LocalFlow flow) {
    byApplication.remove(flow.application);
  }

  /** Whether to read more; what waits in the system's buffer is lost only when that is full. */
  void read(boolean wanted) {
    channel.config().setAutoRead(wanted);
  }

  /** Whether another datagram may be written; what the system does not take must not pile up. */
  boolean hasRoom() {
    if (!channel.isWritable()) {
      channel.flush();
    }
    return channel.isWritable();
  }

  /**
   * Writes a datagram that leaves at the next {@link #flush()}; takes over the buffer.
   *
   * @return whether it is the first since the last flush
   */
  boolean write(ByteBuf datagram, InetSocketAddress application) {
    channel.write(replies.of(datagram, application), channel.voidPromise());
    boolean first = !unflushed;
    unflushed = true;
    return first;
  }

  void flush() {
    unflushed = false;
    channel.flush();
  }
}
