package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.TagMark;
import org.spinngate.protocol.repeat.Repeats;
import org.spinngate.server.boot.SessionBoots;
import org.spinngate.server.budget.Allowance;
import org.spinngate.server.tag.SessionTags;

/**
 * The flows of one session. A datagram of a flow that is not there opens it; at the cap the flow
 * that has not been used for longest goes, unless a tag on the board points at it or a boot is
 * under way in it.
 *
 * <p>Confined to the event loop of its session.
 */
public final class FlowTable {
  private static final int BOOT_KEY = 0x10000;

  private final Flows flows;
  private final FlowListener listener;
  private final Allowance allowance;
  private final Repeats newFlows;
  private final SessionBoots boots;
  private final SessionTags tags;
  private final IntObjectMap<Flow> open = new IntObjectHashMap<>();
  private final List<Flow> unflushed = new ArrayList<>();
  private final BoardRoutes routes = new BoardRoutes();
  private final UseOrder order = new UseOrder();

  /**
   * @param flows makes this session's flows
   * @param listener the session
   */
  public FlowTable(Flows flows, FlowListener listener) {
    this.flows = flows;
    this.listener = listener;
    this.allowance = flows.allowance();
    this.newFlows = flows.newFlows();
    this.boots = flows.boots(listener);
    this.tags = flows.tags(listener);
  }

  /** How many flows are open. */
  public int size() {
    return open.size();
  }

  /**
   * Takes over an SCP datagram; it leaves with the next {@link #flush()}.
   *
   * @param number of its flow; {@link DataFrame#MARKED} if a mark stands before the datagram
   */
  public void sendScp(int number, ByteBuf datagram) {
    if (DataFrame.isMarked(number)) {
      sendMarked(number & DataFrame.MAX_FLOW, datagram);
    } else {
      sendOrDrop(number, datagram, admit(Flows.Lead.TO_SCP, number, datagram));
    }
  }

  private void sendMarked(int number, ByteBuf datagram) {
    TagMark mark = TagMark.read(datagram).orElseThrow();
    if (mark.kind() == TagMark.Kind.REVERSE_PORT) {
      sendOrDrop(number, datagram, admitReverse(mark.value(), number, datagram));
      return;
    }
    DropReason obstacle = admit(Flows.Lead.TO_SCP, number, datagram);
    if (obstacle == null && tags.translates(mark.kind(), datagram)) {
      obstacle = aim(number, mark.value(), datagram);
    }
    sendOrDrop(number, datagram, obstacle);
  }

  private @Nullable DropReason admitReverse(int boardPort, int number, ByteBuf datagram) {
    return flows.isNoService(boardPort) && tags.listens(boardPort)
        ? admit(new Flows.Lead(Service.SCP, boardPort), number, datagram)
        : DropReason.NO_SUCH_FLOW;
  }

  /** Makes a request aim at another flow, which is opened if need be. */
  private @Nullable DropReason aim(int number, int target, ByteBuf request) {
    DropReason obstacle = prepare(Flows.Lead.TO_SCP, target, request.readableBytes());
    if (obstacle != null) {
      return obstacle;
    }
    if (!open.containsKey(key(Service.SCP, number))) {
      // Room for the one was made by the other.
      return DropReason.FLOW_LIMIT;
    }
    return open.get(key(Service.SCP, target)).aimHere(request) ? null : DropReason.NO_SUCH_FLOW;
  }

  private @Nullable DropReason admit(Flows.Lead lead, int number, ByteBuf datagram) {
    if (!flows.mayLeave()) {
      return DropReason.LEASE_UNSURE;
    }
    int bytes = datagram.readableBytes();
    return allowance.allows(bytes) ? prepare(lead, number, bytes) : DropReason.OVER_BUDGET;
  }

  private void sendOrDrop(int number, ByteBuf datagram, @Nullable DropReason obstacle) {
    if (obstacle != null) {
      datagram.release();
      listener.dropped(obstacle);
      return;
    }
    Flow flow = open.get(key(Service.SCP, number));
    if (flow.send(datagram)) {
      unflushed.add(flow);
    }
  }

  /** Takes over a boot datagram; it leaves when the board can bear it. */
  public void sendBoot(int number, int gapMillis, ByteBuf datagram) {
    DropReason obstacle = prepare(Flows.Lead.TO_BOOT, number, datagram.readableBytes());
    if (obstacle != null) {
      boots.drop(number, datagram, obstacle);
    } else {
      boots.offer(number, gapMillis, datagram);
    }
  }

  /** The client has a new connection, and perhaps has not heard what was told by the last one. */
  public void resumed() {
    boots.tellAgain();
  }

  /** Sends what has been gathered since the last time. */
  public void flush() {
    if (unflushed.isEmpty()) {
      return;
    }
    for (int i = 0; i < unflushed.size(); i++) {
      unflushed.get(i).flush();
    }
    unflushed.clear();
  }

  /** A second has passed: flows whose way to the board is another by now are opened anew. */
  public void look() {
    routes.look(open.values());
  }

  /** Counts what the system has dropped since the last time, since a socket was full. */
  public void countOverflow() {
    open.values().forEach(Flow::countOverflow);
  }

  /** Closes a flow that its application no longer needs; harmless if there is none. */
  public void close(Service service, int number) {
    expire(service, number);
    if (service == Service.BOOT) {
      boots.forget(number);
    }
  }

  /** Closes every flow; what waits for a boot is dropped. */
  public void closeAll() {
    boots.sessionEnds();
    try {
      flush();
    } finally {
      expireAll();
    }
  }

  /** What goes wrong with one leaves no other open. */
  private void expireAll() {
    try {
      List.copyOf(open.values()).forEach(flow -> expire(flow.service(), flow.number()));
    } finally {
      if (!open.isEmpty()) {
        expireAll();
      }
    }
  }

  private void expire(Service service, int number) {
    Flow flow = open.remove(key(service, number));
    if (flow != null) {
      end(flow);
    }
  }

  /** Sees to it that a datagram has an open flow; if it cannot, or may not yet, tells why. */
  private @Nullable DropReason prepare(Flows.Lead lead, int number, int bytes) {
    if (bytes == 0) {
      return DropReason.EMPTY;
    }
    Flow flow = open.get(key(lead.service(), number));
    if (flow != null) {
      flow.used();
      return flow.reversePort() == lead.reversePort() ? null : DropReason.NO_SUCH_FLOW;
    }
    if (newFlows.next().isEmpty()) {
      return DropReason.OVER_BUDGET;
    }
    return makeRoom() ? begin(lead, number) : DropReason.FLOW_LIMIT;
  }

  /** Expires the oldest idle flow if the session or the server can have no more. */
  private boolean makeRoom() {
    if (open.size() < flows.mostPerSession() && flows.budget().take()) {
      return true;
    }
    Optional<Flow> oldest =
        open.values().stream().filter(this::mayGo).min(Comparator.comparingLong(Flow::lastUse));
    oldest.ifPresent(flow -> expire(flow.service(), flow.number()));
    return oldest.isPresent() && flows.budget().take();
  }

  /**
   * Whether a flow must stay, even if another must make room: a tag on the board points at it, or a
   * boot is under way in it.
   */
  public boolean mustStay(Service service, int number) {
    Flow flow = open.get(key(service, number));
    return flow != null && !mayGo(flow);
  }

  private boolean mayGo(Flow flow) {
    return flow.service() == Service.BOOT ? !boots.busy(flow.number()) : !flow.pinned();
  }

  /** Opens a flow; if the network has no way to the board, tells so. */
  private @Nullable DropReason begin(Flows.Lead lead, int number) {
    try {
      Flow flow = flows.open(lead, number, order, tags, listener);
      open.put(key(lead.service(), number), flow);
      if (lead.service() == Service.BOOT) {
        boots.begin(number, flow);
      }
      flow.used();
      return null;
    } catch (ChannelException e) {
      flows.budget().giveBack();
      return NetworkFailure.reason(e.getCause() == null ? e : e.getCause());
    }
  }

  private void end(Flow flow) {
    unflushed.remove(flow);
    try {
      if (flow.service() == Service.BOOT) {
        boots.end(flow.number());
      }
    } finally {
      flow.close();
      flows.budget().giveBack();
    }
  }

  private static int key(Service service, int number) {
    return service == Service.BOOT ? BOOT_KEY | number : number;
  }
}
