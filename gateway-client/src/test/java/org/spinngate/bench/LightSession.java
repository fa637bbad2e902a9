package org.spinngate.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.ScpDatagram;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.stream.ControlCodec;
import org.spinngate.protocol.stream.FrameReader;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.protocol.stream.StreamTunnel;
import org.spinngate.protocol.testing.TestQueues;

/**
 * A client of one session and one flow, in as little memory as possible. Speaks the protocol with
 * the product's own classes, but has no local ports.
 *
 * <p>Confined to the event loop of its channel.
 */
final class LightSession extends ChannelInboundHandlerAdapter {
  private static final int FLOW = 1;
  private static final int MOST_UNANSWERED = 16;

  private final Hello hello;
  private final Open open;
  private final Promise<LightSession> opened;
  private final LongConsumer answered;
  private final long[] sentAt = new long[MOST_UNANSWERED];
  private int sequence;
  private @Nullable Channel channel;
  private @Nullable Tunnel tunnel;

  /**
   * @param opened gets the session once it is open
   * @param answered hears of each answer how long it took, in nanoseconds
   */
  LightSession(Hello hello, Open open, Promise<LightSession> opened, LongConsumer answered) {
    this.hello = hello;
    this.open = open;
    this.opened = opened;
    this.answered = answered;
  }

  /** Everything inside TLS. */
  void addTo(ChannelPipeline pipeline) {
    pipeline.addLast("frames", new FrameReader());
    pipeline.addLast("codec", new ControlCodec());
    pipeline.addLast("session", this);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        ctx.writeAndFlush(hello, ctx.voidPromise());
      } else {
        opened.tryFailure(handshake.cause());
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf frame) {
      datagram(frame);
    } else if (message instanceof Welcome welcome) {
      welcomed(ctx, welcome);
    } else if (message instanceof Opened) {
      channel = ctx.channel();
      tunnel =
          StreamTunnel.ofClient(
              ctx.channel(), ctx.pipeline().get(Heartbeat.class), TestQueues.plenty());
      opened.trySuccess(this);
    } else if (message instanceof Refused || message instanceof Bye) {
      opened.tryFailure(new IOException(message.toString()));
      ctx.close();
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  private void welcomed(ChannelHandlerContext ctx, Welcome welcome) {
    Heartbeat heartbeat =
        Heartbeat.ofClient(
            Duration.ofMillis(welcome.heartbeatMillis()),
            Duration.ofMillis(welcome.deadlineMillis()),
            Timing.of(System::nanoTime));
    ctx.pipeline().get(FrameReader.class).trust();
    ctx.pipeline().addAfter("codec", "heartbeat", heartbeat);
    ctx.writeAndFlush(open, ctx.voidPromise());
  }

  /** Asks the board for some bytes; what is not answered within 16 more questions never is. */
  void ask() {
    if (channel != null && tunnel != null && channel.isActive()) {
      sentAt[sequence % MOST_UNANSWERED] = System.nanoTime();
      ByteBuf request = ReadRequest.of(channel.alloc(), sequence);
      tunnel.sendScp(FLOW, request);
      request.release();
      sequence = (sequence + 1) & 0xFFFF;
    }
  }

  private void datagram(ByteBuf frame) {
    try {
      if (DataFrame.isDatagram(frame)
          && DataFrame.kind(frame) != DataFrame.TIME_MARK_KIND
          && DataFrame.readService(frame) == Service.SCP
          && DataFrame.readFlow(frame) == FLOW
          && ReadRequest.isAnswer(frame)) {
        answer(ScpDatagram.sequence(frame) % MOST_UNANSWERED);
      }
    } finally {
      frame.release();
    }
  }

  private void answer(int slot) {
    if (sentAt[slot] != 0) {
      answered.accept(System.nanoTime() - sentAt[slot]);
      sentAt[slot] = 0;
    }
  }

  boolean isOpen() {
    return channel != null && channel.isActive();
  }

  /** Says goodbye and is gone. */
  void leave() {
    if (tunnel != null) {
      tunnel.close(CloseCause.RELEASED, "");
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    opened.tryFailure(new IOException("the server has closed the connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    opened.tryFailure(cause);
    ctx.close();
  }
}
