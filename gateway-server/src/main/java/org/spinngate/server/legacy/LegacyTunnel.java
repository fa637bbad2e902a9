package org.spinngate.server.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.BootTaken;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.ResendCounts;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.Unsent;

/**
 * A session's way to an old client, which understands datagrams and nothing else: no message
 * reaches it. What is sent in one pass of the event loop leaves after it.
 *
 * <p>Confined to the event loop of its client.
 */
final class LegacyTunnel implements Tunnel {
  private static final PathReport REPORT =
      new PathReport(Carrier.LEGACY, -1, -1, 0, 0, ResendCounts.NONE, 0, 0);

  private final EventLoop loop;
  private final LegacyFlows scp;
  private final LegacyFlows boot;
  private final Consumer<LegacyFlow> taken;
  private final Runnable end;
  private final Consumer<Unsent> unsent;
  private final List<Channel> unflushed = new ArrayList<>();
  private final Unproven unproven = new Unproven();

  /**
   * @param taken hears of flows whose boot datagrams have left
   * @param end hears that the session is over
   * @param unsent hears of datagrams that could not be sent
   */
  LegacyTunnel(
      EventLoop loop,
      LegacyFlows scp,
      LegacyFlows boot,
      Consumer<LegacyFlow> taken,
      Runnable end,
      Consumer<Unsent> unsent) {
    this.loop = loop;
    this.scp = scp;
    this.boot = boot;
    this.taken = taken;
    this.end = end;
    this.unsent = unsent;
  }

  @Override
  public @Nullable DropReason sendScp(int flow, ByteBuf datagram) {
    return send(scp.find(flow), datagram);
  }

  @Override
  public @Nullable DropReason sendBoot(int flow, int gapMillis, ByteBuf datagram) {
    return send(boot.find(flow), datagram);
  }

  /** A datagram came from the client. */
  void heard(ReplyPath path, int bytes) {
    if (path instanceof DatagramReplyPath) {
      unproven.heard(bytes);
    }
  }

  private boolean maySend(ReplyPath path, int bytes) {
    return path instanceof StreamReplyPath || unproven.maySend(bytes, loop.ticker().nanoTime());
  }

  private @Nullable DropReason send(@Nullable LegacyFlow flow, ByteBuf datagram) {
    assert loop.inEventLoop();
    if (flow == null) {
      return DropReason.NO_SUCH_FLOW;
    }
    Channel socket = flow.path().socket(loop);
    if (socket == null || !socket.isActive()) {
      return DropReason.TUNNEL_DOWN;
    }
    if (!socket.isWritable()) {
      return DropReason.TUNNEL_FULL;
    }
    int bytes = datagram.readableBytes();
    if (!maySend(flow.path(), bytes)) {
      return DropReason.OVER_BUDGET;
    }
    // The socket is shared by many, so only the write itself can say whose datagram has failed.
    socket
        .write(flow.path().packed(datagram, socket.alloc()))
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                unsent.accept(new Unsent(DropReason.SEND_FAILED, 1, bytes));
              }
            });
    flushSoon(socket);
    return null;
  }

  private void flushSoon(Channel socket) {
    if (unflushed.isEmpty()) {
      loop.execute(this::flush);
    }
    if (!unflushed.contains(socket)) {
      unflushed.add(socket);
    }
  }

  private void flush() {
    unflushed.forEach(Channel::flush);
    unflushed.clear();
  }

  /** Only how its boot goes matters, since its sender can be slowed down. */
  @Override
  public void send(ControlMessage message) {
    if (message instanceof BootTaken news) {
      LegacyFlow flow = boot.find(news.flow());
      if (flow != null) {
        flow.taken(news.count());
        taken.accept(flow);
      }
    }
  }

  /** Nothing can be said, and connections stay: the client's next datagram may begin anew. */
  @Override
  public void close(CloseCause cause, String text) {
    end.run();
  }

  @Override
  public PathReport report() {
    return REPORT;
  }
}
