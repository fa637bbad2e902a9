package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Tunnel;

/**
 * Gives every local application's socket a flow of its own and takes the board's replies back to
 * it, and to nobody else.
 *
 * <p>Confined to the one event loop. The way of a datagram makes no objects but for a new flow.
 */
public final class LocalFlows implements Applications {
  private final EventLoop loop;
  private final LongSupplier nanoTime;
  private final Traffic traffic = new Traffic();
  private final IntObjectMap<LocalFlow> byNumber = new IntObjectHashMap<>();
  private final List<LocalPort> unflushed = new ArrayList<>();
  private @Nullable Tunnel tunnel;
  private int mostFlows;
  private int latestNumber;
  private long uses;

  /**
   * @param loop the one event loop
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public LocalFlows(EventLoop loop, LongSupplier nanoTime) {
    this.loop = loop;
    this.nanoTime = nanoTime;
  }

  @Override
  public void attach(Tunnel next, int flows) {
    assert loop.inEventLoop();
    byNumber.values().forEach(flow -> flow.port.forget(flow));
    byNumber.clear();
    tunnel = next;
    mostFlows = flows;
  }

  @Override
  public void detach() {
    assert loop.inEventLoop();
    tunnel = null;
  }

  /** A datagram from an application; the buffer stays the caller's. */
  void fromApplication(LocalPort port, InetSocketAddress application, ByteBuf datagram) {
    assert loop.inEventLoop();
    int bytes = datagram.readableBytes();
    Tunnel current = tunnel;
    if (bytes > DataFrame.MAX_DATAGRAM) {
      traffic.dropped(DropReason.OVERSIZE);
    } else if (bytes == 0) {
      traffic.dropped(DropReason.EMPTY);
    } else if (current == null) {
      traffic.dropped(DropReason.TUNNEL_DOWN);
    } else {
      count(send(current, flowOf(port, application, current), datagram), bytes);
    }
  }

  private void count(@Nullable DropReason dropped, int bytes) {
    if (dropped == null) {
      traffic.toBoard(bytes);
    } else {
      traffic.dropped(dropped);
    }
  }

  private @Nullable DropReason send(Tunnel current, LocalFlow flow, ByteBuf datagram) {
    flow.used(++uses);
    if (flow.port.service() == Service.SCP) {
      return current.sendScp(flow.number, datagram);
    }
    return current.sendBoot(flow.number, flow.gapMillis(nanoTime.getAsLong()), datagram);
  }

  private LocalFlow flowOf(LocalPort port, InetSocketAddress application, Tunnel current) {
    LocalFlow known = port.flowOf(application);
    return known == null ? open(port, application, current) : known;
  }

  private LocalFlow open(LocalPort port, InetSocketAddress application, Tunnel current) {
    if (byNumber.size() >= mostFlows) {
      forgetOldest(current);
    }
    LocalFlow flow = new LocalFlow(freeNumber(), port, application);
    byNumber.put(flow.number, flow);
    port.remember(flow);
    return flow;
  }

  private void forgetOldest(Tunnel current) {
    LocalFlow oldest = null;
    for (LocalFlow flow : byNumber.values()) {
      if (oldest == null || flow.usedAt() < oldest.usedAt()) {
        oldest = flow;
      }
    }
    if (oldest != null) {
      byNumber.remove(oldest.number);
      oldest.port.forget(oldest);
      current.send(new FlowClosed(oldest.port.service(), oldest.number));
    }
  }

  /** The next number that nobody has; there are always fewer flows than numbers. */
  private int freeNumber() {
    do {
      latestNumber = latestNumber % DataFrame.MAX_FLOW + 1;
    } while (byNumber.containsKey(latestNumber));
    return latestNumber;
  }

  @Override
  public void deliver(Service service, int number, ByteBuf datagram) {
    assert loop.inEventLoop();
    LocalFlow flow = byNumber.get(number);
    int bytes = datagram.readableBytes();
    if (flow == null || flow.port.service() != service) {
      datagram.release();
      traffic.dropped(DropReason.NO_SUCH_FLOW);
    } else if (bytes == 0) {
      datagram.release();
      traffic.dropped(DropReason.EMPTY);
    } else {
      flow.used(++uses);
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
    if (port.write(datagram, flow.application)) {
      unflushed.add(port);
    }
    traffic.fromBoard(bytes);
  }

  @Override
  public void dropped(DropReason reason) {
    assert loop.inEventLoop();
    traffic.dropped(reason);
  }

  @Override
  public void flush() {
    assert loop.inEventLoop();
    for (int i = 0; i < unflushed.size(); i++) {
      unflushed.get(i).flush();
    }
    unflushed.clear();
  }

  /** An error that the operating system reported on a local socket, which goes on. */
  void failed() {
    assert loop.inEventLoop();
    traffic.socketError();
  }

  /** What has passed so far. */
  public TrafficSummary summary() {
    assert loop.inEventLoop();
    return traffic.summary();
  }
}
