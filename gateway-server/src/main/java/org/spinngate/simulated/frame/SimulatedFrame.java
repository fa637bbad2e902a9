package org.spinngate.simulated.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.simulated.SimulatedBoard;

/**
 * A frame of up to 24 simulated boards, whose BMP listens on a real UDP port and switches their
 * power (domain: power). It notes whether anybody asks it for something while it is at work, which
 * a real one would do wrong.
 *
 * <p>Everything happens on one event loop; the methods here may be called from any thread.
 */
public final class SimulatedFrame {
  private static final Logger log = LoggerFactory.getLogger(SimulatedFrame.class);

  private final EventLoop loop;
  private final FrameSettings settings;
  private final Channel socket;
  private final FrameBoards boards;
  private final CommandLedger ledger = new CommandLedger();
  private volatile FrameFaults faults = FrameFaults.NONE;

  private SimulatedFrame(EventLoop loop, Channel socket, FrameSettings settings) {
    this.loop = loop;
    this.socket = socket;
    this.settings = settings;
    this.boards = new FrameBoards(loop, settings.wakeUp());
  }

  /**
   * Starts a frame without boards. The future fails with the reason if its port is taken.
   *
   * @param sockets makes IPv4 sockets that fit the event loops
   */
  public static Future<SimulatedFrame> start(
      EventLoopGroup group, ChannelFactory<DatagramChannel> sockets, FrameSettings settings) {
    EventLoop loop = group.next();
    Promise<SimulatedFrame> started = loop.newPromise();
    SimulatedFrame frame = new SimulatedFrame(loop, sockets.newChannel(), settings);
    loop.execute(() -> frame.open(started));
    return started;
  }

  private void open(Promise<SimulatedFrame> started) {
    socket.pipeline().addLast(new Requests());
    loop.register(socket);
    socket
        .bind(settings.address())
        .addListener(
            bound -> {
              if (bound.isSuccess()) {
                log.info("simulated frame: BMP at {}", address());
                started.setSuccess(this);
              } else {
                socket.close().addListener(closed -> started.setFailure(bound.cause()));
              }
            });
  }

  /** Where its BMP listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.localAddress();
  }

  /** From now on the power of the board is that of the slot, 0 to 23. */
  public Future<?> wire(int slot, SimulatedBoard board) {
    return loop.submit(() -> boards.wire(slot, board));
  }

  /** From now on this is wrong with it. */
  public void suffer(FrameFaults now) {
    faults = now;
  }

  /** What it has seen until now; waits for its event loop. */
  public FrameRecord record() {
    return loop.submit(ledger::record).syncUninterruptibly().getNow();
  }

  /** Gives its port back; the boards stay as they are. */
  public Future<Void> close() {
    return socket.close();
  }

  private void received(DatagramPacket packet) {
    FrameFaults now = faults;
    if (now.requestsLost() > 0) {
      faults = now.losingRequests(now.requestsLost() - 1);
    } else {
      BmpRequest.of(packet).ifPresent(this::serve);
    }
  }

  private void serve(BmpRequest request) {
    request
        .power()
        .ifPresentOrElse(command -> power(request, command), () -> reply(request, other(request)));
  }

  private ByteBuf other(BmpRequest request) {
    return request.command() == BmpRequest.VERSION
        ? BmpReply.version(request, socket.alloc())
        : BmpReply.unknown(request, socket.alloc());
  }

  /**
   * Off is at once; for on the BMP has to load the boards' FPGAs first. Only slot 0 has the wires.
   */
  private void power(BmpRequest request, PowerCommand command) {
    boolean refused = faults.refuses() || request.slot() != 0;
    ledger.began(command);
    if (!refused && !command.on()) {
      boards.power(command);
    }
    Duration work = command.on() && !refused ? settings.onTime() : Duration.ZERO;
    after(work.plus(faults.late()), () -> done(request, command, refused));
  }

  private void done(BmpRequest request, PowerCommand command, boolean refused) {
    if (!refused && command.on()) {
      boards.power(command);
    }
    ledger.answered(command);
    reply(request, BmpReply.power(request, refused, socket.alloc()));
  }

  private void reply(BmpRequest request, ByteBuf bytes) {
    FrameFaults now = faults;
    if (now.repliesLost() > 0) {
      faults = now.losingReplies(now.repliesLost() - 1);
      bytes.release();
    } else {
      var unused = socket.writeAndFlush(new DatagramPacket(bytes, request.sender()));
    }
  }

  private void after(Duration delay, Runnable step) {
    if (delay.isZero()) {
      step.run();
    } else {
      var unused = new LaterTask(step).in(loop, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Hands on what comes to the BMP's port. */
  private final class Requests extends SimpleChannelInboundHandler<DatagramPacket> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
      received(packet);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      log.warn("simulated frame: {}", cause.toString());
    }
  }
}
