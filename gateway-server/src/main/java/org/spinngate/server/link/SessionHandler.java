package org.spinngate.server.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CarrierChoice;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DatagramsSent;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.TagMark;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.protocol.stream.Freshness;
import org.spinngate.server.sealed.SealedPeer;
import org.spinngate.server.session.Session;

/** The last phase: datagrams for a session, until either side says goodbye. */
final class SessionHandler extends ChannelInboundHandlerAdapter {
  private final Session session;
  private final SealedTunnel tunnel;
  private Optional<SealedPeer> sealed = Optional.empty();

  /**
   * @param tunnel over this connection; the session may have another one later
   */
  SessionHandler(Session session, SealedTunnel tunnel) {
    this.session = session;
    this.tunnel = tunnel;
  }

  /** Tells the client of its session, once the next process would know of it, or a moment later. */
  void greet(LoginContext context, Channel channel) {
    session
        .note()
        .after(
            () -> {
              if (channel.isActive()) {
                channel.writeAndFlush(session.greeting());
                begun(context, channel);
              }
            });
  }

  /** The client knows of its session, and is told of the second carrier. */
  void begun(LoginContext context, Channel channel) {
    count();
    offerPackets(context, channel);
  }

  private void count() {
    tunnel.countFor(session.drops().balance(), session.drops()::unsent);
  }

  private void offerPackets(LoginContext context, Channel channel) {
    sealed = context.carriers().sealed().flatMap(door -> door.join(session, tunnel, channel));
  }

  /** The client is back, and knows that it has its session. */
  void resumed(LoginContext context, Channel channel) {
    count();
    tunnel.tellSent();
    offerPackets(context, channel);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    Freshness.guard(ctx);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf frame) {
      datagram(ctx, frame);
    } else if (message instanceof FlowClosed closed) {
      session.flowClosed(tunnel, closed.service(), closed.flow());
    } else if (message instanceof CarrierChoice choice) {
      sealed.ifPresent(peer -> peer.choose(choice));
    } else if (message instanceof DatagramsSent count) {
      lostWithEarlierConnections(tunnel.missing(count));
    } else if (message instanceof Bye) {
      session.endedBy(tunnel, CloseCause.RELEASED);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  private void datagram(ChannelHandlerContext ctx, ByteBuf frame) {
    Service service;
    int flow;
    int gap;
    int marked = DataFrame.kind(frame) == DataFrame.MARKED_KIND ? DataFrame.MARKED : 0;
    try {
      service = DataFrame.readService(frame);
      flow = DataFrame.readFlow(frame) | marked;
      gap = service == Service.BOOT ? DataFrame.readGap(frame) : 0;
      checkMark(frame, marked);
    } catch (ProtocolViolation e) {
      frame.release();
      // From the head, so that nothing that follows in the same bytes is looked at.
      ctx.pipeline().fireExceptionCaught(e);
      return;
    }
    if (service == Service.BOOT) {
      session.bootToBoard(tunnel, flow, gap, frame);
    } else if (tunnel.came(1)) {
      session.scpToBoard(tunnel, flow, frame);
    } else {
      frame.release();
    }
  }

  private void lostWithEarlierConnections(int datagrams) {
    if (datagrams > 0) {
      session.drops().dropped(DropReason.TUNNEL_DOWN, datagrams);
    }
  }

  private static void checkMark(ByteBuf frame, int marked) {
    if (marked != 0 && !TagMark.isOne(frame, frame.readableBytes())) {
      throw new ProtocolViolation("data frame with a mark that there is not");
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    session.flush();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == CloseCause.LOST) {
      session.lost(tunnel);
    } else if (event instanceof CloseCause cause) {
      session.endedBy(tunnel, cause);
    } else if (event instanceof DropReason reason && tunnel.came(1)) {
      session.drops().dropped(reason, 1);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    session.lost(tunnel);
  }
}
