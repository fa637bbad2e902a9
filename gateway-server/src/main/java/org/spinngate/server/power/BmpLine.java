package org.spinngate.server.power;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ScpDatagram;
import org.spinngate.protocol.repeat.Breakdown;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Tenure;

/**
 * Asks a BMP one thing after the other. What is not answered is asked again, under the same number,
 * so that a BMP which was only slow is not asked for two things.
 *
 * <p>Confined to its event loop.
 */
final class BmpLine {
  /** How soon it is looked again whether anything may be sent. */
  private static final Duration UNTIL_ALLOWED = Duration.ofMillis(100);

  private static final String UNSURE =
      "this gateway cannot be sure at present that the frame is its own";

  private final EventLoop loop;
  private final Channel socket;
  private final Tenure tenure;
  private int sequence;
  private @Nullable Asked asked;
  private String trouble = "it does not answer";

  /** The question that is not answered yet, and who wants to know. */
  private record Asked(BmpQuestion question, long deadline, Asker asker) {}

  /**
   * Who wants to know.
   *
   * @param wants asked each time before it is sent
   * @param answered takes the answer
   * @param failed told why there is none
   * @param dropped told that it is asked no more, since that was not wanted any more
   */
  record Asker(
      BooleanSupplier wants,
      Consumer<BmpAnswer> answered,
      Consumer<String> failed,
      Runnable dropped) {}

  private Future<?> repetition = CompletableFuture.completedFuture(null);

  /**
   * @param tenure whether anything may be sent
   */
  BmpLine(EventLoop loop, DatagramChannel socket, Tenure tenure, InetSocketAddress bmp) {
    this.loop = loop;
    this.tenure = tenure;
    this.socket = socket;
    socket.pipeline().addLast("bmp", new Ear());
    loop.register(socket);
    socket.connect(bmp).addListener(connected -> note(connected.cause()));
  }

  /**
   * Asks, unless something is asked already.
   *
   * @param timeout when it is given up
   */
  void ask(BmpQuestion question, Duration timeout, Asker asker) {
    assert loop.inEventLoop() && asked == null;
    sequence++;
    long deadline = loop.ticker().nanoTime() + timeout.toNanos();
    asked = new Asked(question, deadline, asker);
    send(asked);
  }

  private void send(Asked one) {
    // In this order: who is fenced, and joins again, has lost its boards before that.
    boolean sure = tenure.holds();
    long left = one.deadline - loop.ticker().nanoTime();
    if (!one.asker.wants.getAsBoolean()) {
      asked = null;
      one.asker.dropped.run();
    } else if (left <= 0) {
      asked = null;
      one.asker.failed.accept(sure ? trouble : UNSURE);
    } else {
      sendAgainIn(Math.min(left, (sure ? tell(one) : UNTIL_ALLOWED).toNanos()), one);
    }
  }

  private void sendAgainIn(long wait, Asked one) {
    repetition = new LaterTask(() -> send(one)).in(loop, wait, TimeUnit.NANOSECONDS);
  }

  /** How long to wait for the answer. */
  private Duration tell(Asked one) {
    socket
        .writeAndFlush(one.question.encode(socket.alloc(), sequence))
        .addListener(sent -> note(sent.cause()));
    return one.question.patience();
  }

  private void note(@Nullable Throwable cause) {
    if (cause != null) {
      trouble = "it cannot be reached: " + cause.getMessage();
    }
  }

  private void heard(DatagramPacket packet) {
    Asked one = asked;
    boolean wanted =
        ScpDatagram.hasSequence(packet.content())
            && ScpDatagram.sequence(packet.content()) == (sequence & 0xFFFF);
    if (one != null && wanted) {
      asked = null;
      repetition.cancel(false);
      one.asker.answered.accept(BmpAnswer.of(packet.content()));
    }
  }

  /** Asks no more. */
  void close() {
    repetition.cancel(false);
    asked = null;
    socket.close();
  }

  /** Takes what comes from the BMP, and what the network says of it. */
  private final class Ear extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
      heard(packet);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      Breakdown.endProcessIf(cause);
      note(cause);
    }
  }
}
