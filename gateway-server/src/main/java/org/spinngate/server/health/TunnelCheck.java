package org.spinngate.server.health;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.repeat.Breakdown;
import org.spinngate.server.tls.CallerTls;

/**
 * Whether tunnels can open: connects to the server's own listeners as a client does, up to the end
 * of the TLS handshake, and goes away with a goodbye that no log mentions. One such connection at a
 * time for each listener.
 *
 * <p>Whom it reaches there does not matter, so it trusts any certificate; it sends nothing secret.
 *
 * <p>Thread-safe.
 */
public final class TunnelCheck implements AutoCloseable {
  private final EventLoop loop;
  private final Transport transport;
  private final Supplier<List<InetSocketAddress>> listeners;
  private final Predicate<InetAddress> trusted;
  private final int patienceMillis;
  private final CallerTls tls;
  private final Map<InetSocketAddress, String> failures = new ConcurrentHashMap<>();
  private final Map<InetSocketAddress, Channel> underWay = new ConcurrentHashMap<>();

  /** Where the fast library did not get through, so that the other one is asked. */
  private final Set<InetSocketAddress> thorough = ConcurrentHashMap.newKeySet();

  /**
   * @param loop carries the connections
   * @param transport the kind of their sockets
   * @param listeners the addresses that tunnels are accepted at, with real ports
   * @param trusted whether the load balancer at an address is believed
   * @param patience how long connecting may take, and then the handshake
   * @throws SSLException if there is no TLS in this process
   */
  public TunnelCheck(
      EventLoop loop,
      Transport transport,
      Supplier<List<InetSocketAddress>> listeners,
      Predicate<InetAddress> trusted,
      Duration patience)
      throws SSLException {
    this.loop = loop;
    this.transport = transport;
    this.listeners = listeners;
    this.trusted = trusted;
    this.patienceMillis = (int) patience.toMillis();
    this.tls = new CallerTls();
  }

  /** Tries every listener that is not being tried. */
  public void look() {
    List<InetSocketAddress> present = listeners.get();
    failures.keySet().retainAll(present);
    thorough.retainAll(present);
    present.stream().filter(address -> !underWay.containsKey(address)).forEach(this::look);
  }

  /** Tries no more; before its loop stops. */
  @Override
  public void close() {
    loop.execute(tls::close);
  }

  private void look(InetSocketAddress address) {
    var connected =
        new Bootstrap()
            .group(loop)
            .channelFactory(transport::streamChannel)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, patienceMillis)
            .handler(new Pipeline(address))
            .connect(reached(address));
    Channel channel = connected.channel();
    underWay.put(address, channel);
    channel.closeFuture().addListener(closed -> underWay.remove(address, channel));
    connected.addListener(
        done -> {
          if (!done.isSuccess()) {
            failures.put(address, words(done.cause()));
          }
        });
  }

  /** A listener at every address is reached at loopback. */
  private static InetSocketAddress reached(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    if (!host.isAnyLocalAddress()) {
      return address;
    }
    return new InetSocketAddress(
        host.getAddress().length == 4 ? NetUtil.LOCALHOST4 : NetUtil.LOCALHOST6, address.getPort());
  }

  /** Whether a listener is being tried at this moment. */
  public boolean underWay() {
    return !underWay.isEmpty();
  }

  /** How it went the last time. */
  public HealthCheck check() {
    if (failures.isEmpty()) {
      return new HealthCheck("tunnels", true, "TLS handshakes complete");
    }
    return new HealthCheck(
        "tunnels",
        false,
        failures.entrySet().stream()
            .map(one -> NetUtil.toSocketAddressString(one.getKey()) + ": " + one.getValue())
            .collect(Collectors.joining(", ")));
  }

  private static String words(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** A handshake, and then nothing. */
  private final class Pipeline extends ChannelInitializer<Channel> {
    private final InetSocketAddress address;

    Pipeline(InetSocketAddress address) {
      this.address = address;
    }

    @Override
    protected void initChannel(Channel channel) {
      boolean last = thorough.contains(address);
      tls.handler(channel.alloc(), last)
          .ifPresentOrElse(handshake -> begin(channel, handshake, last), channel::close);
    }

    private void begin(Channel channel, SslHandler handshake, boolean last) {
      handshake.setHandshakeTimeoutMillis(patienceMillis);
      channel.pipeline().addLast(new OwnHeader(trusted), handshake, new Outcome(address, last));
    }
  }

  /** Notes how the handshake went, and leaves. */
  private final class Outcome extends ChannelInboundHandlerAdapter {
    private final InetSocketAddress address;
    private final boolean last;

    Outcome(InetSocketAddress address, boolean last) {
      this.address = address;
      this.last = last;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SslHandshakeCompletionEvent done) {
        if (done.isSuccess()) {
          failures.remove(address);
        } else if (last) {
          failures.put(address, words(done.cause()));
        } else {
          thorough.add(address);
          look(address);
        }
        ctx.close();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      Breakdown.endProcessIf(cause);
      ctx.close();
    }
  }
}
