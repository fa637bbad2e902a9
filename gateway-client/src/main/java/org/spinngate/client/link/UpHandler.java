package org.spinngate.client.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.local.Applications;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.BootTaken;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DatagramsSent;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.protocol.stream.Freshness;
import org.spinngate.protocol.stream.PathEvent;

/** The last phase of a session: datagrams go to their applications, words to the user. */
final class UpHandler extends ChannelInboundHandlerAdapter {
  private final SealedTunnel tunnel;
  private final Applications applications;
  private final SealedCarrier sealed;
  private final SessionCaller caller;
  private SealedCarrier.@Nullable Beside beside;

  UpHandler(
      SealedTunnel tunnel, Applications applications, SealedCarrier sealed, SessionCaller caller) {
    this.tunnel = tunnel;
    this.applications = applications;
    this.sealed = sealed;
    this.caller = caller;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    Freshness.guard(ctx);
    beside = sealed.beside(ctx.channel(), tunnel, applications);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf frame) {
      deliver(frame);
    } else if (message instanceof Notice notice) {
      caller.notice(notice.text());
    } else if (message instanceof BootReport report) {
      caller.boot(report);
    } else if (message instanceof BootTaken taken) {
      applications.bootTaken(taken.flow(), taken.count());
    } else if (message instanceof DatagramsSent count) {
      lostWithEarlierConnections(tunnel.missing(count));
    } else if (message instanceof Sealing keys && beside != null) {
      beside.keys(keys);
    } else if (message instanceof Bye bye) {
      ctx.fireUserEventTriggered(Ending.of(bye));
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == PathEvent.SUSPECTED) {
      caller.suspected();
    } else if (event == PathEvent.RECOVERED) {
      caller.recovered();
    } else if (event instanceof DropReason reason) {
      dropped(reason);
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  private void dropped(DropReason reason) {
    if (tunnel.came(1)) {
      applications.dropped(reason);
    }
  }

  private void lostWithEarlierConnections(int datagrams) {
    if (datagrams > 0) {
      applications.dropped(DropReason.TUNNEL_DOWN, datagrams);
    }
  }

  private void deliver(ByteBuf frame) {
    Service service;
    int flow;
    try {
      if (DataFrame.kind(frame) == DataFrame.MARKED_KIND) {
        throw new ProtocolViolation("marked frame from a server");
      }
      service = DataFrame.readService(frame);
      flow = DataFrame.readFlow(frame);
      if (service == Service.BOOT) {
        DataFrame.readGap(frame);
      }
    } catch (ProtocolViolation violation) {
      frame.release();
      throw violation;
    }
    if (service == Service.BOOT || tunnel.came(1)) {
      applications.deliver(service, flow, frame);
    } else {
      frame.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    applications.flush();
    ctx.fireChannelReadComplete();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    applications.flush();
    applications.detach(tunnel);
    if (beside != null) {
      beside.end();
    }
    tunnel.end();
  }
}
