package org.spinngate.server.flow;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.repeat.Repeats;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.boot.BootBoard;
import org.spinngate.server.boot.BootListener;
import org.spinngate.server.boot.SessionBoots;
import org.spinngate.server.budget.Allowance;
import org.spinngate.server.budget.Budgets;
import org.spinngate.server.budget.ByteBudget;
import org.spinngate.server.budget.FlowBudget;
import org.spinngate.server.budget.SessionRates;
import org.spinngate.server.scp.DatagramFilter;
import org.spinngate.server.scp.FilteredFlow;
import org.spinngate.server.scp.RequestQueue;
import org.spinngate.server.tag.ReverseFilter;
import org.spinngate.server.tag.SessionTags;
import org.spinngate.server.tag.TagFilter;
import org.spinngate.server.tag.TagListener;

/**
 * Makes the flows of one session: knows the board, the event loop and the limits.
 *
 * @param loop the session's event loop
 * @param board the session's board
 * @param user the session's user, or one of the many that a user is
 * @param shared what all sessions have in common
 */
public record Flows(EventLoop loop, Board board, String user, Shared shared) {
  private static final int LEAST_NEW_FLOWS = 64;
  private static final Duration NEW_FLOWS_SPAN = Duration.ofSeconds(2);

  /**
   * What the flows of all sessions have in common.
   *
   * @param sockets gives fresh datagram sockets
   * @param tenure whether anything may leave for a board
   * @param budgets what all have together
   * @param limits what one session may have
   * @param timing the clock, and what is late by it
   * @param clock the time of day
   */
  public record Shared(
      Supplier<DatagramChannel> sockets,
      Tenure tenure,
      Budgets budgets,
      PerSession limits,
      Timing timing,
      Clock clock) {

    /** A monotonic clock in nanoseconds. */
    public LongSupplier nanoTime() {
      return timing.nanoTime();
    }
  }

  /**
   * What one session may have.
   *
   * @param flows how many flows
   * @param rates how much it may send
   * @param bootPackets how many of its boot packets may wait
   */
  public record PerSession(int flows, SessionRates rates, int bootPackets) {}

  /**
   * Which port of the board a flow leads to.
   *
   * @param service whose datagrams it carries
   * @param reversePort where the board listens by a reverse tag; 0 for the service's own port
   */
  record Lead(Service service, int reversePort) {
    static final Lead TO_BOOT = new Lead(Service.BOOT, 0);
    static final Lead TO_SCP = new Lead(Service.SCP, 0);

    private boolean takesRequests() {
      return service == Service.SCP && reversePort == 0;
    }

    private InetSocketAddress to(Board.Addresses board) {
      InetSocketAddress own = service == Service.BOOT ? board.boot() : board.scp();
      return reversePort == 0 ? own : new InetSocketAddress(own.getAddress(), reversePort);
    }
  }

  /** Whether anything may leave for the board at this moment. */
  boolean mayLeave() {
    return shared.tenure.holds();
  }

  int mostPerSession() {
    return shared.limits.flows;
  }

  FlowBudget budget() {
    return shared.budgets.flows();
  }

  /** What the session may send. */
  Allowance allowance() {
    return new Allowance(shared.limits.rates, shared.nanoTime());
  }

  /**
   * How often flows may begin: each costs a socket. All that a session may have at once, twice over
   * for tools that begin anew, may begin at the same moment.
   */
  Repeats newFlows() {
    int most = 2 * Math.max(LEAST_NEW_FLOWS, shared.limits.flows);
    return new Repeats(most, NEW_FLOWS_SPAN, shared.nanoTime());
  }

  /**
   * Opens a flow.
   *
   * @throws io.netty.channel.ChannelException if there is no socket left or no way to the board
   */
  Flow open(Lead lead, int number, UseOrder order, SessionTags tags, FlowListener listener) {
    Service service = lead.service;
    InetSocketAddress to = lead.to(board.addresses());
    ByteBudget.Share budget = shared.budgets.datagrams().of(user);
    // Half a boot is of no use, however old the rest of it.
    WaitingDatagrams.Terms terms =
        new WaitingDatagrams.Terms(budget, shared.timing, service == Service.SCP);
    Function<FlowSocket.Ears, FlowSocket> socket =
        ears -> new FlowSocket(shared.sockets, loop, to, shared.tenure, terms, ears);
    Flow flow = new Flow(service, number, socket, filters(lead, tags), order, listener);
    if (lead.takesRequests() && board.requestWindow().limits()) {
      flow.queueRequests(
          new RequestQueue(loop, board.requestWindow(), flow, budget, shared.timing));
    }
    return flow;
  }

  /** A board has tags for SCP alone. */
  private static Function<FilteredFlow, DatagramFilter> filters(Lead lead, SessionTags tags) {
    if (lead.takesRequests()) {
      return flow -> new TagFilter(flow, tags);
    }
    return lead.service == Service.BOOT
        ? flow -> DatagramFilter.NONE
        : flow -> new ReverseFilter(tags, lead.reversePort);
  }

  /** Whether a reverse tag may listen on a port of the board's: not where its services do. */
  boolean isNoService(int boardPort) {
    Board.Addresses addresses = board.addresses();
    return boardPort != addresses.scp().getPort() && boardPort != addresses.boot().getPort();
  }

  /** The IP tags of the session. */
  SessionTags tags(TagListener listener) {
    return new SessionTags(board.tags(), loop, user, shared.nanoTime(), listener);
  }

  /** The boots of the session. */
  SessionBoots boots(BootListener listener) {
    BootBoard toBoot = new BootBoard(board.bootTurn(), board.bootGap());
    SessionBoots.Terms terms =
        new SessionBoots.Terms(
            toBoot,
            user,
            shared.limits.bootPackets,
            shared.budgets.boots().of(user),
            shared.nanoTime(),
            shared.clock);
    return new SessionBoots(loop, terms, listener);
  }
}
