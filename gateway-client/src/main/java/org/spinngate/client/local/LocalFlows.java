package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.tag.TagPolicy;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.net.KernelDrops;

/**
 * Gives every local application's socket a flow of its own and takes the board's replies back to
 * it, and to nobody else.
 *
 * <p>Confined to the one event loop. The way of a datagram makes no objects but for a new flow.
 */
public final class LocalFlows implements Applications, LocalPort.Arrivals {
  /** So many applications may boot before it is known how many flows there may be. */
  private static final int BEFORE_THE_SESSION = 16;

  private final EventLoop loop;
  private final LongSupplier nanoTime;
  private final LocalTraffic traffic = new LocalTraffic();
  private final LocalFlowTable table;
  private final List<LocalPort> unflushed = new ArrayList<>();
  private final LocalBoots boots;
  private final PauseDetector pauses;
  private final TagTraffic tagTraffic;
  private final TagRestoration restoration;
  private @Nullable Tunnel tunnel;
  private int session = Opened.NO_SESSION;
  private boolean granted;
  private boolean singleReply;

  /**
   * @param loop the one event loop
   * @param timing the clock, and what is late by it
   * @param words takes lines for the user
   * @param policy what is delivered of what tags aim at
   * @param reversePorts opens the local port of a reverse tag, and returns what closes it
   */
  LocalFlows(
      EventLoop loop,
      Timing timing,
      Consumer<String> words,
      TagPolicy policy,
      BiFunction<InetSocketAddress, LocalFlows, Runnable> reversePorts) {
    this.loop = loop;
    this.nanoTime = timing.nanoTime();
    this.boots = new LocalBoots(loop, nanoTime, traffic, words);
    this.table = new LocalFlowTable(BEFORE_THE_SESSION, boots, nanoTime);
    this.pauses = new PauseDetector(loop, timing, () -> table.forEach(LocalFlow::stoodStill));
    this.tagTraffic =
        new TagTraffic(
            policy,
            table,
            new ReversePorts(local -> reversePorts.apply(local, this), words),
            words);
    this.restoration = new TagRestoration(loop, table, tagTraffic, words);
  }

  /** From here on tags may aim at other hosts, which are reached by this port. */
  void reachOthersBy(LocalPort port) {
    table.reachOthersBy(port);
  }

  @Override
  public void attach(Tunnel next, Opened opened) {
    assert loop.inEventLoop();
    tunnel = next;
    pauses.watch(nanoTime.getAsLong());
    granted = true;
    singleReply = opened.terms().singleReply();
    boolean goesOn = opened.resumption().resumed() || opened.session() == Opened.NO_SESSION;
    table.attach(next, opened.flows(), goesOn);
    tagTraffic.attach(opened);
    if (!goesOn) {
      beginAnew(opened.session() == session, opened.terms().shared());
    }
    session = opened.session();
    boots.attach(next, opened.resumption());
    table.forEach(this::noteBoot);
    boots.letWaitingSend();
  }

  /** The server has no flow any more; of the same session the board still has the tags. */
  private void beginAnew(boolean sameSession, boolean shared) {
    if (sameSession && !shared) {
      restoration.begin();
    } else {
      // On a shared board somebody else may have taken them over, or cleared them.
      table.forEach(LocalFlow::beginAnew);
      tagTraffic.end();
    }
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
      table.detach();
      pauses.rest();
      boots.detach();
    }
  }

  @Override
  public void bootTaken(int flow, int count) {
    assert loop.inEventLoop();
    boots.taken(flow, count);
  }

  @Override
  public void fromApplication(LocalPort port, InetSocketAddress application, ByteBuf datagram) {
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
    LocalFlow flow = table.flowTo(port, application);
    if (flow == null) {
      return DropReason.FLOW_LIMIT;
    }
    if (singleReply && !port.isReverse()) {
      flow.asked(datagram, now);
    }
    Tunnel current = tunnel;
    if (current == null) {
      return DropReason.TUNNEL_DOWN;
    }
    return tagTraffic.send(current, flow, datagram);
  }

  /** Without a tunnel it is kept for a while. */
  private void sendBoot(LocalPort port, InetSocketAddress application, ByteBuf datagram) {
    LocalFlow flow = table.flowTo(port, application);
    if (flow == null) {
      boots.withoutFlow(datagram);
      return;
    }
    flow.sent(datagram);
    boots.send(flow, flow.gapMillis(nanoTime.getAsLong()), datagram);
  }

  /** A reverse tag is gone, and with it the port of its own. */
  void portGone(LocalPort port) {
    assert loop.inEventLoop();
    KernelDrops overflow = port.overflow();
    if (overflow != null) {
      traffic.forget(overflow);
    }
    table.portGone(port);
    unflushed.remove(port);
  }

  /** The port of a reverse tag cannot be bound. */
  void noReversePort(InetSocketAddress local) {
    assert loop.inEventLoop();
    tagTraffic.noReversePort(local);
  }

  /** The ports of reverse tags are no longer wanted. */
  void endTags() {
    assert loop.inEventLoop();
    tagTraffic.end();
  }

  @Override
  public void deliver(Service service, int number, ByteBuf datagram) {
    assert loop.inEventLoop();
    LocalFlow flow = table.flow(number);
    int bytes = datagram.readableBytes();
    if (flow == null || flow.port.service() != service) {
      datagram.release();
      traffic.dropped(DropReason.NO_SUCH_FLOW);
    } else if (bytes == 0) {
      datagram.release();
      traffic.dropped(DropReason.EMPTY);
    } else if (flow.isOurs(datagram)) {
      datagram.release();
    } else {
      table.used(flow);
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

  @Override
  public void failed() {
    assert loop.inEventLoop();
    traffic.socketError();
  }

  @Override
  public void bound(LocalPort port, KernelDrops overflow) {
    assert loop.inEventLoop();
    traffic.watch(overflow);
    table.bound(port);
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
