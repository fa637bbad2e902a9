package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Tunnel;

/**
 * The boots of the local applications: those that are on their way, and the ports that are not read
 * until there is room again.
 *
 * <p>Confined to the one event loop.
 */
final class LocalBoots {
  private final EventLoop loop;
  private final LocalTraffic traffic;
  private final BootNews news;
  private final BootOutbox outbox;
  private final Set<LocalPort> waiting = new HashSet<>();

  /**
   * @param traffic counts what becomes of them
   * @param words takes lines for the user
   */
  LocalBoots(EventLoop loop, LongSupplier nanoTime, LocalTraffic traffic, Consumer<String> words) {
    this.loop = loop;
    this.traffic = traffic;
    this.news = new BootNews(loop, traffic, words, this::retry);
    this.outbox = new BootOutbox(nanoTime, news);
  }

  /** There is a way to the server. */
  void attach(Tunnel next, Opened.Resumption resumption) {
    outbox.attach(next, resumption);
  }

  /** There is no way to the server. */
  void detach() {
    outbox.detach();
    letWaitingSend();
  }

  /** The server is done with so many of a flow. */
  void taken(int flow, int count) {
    outbox.taken(flow, count);
    letWaitingSend();
  }

  private void retry() {
    outbox.retry();
    letWaitingSend();
  }

  /** The applications whose boots were held up may go on, if there is room again. */
  void letWaitingSend() {
    if (outbox.hasRoom()) {
      waiting.forEach(port -> port.read(true));
      waiting.clear();
    }
  }

  /** Sends a datagram as soon as may be; the buffer stays the caller's. */
  void send(LocalFlow flow, int gapMillis, ByteBuf datagram) {
    DropReason reason = outbox.offer(flow.number, gapMillis, datagram);
    if (reason != null) {
      traffic.dropped(reason);
    } else if (!outbox.hasRoom() && waiting.add(flow.port)) {
      flow.port.read(false);
    }
  }

  /** A datagram came from an application that can have no flow. */
  void withoutFlow(ByteBuf datagram) {
    traffic.dropped(DropReason.FLOW_LIMIT);
    news.withoutFlow(datagram);
  }

  /** Whether a boot of this application is under way, which its flow must not be taken from. */
  boolean isUnderWay(int flow) {
    return outbox.isUnderWay(flow);
  }

  /** An application is no longer known. */
  void forget(int flow) {
    outbox.forget(flow);
  }

  /** How many datagrams the server is not done with. */
  int onTheWay() {
    assert loop.inEventLoop();
    return outbox.untaken();
  }

  /** The session ends: nothing is kept any more, and what does not leave now is dropped. */
  void end() {
    assert loop.inEventLoop();
    outbox.end();
  }

  /** What has passed so far. A boot that waits for a connection has not. */
  TrafficSummary summary(boolean connected) {
    outbox.settle();
    return traffic.summary(connected ? 0 : outbox.unsent());
  }
}
