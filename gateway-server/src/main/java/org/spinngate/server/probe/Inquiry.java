package org.spinngate.server.probe;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.Breakdown;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;

/**
 * The questions to one board, and what became of each: its condition is told.
 *
 * <pre>
 *  idle ──ask──► asked ──answer, or the network's refusal──► idle
 *                  └─────────── patience over: silent ───────► idle
 * </pre>
 *
 * <p>The socket is connected, because only so the network tells what is wrong with the way to this
 * board. It is kept from one question to the next, since "no route to host" may come seconds after
 * it; a new one is opened after a refusal and after some silence, in case this machine's own
 * address has changed. While somebody has the board it is closed.
 *
 * <p>Confined to its event loop.
 */
final class Inquiry {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_SILENCES = 4;
  private static final int LONGEST_REPLY = 512;

  private final Board board;
  private final Supplier<DatagramChannel> sockets;
  private final EventLoop loop;
  private final long patienceNanos;
  private @Nullable Channel socket;
  private Board.@Nullable Addresses place;
  private int sequence;
  private boolean asked;
  private boolean ended;
  private int silences;

  /**
   * @param intervalNanos until the next question, at least
   */
  Inquiry(Board board, Supplier<DatagramChannel> sockets, EventLoop loop, long intervalNanos) {
    this.board = board;
    this.sockets = sockets;
    this.loop = loop;
    this.patienceNanos = Math.min(PATIENCE_NANOS, intervalNanos - 1);
  }

  /** Asks, unless somebody has the board or boots it. */
  void ask() {
    assert loop.inEventLoop();
    asked = false;
    if (ended || board.lease().held() || board.bootTurn().taken() || board.nowhere().isPresent()) {
      closeSocket();
      return;
    }
    if (!board.addresses().equals(place)) {
      closeSocket();
    }
    Channel way = socket == null ? open() : socket;
    if (way.isOpen()) {
      ask(way);
    }
  }

  private void ask(Channel way) {
    int number = ++sequence;
    asked = true;
    way.writeAndFlush(VersionQuestion.ask(way.alloc(), number))
        .addListener(sent -> failed(way, sent.cause()));
    var unused = new LaterTask(() -> waited(number)).in(loop, patienceNanos, TimeUnit.NANOSECONDS);
  }

  /** Asks no more. */
  void end() {
    ended = true;
    asked = false;
    closeSocket();
  }

  private Channel open() {
    DatagramChannel fresh = sockets.get();
    fresh
        .config()
        .setOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST_REPLY));
    fresh.pipeline().addLast("inquiry", new Ear());
    loop.register(fresh);
    socket = fresh;
    place = board.addresses();
    failed(fresh, fresh.connect(board.addresses().scp()).cause());
    return fresh;
  }

  private void closeSocket() {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  private void waited(int number) {
    boolean silent = asked && number == sequence && !board.lease().held();
    if (!silent) {
      return;
    }
    asked = false;
    board.condition().silent();
    silences++;
    if (silences % MOST_SILENCES == 0) {
      closeSocket();
    }
  }

  private void failed(Channel way, @Nullable Throwable cause) {
    if (cause == null || way != socket) {
      return;
    }
    asked = false;
    closeSocket();
    if (!board.lease().held()) {
      board.condition().refused(words(cause));
    }
  }

  private void heard(VersionQuestion.Answer answer) {
    asked = false;
    silences = 0;
    if (answer.ready()) {
      board.condition().answered(answer.software());
    } else {
      board.condition().stillBooting();
    }
  }

  /** What the network said, in a few words. */
  static String words(Throwable cause) {
    if (cause instanceof PortUnreachableException || cause instanceof ConnectException) {
      return "ICMP: port unreachable";
    }
    // An address at the end is the board's, which is known.
    String message = String.valueOf(cause.getMessage()).replaceFirst(": \\S*/\\S+$", "");
    String reason = message.substring(message.lastIndexOf(": ") + 1).strip();
    if (!reason.isEmpty() && !reason.equals("null")) {
      return reason;
    }
    // Netty says nothing more where the system has no way to the network at all.
    return cause instanceof NoRouteToHostException
        ? "Network is unreachable"
        : cause.getClass().getSimpleName();
  }

  /** Takes what comes from the board, and what the network says of it. */
  private final class Ear extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
      VersionQuestion.read(packet.content(), sequence).ifPresent(Inquiry.this::heard);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      Breakdown.endProcessIf(cause);
      failed(ctx.channel(), cause);
    }
  }
}
