package org.spinngate.client.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.local.Applications;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.ResendCounts;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.Unsent;

/**
 * Carries the datagrams of all local applications on the two lines to an old server, and those that
 * come back to their applications. An old server knows no flows, so they end here.
 *
 * <p>Confined to the one event loop. The way of an SCP datagram makes no objects of ours.
 */
final class LegacyServerTunnel implements Tunnel, WaitingRequests.Sender {
  /** So many local sockets keep their place; an old server has no limit of its own. */
  private static final int FLOWS = 1024;

  private final EventLoop loop;
  private final ServerLine scp;
  private final ServerLine boot;
  private final Applications applications;
  private final Consumer<BootReport> reports;
  private final LongSupplier nanoTime;
  private final ReplyRouter router = new ReplyRouter();
  private final WaitingRequests waiting;
  private final Runnable flushTask = this::flush;
  private BootPace pace;
  private int latestBoot = ReplyRouter.NOBODY;
  private boolean unflushed;

  /**
   * @param scp the line for SCP
   * @param boot the line for boot
   * @param applications use the tunnel
   * @param reports hears how a boot goes
   * @param nanoTime a monotonic clock in nanoseconds
   */
  LegacyServerTunnel(
      EventLoop loop,
      ServerLine scp,
      ServerLine boot,
      Applications applications,
      Consumer<BootReport> reports,
      LongSupplier nanoTime) {
    this.loop = loop;
    this.scp = scp;
    this.boot = boot;
    this.applications = applications;
    this.reports = reports;
    this.nanoTime = nanoTime;
    this.waiting = new WaitingRequests(loop, nanoTime, this);
    this.pace = newPace();
  }

  private BootPace newPace() {
    return new BootPace(loop, boot::send, nanoTime, applications::bootTaken, reports);
  }

  /**
   * Both lines are up. What the server was sent before may be lost: an unfinished boot begins again
   * from its start, of which the boot ROM takes what it has not.
   *
   * @param board what the board is called
   * @return the terms on which it may be used, as a gateway would tell them
   */
  Opened attach(String board) {
    Opened.Terms terms = new Opened.Terms(true, FLOWS, true);
    Opened.Resumption anew = new Opened.Resumption(new ResumeToken(0, 0), false, 0);
    Opened opened = new Opened(Opened.NO_SESSION, board, terms, anew);
    applications.attach(this, opened);
    return opened;
  }

  /** One of the lines is gone, or nobody wants them any more. */
  void detach() {
    pace.end();
    pace = newPace();
    waiting.dropAll();
    applications.detach(this);
  }

  @Override
  public @Nullable DropReason sendScp(int flow, ByteBuf datagram) {
    assert loop.inEventLoop();
    if (!scp.hasRoom()) {
      return DropReason.TUNNEL_FULL;
    }
    return sendIfAllowed(flow, datagram) ? null : waiting.offer(flow, datagram);
  }

  @Override
  public boolean sendIfAllowed(int flow, ByteBuf datagram) {
    long now = nanoTime.getAsLong();
    if (!scp.hasRoom() || router.mustWait(flow, datagram, now)) {
      return false;
    }
    router.sent(flow, datagram, now);
    scp.write(datagram);
    if (!unflushed) {
      unflushed = true;
      // Runs after the socket events of this pass, so that all its datagrams leave together.
      loop.execute(flushTask);
    }
    return true;
  }

  @Override
  public void unsent(Unsent datagrams) {
    applications.unsent(datagrams);
  }

  private void flush() {
    unflushed = false;
    scp.flush();
  }

  @Override
  public @Nullable DropReason sendBoot(int flow, int gapMillis, ByteBuf datagram) {
    assert loop.inEventLoop();
    latestBoot = flow;
    pace.offer(flow, gapMillis, datagram);
    return null;
  }

  /** The old server has sent a datagram; takes over the buffer. */
  void received(Service service, ByteBuf datagram) {
    assert loop.inEventLoop();
    int flow =
        service == Service.BOOT ? latestBoot : router.ownerOf(datagram, nanoTime.getAsLong());
    if (flow == ReplyRouter.NOBODY) {
      datagram.release();
      applications.dropped(DropReason.NO_SUCH_FLOW);
    } else {
      applications.deliver(service, flow, datagram);
      waiting.letGo();
    }
  }

  /** An old server understands none; that a flow is no more matters here alone. */
  @Override
  public void send(ControlMessage message) {
    if (message instanceof FlowClosed closed) {
      router.closed(closed.flow());
      latestBoot = latestBoot == closed.flow() ? ReplyRouter.NOBODY : latestBoot;
    }
  }

  @Override
  public void close(CloseCause cause, String text) {
    detach();
    scp.close();
    boot.close();
  }

  @Override
  public PathReport report() {
    return new PathReport(Carrier.LEGACY, -1, -1, 0, 0, ResendCounts.NONE, 0, 0);
  }
}
