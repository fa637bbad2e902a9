package org.spinngate.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.ScpDatagram;
import org.spinngate.protocol.net.Transport;

/**
 * Many boards that answer every read at once and know nothing else, each a socket of its own at an
 * address of its own, 127.43.x.y, all on one thread: so cheap that what is measured beside them is
 * the gateway.
 */
final class AnsweringBoards implements AutoCloseable {
  private static final int SCP_PORT = 17893;
  private static final int EACH_NETWORK = 250;
  private static final int LONGEST = 1_500;

  private final EventLoopGroup loop = Transport.best().eventLoops(1, "answering-boards");
  private final List<Channel> boards = new ArrayList<>();

  AnsweringBoards(int count) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(Transport.best()::datagramChannel)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST))
            .handler(new Answer());
    for (int i = 0; i < count; i++) {
      String address = "127.43.%d.%d".formatted(i / EACH_NETWORK, 1 + i % EACH_NETWORK);
      boards.add(
          bootstrap.bind(new InetSocketAddress(address, SCP_PORT)).syncUninterruptibly().channel());
    }
  }

  /** The lines of a server's configuration that describe these boards, named board-0 and so on. */
  String configuration() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < boards.size(); i++) {
      InetSocketAddress at = (InetSocketAddress) boards.get(i).localAddress();
      text.append(
          "  %s { host = \"%s\", access = shared }%n"
              .formatted(name(i), at.getAddress().getHostAddress()));
    }
    return text.toString();
  }

  int count() {
    return boards.size();
  }

  static String name(int board) {
    return "board-" + board;
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Sharable
  private static final class Answer extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket request) {
      if (ScpDatagram.isRequest(request.content())) {
        ByteBuf reply = ReadRequest.answer(ctx.alloc(), request.content());
        ctx.write(new DatagramPacket(reply, request.sender()), ctx.voidPromise());
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
    }
  }
}
