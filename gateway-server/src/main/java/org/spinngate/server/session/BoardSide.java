package org.spinngate.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Unsent;
import org.spinngate.server.admission.Client;
import org.spinngate.server.board.Board;
import org.spinngate.server.flow.FlowTable;
import org.spinngate.server.flow.Flows;
import org.spinngate.server.usage.SessionMeter;
import org.spinngate.server.usage.Traffic;

/**
 * The side of a session that faces its board: the flows, and what is counted on the way there and
 * back. Nothing here knows how the client is reached.
 *
 * <p>Confined to the session's event loop.
 */
final class BoardSide {
  private final Traffic traffic = new Traffic();
  private final BoardWatch watch;
  private final Metering metering;
  private final FlowEvents events;
  private final FlowTable flows;
  private final EventLoop loop;
  private final SessionLog log;
  private boolean heard;

  /**
   * @param attachment hears what comes from the board
   * @param meter is told what is counted
   */
  BoardSide(
      SessionLabel session,
      ClientAttachment attachment,
      SessionLog log,
      SessionMeter meter,
      Flows.Shared shared) {
    Board board = session.board();
    Client client = session.client();
    this.loop = client.loop();
    this.log = log;
    this.watch = new BoardWatch(board);
    this.metering = new Metering(meter, board.name());
    this.events = new FlowEvents(attachment, traffic, log, watch, metering);
    this.flows = new FlowTable(new Flows(loop, board, client.account(), shared), events);
  }

  /** Takes over a datagram; it leaves with the next {@link #flush()}. */
  void sendScp(int flow, ByteBuf datagram) {
    heard = true;
    flows.sendScp(flow, datagram);
  }

  /** Takes over a boot datagram; it leaves when the board can bear it. */
  void sendBoot(int flow, int gapMillis, ByteBuf datagram) {
    heard = true;
    flows.sendBoot(flow, gapMillis, datagram);
  }

  void flush() {
    flows.flush();
  }

  void close(Service service, int flow) {
    heard = true;
    flows.close(service, flow);
  }

  /** Whether a flow must not be closed to make room for another. */
  boolean mustStay(Service service, int flow) {
    return flows.mustStay(service, flow);
  }

  void closeAll() {
    flows.closeAll();
  }

  /** Whether the client has sent anything. */
  boolean hasHeard() {
    return heard;
  }

  /** How many flows are open. */
  int open() {
    return flows.size();
  }

  /** Counts datagrams that fell. */
  void dropped(DropReason reason, int datagrams) {
    events.dropped(reason, datagrams);
  }

  /** Datagrams for the client did not leave after all. */
  void unsent(Unsent datagrams) {
    traffic.unsent(datagrams);
  }

  /** The client is back. */
  void resumed() {
    metering.resumed();
    flows.resumed();
  }

  /** What has moved until now. */
  Traffic.Snapshot traffic() {
    return traffic.snapshot();
  }

  /**
   * A second has passed: tells the board what its session has seen of it, and looks after flows.
   */
  void tellBoard() {
    flows.countOverflow();
    watch.tell();
    flows.look();
  }

  /** Something was counted when the session was over: it is told a little later. */
  void countedAfterTheEnd() {
    events.countedAfterTheEnd();
  }

  /**
   * What looks at all this once a second.
   *
   * @param age of the session already
   * @param look makes a row of this moment
   */
  SessionTick tick(
      SessionTimes times, Duration age, LongSupplier nanoTime, Supplier<SessionRow> look) {
    TimeLimits limits = new TimeLimits(times, age, nanoTime.getAsLong());
    SessionTick tick = new SessionTick(limits, traffic, nanoTime, look, metering);
    events.tellAfterTheEnd(new Aftermath(loop, tick, log));
    return tick;
  }
}
