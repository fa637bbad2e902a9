package org.spinngate.server.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.link.FramePayer;
import org.spinngate.server.link.LoginMeter;
import org.spinngate.server.link.LoginResult;
import org.spinngate.server.net.Peer;
import org.spinngate.server.testing.TestLoop;

/** A port behind load balancers of 10.0.0.0/8, which notes who comes and what they say. */
final class BalancerBench implements LoginMeter {
  static final String BALANCER = "10.0.0.1";
  static final String STRANGER = "198.51.100.7";
  static final Duration DEADLINE = Duration.ofSeconds(5);
  static final int MOST = 3;

  private final TestLoop time = new TestLoop();
  private final List<EmbeddedChannel> connections = new ArrayList<>();
  private final List<String> came = new ArrayList<>();
  private final List<LoginResult> counted = new ArrayList<>();
  private final StringBuilder heard = new StringBuilder();
  private boolean closed;
  private final Balancers balancers =
      new Balancers(
          address -> address.getAddress()[0] == 10,
          () -> MOST,
          () -> DEADLINE,
          this,
          time::nanoTime);
  private final BalancerDoor door =
      new BalancerDoor(
          balancers,
          new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel connection) {
              begin(connection);
            }
          });

  private void begin(Channel connection) {
    came.add(Peer.text(connection));
    if (closed) {
      connection.close();
    } else {
      connection.pipeline().addLast(new Ear());
    }
  }

  /** Notes what is said. */
  private final class Ear extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      heard.append(ByteBufUtil.hexDump(bytes));
      bytes.release();
    }
  }

  /** A connection whose socket has this address at its other end. */
  EmbeddedChannel connect(String from) {
    InetSocketAddress peer = new InetSocketAddress(address(from), 4711);
    EmbeddedChannel connection =
        new EmbeddedChannel(EmbeddedChannel.builder().ticker(time.ticker())) {
          @Override
          protected SocketAddress remoteAddress0() {
            return peer;
          }
        };
    connection.pipeline().addLast(door);
    connections.add(connection);
    return connection;
  }

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** One of a balancer that says this first. */
  EmbeddedChannel connectAndSay(byte[] bytes) {
    return say(connect(BALANCER), bytes);
  }

  EmbeddedChannel say(EmbeddedChannel connection, byte[] bytes) {
    if (connection.isOpen()) {
      connection.writeInbound(Unpooled.copiedBuffer(bytes));
    }
    return connection;
  }

  void pass(Duration duration) {
    time.jump(duration);
    connections.forEach(EmbeddedChannel::runPendingTasks);
  }

  /** From here on the port turns everybody away. */
  void turnAway() {
    closed = true;
  }

  /** The addresses that the port was told of. */
  List<String> came() {
    return came;
  }

  /** What the port has heard, in hexadecimal. */
  String heard() {
    return heard.toString();
  }

  List<LoginResult> counted() {
    return counted;
  }

  int waiting() {
    return balancers.waiting();
  }

  void close() {
    connections.forEach(EmbeddedChannel::finishAndReleaseAll);
  }

  @Override
  public void login(LoginResult result) {
    counted.add(result);
  }

  @Override
  public void refused(CloseCause cause) {}

  @Override
  public void paused(FramePayer payer) {}
}
