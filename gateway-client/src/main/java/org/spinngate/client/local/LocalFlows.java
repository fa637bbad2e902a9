package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.net.KernelDrops;
import org.spinngate.protocol.tag.FlowTags;
import org.spinngate.protocol.tag.TagLedger;

/**
 * Gives every local application's socket a flow of its own and takes the board's replies back to
 * it, and to nobody else.
 *
 * <p>Confined to the one event loop. The way of a datagram makes no objects but for a new flow.
 */
public final class LocalFlows implements Applications {
  /** So many applications may boot before it is known how many flows there may be. */
  private static final int BEFORE_THE_SESSION = 16;

  private final EventLoop loop;
  private final LongSupplier nanoTime;
  private final LocalTraffic traffic = new LocalTraffic();
  private final LocalFlowTable table = new LocalFlowTable();
  private final List<LocalPort> unflushed = new ArrayList<>();
  private final LocalBoots boots;
  private final TagLedger tags = new TagLedger();
  private final ClosedFlows closedFlows = new ClosedFlows();
  private final PauseDetector pauses;
  private @Nullable Tunnel tunnel;
  private boolean granted;
  private boolean singleReply;
  private long uses;

  /**
   * @param loop the one event loop
   * @param timing the clock, and what is late by it
   * @param words takes lines for the user
   */
  public LocalFlows(EventLoop loop, Timing timing, Consumer<String> words) {
    this.loop = loop;
    this.nanoTime = timing.nanoTime();
    this.boots = new LocalBoots(loop, nanoTime, traffic, words);
    this.pauses = new PauseDetector(loop, timing, () -> table.forEach(LocalFlow::stoodStill));
    table.limit(BEFORE_THE_SESSION);
  }

  @Override
  public void attach(Tunnel next, Opened opened) {
    assert loop.inEventLoop();
    tunnel = next;
    pauses.watch(nanoTime.getAsLong());
    table.limit(opened.flows());
    granted = true;
    singleReply = opened.terms().singleReply();
    boolean goesOn = opened.resumption().resumed() || opened.session() == Opened.NO_SESSION;
    closedFlows.attach(next, goesOn);
    if (!goesOn) {
      table.forEach(LocalFlow::beginAnew);
    }
    boots.attach(next, opened.resumption());
    table.forEach(this::noteBoot);
    boots.letWaitingSend();
  }

  /** A boot that was kept has made its flow known to the server. */
  private void noteBoot(LocalFlow flow) {
    if (flow.port.service() == Service.BOOT && boots.isUnderWay(flow.number)) {
      flow.known();
    }
  }

  @Override
  public void detach(Tunnel lost) {
    assert loop.inEventLoop();
    if (tunnel == lost) {
      tunnel = null;
      pauses.rest();
      boots.detach();
    }
  }

  @Override
  public void bootTaken(int flow, int count) {
    assert loop.inEventLoop();
    boots.taken(flow, count);
  }

  /** A datagram from an application; the buffer stays the caller's. */
  void fromApplication(LocalPort port, InetSocketAddress application, ByteBuf datagram) {
    assert loop.inEventLoop();
    int bytes = datagram.readableBytes();
    if (bytes > DataFrame.MAX_DATAGRAM) {
      traffic.dropped(DropReason.OVERSIZE);
    } else if (bytes == 0) {
      traffic.dropped(DropReason.EMPTY);
    } else if (port.service() == Service.BOOT) {
      sendBoot(port, application, datagram);
    } else if (granted) {
      traffic.toBoard(bytes, sendScp(port, application, datagram));
    } else {
      traffic.dropped(DropReason.TUNNEL_DOWN);
    }
  }

  /** Why it was dropped, or null. */
  private @Nullable DropReason sendScp(
      LocalPort port, InetSocketAddress application, ByteBuf datagram) {
    long now = nanoTime.getAsLong();
    if (pauses.isOld(now)) {
      return DropReason.STALE;
    }
    LocalFlow flow = flowOf(port, application);
    if (flow == null) {
      return DropReason.FLOW_LIMIT;
    }
    flow.used(++uses);
    if (singleReply) {
      flow.asked(datagram, now);
    }
    Tunnel current = tunnel;
    if (current == null) {
      return DropReason.TUNNEL_DOWN;
    }
    DropReason refusal = current.sendScp(flow.number, datagram);
    if (refusal == null) {
      flow.sent(datagram);
    }
    return refusal;
  }

  /** Without a tunnel it is kept for a while. */
  private void sendBoot(LocalPort port, InetSocketAddress application, ByteBuf datagram) {
    LocalFlow flow = flowOf(port, application);
    if (flow == null) {
      boots.withoutFlow(datagram);
      return;
    }
    flow.used(++uses);
    flow.sent(datagram);
    boots.send(flow, flow.gapMillis(nanoTime.getAsLong()), datagram);
  }

  /** The application's flow, or null if there can be no more. */
  private @Nullable LocalFlow flowOf(LocalPort port, InetSocketAddress application) {
    LocalFlow known = port.flowOf(application);
    return known == null ? open(port, application) : known;
  }

  private @Nullable LocalFlow open(LocalPort port, InetSocketAddress application) {
    while (table.isFull()) {
      LocalFlow oldest = table.oldest(this::mayGo);
      if (oldest == null) {
        return null;
      }
      forget(oldest);
    }
    FlowTags own = new FlowTags(tags, nanoTime);
    LocalFlow flow = new LocalFlow(table.freeNumber(), port, application, own);
    table.add(flow);
    port.remember(flow);
    return flow;
  }

  /** The server decides alike, so that neither takes away what the other keeps. */
  private boolean mayGo(LocalFlow flow) {
    return flow.port.service() == Service.BOOT ? !boots.isUnderWay(flow.number) : !flow.hasTag();
  }

  private void forget(LocalFlow flow) {
    table.remove(flow);
    flow.port.forget(flow);
    boots.forget(flow.number);
    if (flow.isKnown()) {
      closedFlows.say(new FlowClosed(flow.port.service(), flow.number), tunnel);
    }
    flow.beginAnew();
  }

  @Override
  public void deliver(Service service, int number, ByteBuf datagram) {
    assert loop.inEventLoop();
    LocalFlow flow = table.get(number);
    int bytes = datagram.readableBytes();
    if (flow == null || flow.port.service() != service) {
      datagram.release();
      traffic.dropped(DropReason.NO_SUCH_FLOW);
    } else if (bytes == 0) {
      datagram.release();
      traffic.dropped(DropReason.EMPTY);
    } else {
      flow.used(++uses);
      flow.received(datagram);
      write(flow, datagram, bytes);
    }
  }

  private void write(LocalFlow flow, ByteBuf datagram, int bytes) {
    LocalPort port = flow.port;
    if (!port.hasRoom()) {
      datagram.release();
      traffic.dropped(DropReason.SEND_FAILED);
      return;
    }
    DropReason unwanted = singleReply ? flow.refuses(datagram, nanoTime.getAsLong()) : null;
    if (unwanted != null) {
      datagram.release();
      traffic.dropped(unwanted);
      return;
    }
    if (port.write(datagram, flow.application)) {
      unflushed.add(port);
    }
    traffic.fromBoard(bytes);
  }

  @Override
  public void dropped(DropReason reason, int datagrams) {
    assert loop.inEventLoop();
    traffic.dropped(reason, datagrams);
  }

  @Override
  public void unsent(Unsent datagrams) {
    assert loop.inEventLoop();
    traffic.unsent(datagrams);
  }

  @Override
  public void flush() {
    assert loop.inEventLoop();
    for (int i = 0; i < unflushed.size(); i++) {
      unflushed.get(i).flush();
    }
    unflushed.clear();
  }

  /** A datagram for an application met an error of the operating system; the socket goes on. */
  void failed() {
    assert loop.inEventLoop();
    traffic.socketError();
  }

  /** What the system drops at a port is to be counted, too. */
  void bound(KernelDrops overflow) {
    assert loop.inEventLoop();
    traffic.watch(overflow);
  }

  /** The boots among what they send. */
  LocalBoots boots() {
    return boots;
  }

  /** What has passed so far. A boot that waits for a connection has not. */
  public TrafficSummary summary() {
    assert loop.inEventLoop();
    return boots.summary(tunnel != null);
  }
}
