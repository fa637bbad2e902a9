package org.spinngate.client.local;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.tag.FlowTags;
import org.spinngate.protocol.tag.TagLedger;

/**
 * The flows of this client, each by its number and by its application. A new one takes the place of
 * the one that was used least recently, if there are as many as there may be; but not of one that a
 * tag on the board points at, or that has a boot under way.
 *
 * <p>Confined to the one event loop.
 */
final class LocalFlowTable implements TagTraffic.Targets {
  private final IntObjectMap<LocalFlow> byNumber = new IntObjectHashMap<>();
  private final TagLedger tags = new TagLedger();
  private final ClosedFlows closedFlows = new ClosedFlows();
  private final List<LocalPort> ports = new ArrayList<>();
  private final LongSupplier nanoTime;
  private final LocalBoots boots;
  private @Nullable Tunnel tunnel;
  private @Nullable LocalPort portToOthers;
  private int latestNumber;
  private int most;
  private long uses;

  /**
   * @param most how many there may be until the server says it
   * @param boots which flows have one under way
   */
  LocalFlowTable(int most, LocalBoots boots, LongSupplier nanoTime) {
    this.most = most;
    this.boots = boots;
    this.nanoTime = nanoTime;
  }

  /**
   * There is a tunnel, by which the server hears of flows that are no more.
   *
   * @param flows so many there may be from now on, fewer than there are numbers
   * @param remembered whether the server has the flows of before
   */
  void attach(Tunnel next, int flows, boolean remembered) {
    tunnel = next;
    most = flows;
    closedFlows.attach(next, remembered);
  }

  /** There is no tunnel. */
  void detach() {
    tunnel = null;
  }

  /** From here on tags may aim at other hosts, which are reached by this port. */
  void reachOthersBy(LocalPort port) {
    portToOthers = port;
  }

  /** A port is there. */
  void bound(LocalPort port) {
    ports.add(port);
  }

  @Override
  public boolean isOwnPort(InetSocketAddress address) {
    return ports.stream().anyMatch(port -> port.address().equals(address));
  }

  @Override
  public @Nullable Tunnel tunnel() {
    return tunnel;
  }

  @Override
  public @Nullable LocalPort portToOthers() {
    return portToOthers;
  }

  @Override
  public @Nullable LocalFlow flow(int number) {
    return byNumber.get(number);
  }

  /** It is the latest that was used. */
  void used(LocalFlow flow) {
    flow.used(++uses);
  }

  boolean any(Predicate<LocalFlow> condition) {
    return byNumber.values().stream().anyMatch(condition);
  }

  void forEach(Consumer<LocalFlow> action) {
    byNumber.values().forEach(action);
  }

  @Override
  public @Nullable LocalFlow flowTo(LocalPort port, InetSocketAddress application) {
    LocalFlow known = port.flowOf(application);
    LocalFlow flow = known == null ? open(port, application) : known;
    if (flow != null) {
      used(flow);
    }
    return flow;
  }

  private @Nullable LocalFlow open(LocalPort port, InetSocketAddress application) {
    while (byNumber.size() >= most) {
      LocalFlow oldest = oldest(this::mayGo);
      if (oldest == null) {
        return null;
      }
      forget(oldest);
    }
    FlowTags own = new FlowTags(tags, nanoTime);
    LocalFlow flow = new LocalFlow(freeNumber(), port, application, own);
    byNumber.put(flow.number, flow);
    port.remember(flow);
    return flow;
  }

  private @Nullable LocalFlow oldest(Predicate<LocalFlow> mayGo) {
    LocalFlow oldest = null;
    for (LocalFlow flow : byNumber.values()) {
      if ((oldest == null || flow.usedAt() < oldest.usedAt()) && mayGo.test(flow)) {
        oldest = flow;
      }
    }
    return oldest;
  }

  /** The server decides alike, so that neither takes away what the other keeps. */
  private boolean mayGo(LocalFlow flow) {
    return flow.port.service() == Service.BOOT
        ? !boots.isUnderWay(flow.number)
        : !flow.hasTag() && !flow.port.answers(flow);
  }

  /** The next number that nobody has. */
  private int freeNumber() {
    do {
      latestNumber = latestNumber % DataFrame.MAX_FLOW + 1;
    } while (byNumber.containsKey(latestNumber));
    return latestNumber;
  }

  private void forget(LocalFlow flow) {
    byNumber.remove(flow.number);
    flow.port.forget(flow);
    boots.forget(flow.number);
    if (flow.isKnown()) {
      closedFlows.say(new FlowClosed(flow.port.service(), flow.number), tunnel);
    }
    flow.end();
  }

  /** A port is gone, and with it all who have spoken to it. */
  void portGone(LocalPort port) {
    ports.remove(port);
    List<LocalFlow> theirs = new ArrayList<>();
    forEach(flow -> theirs.add(flow));
    theirs.stream().filter(flow -> flow.port.equals(port)).forEach(this::forget);
  }
}
