package org.spinngate.client.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.Samples;

/** Accepts everybody, opens everything, and sends every datagram back on its flow. */
public class FriendlyScript implements FakeServer.Script {
  public static final int SESSION = 0x7f3a91c2;
  private final int flows;

  public FriendlyScript() {
    this(32);
  }

  public FriendlyScript(int flows) {
    this.flows = flows;
  }

  @Override
  public void message(ChannelHandlerContext ctx, ControlMessage message) {
    if (message instanceof Hello) {
      ctx.writeAndFlush(new Welcome(1, "fake", 1_000, 5_000));
    } else if (message instanceof Open open) {
      open(ctx, open);
    } else if (message instanceof Resume resume) {
      open(ctx, resume.wish());
    } else if (message instanceof Ping ping) {
      ctx.writeAndFlush(new Pong(ping.stamp()));
    } else if (message instanceof Bye) {
      ctx.close();
    }
  }

  protected void open(ChannelHandlerContext ctx, Open open) {
    ctx.writeAndFlush(Samples.opened(SESSION, open.board(), flows));
  }

  @Override
  public void datagram(ChannelHandlerContext ctx, ByteBuf frame) {
    ByteBuf length = Unpooled.buffer(2).writeShort(frame.readableBytes());
    ctx.writeAndFlush(Unpooled.wrappedBuffer(length, frame.copy()));
  }
}
