package org.spinngate.server;

import io.netty.channel.socket.DatagramChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.spinngate.protocol.Timing;
import org.spinngate.server.access.User;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.budget.Budgets;
import org.spinngate.server.budget.ByteBudget;
import org.spinngate.server.budget.FlowBudget;
import org.spinngate.server.budget.SessionRates;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.Limits;
import org.spinngate.server.config.QueueLimits;
import org.spinngate.server.config.SessionSettings;
import org.spinngate.server.flow.Flows;
import org.spinngate.server.session.SessionTimes;
import org.spinngate.server.session.SessionTimes.Span;

/**
 * The options of sessions that begin now, in the words of their package.
 *
 * <p>Thread-safe.
 */
final class SessionOptions {
  private final Supplier<GatewayConfig> config;
  private final Supplier<DatagramChannel> sockets;
  private final Tenure tenure;
  private final Budgets budgets;
  private final Clock clock;
  private final Timing timing;

  /**
   * @param sockets makes fresh ones towards boards
   * @param tenure whether anything may leave for a board
   */
  SessionOptions(
      Supplier<GatewayConfig> config,
      Supplier<DatagramChannel> sockets,
      Tenure tenure,
      Clock clock,
      Timing timing) {
    this.config = config;
    this.sockets = sockets;
    this.tenure = tenure;
    this.budgets = budgets();
    this.clock = clock;
    this.timing = timing;
  }

  /** What all sessions have together. */
  private Budgets budgets() {
    Supplier<QueueLimits> queues = () -> config.get().limits().queues();
    return new Budgets(
        new FlowBudget(() -> config.get().limits().flows().most()),
        new ByteBudget(this::bootBytesOfUser, () -> queues.get().bootBytes()),
        new ByteBudget(
            () -> queues.get().boards().bytesOfOne(), () -> queues.get().boards().bytes()));
  }

  private long bootBytesOfUser() {
    GatewayConfig now = config.get();
    return now.limits().queues().bootBytesOfUser(now.session().maxPerUser());
  }

  /** Old clients are many in one, and nothing can be said to them. */
  SessionTimes times(User user) {
    SessionSettings session = config.get().session();
    if (!user.logsIn()) {
      Duration idle = config.get().legacy().idleTimeout();
      return new SessionTimes(
          new Span(idle, session.usual().maxDuration()),
          new Span(idle, session.ifWanted().maxDuration()),
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO);
    }
    return new SessionTimes(
        new Span(session.usual().idleTimeout(), session.usual().maxDuration()),
        new Span(session.ifWanted().idleTimeout(), session.ifWanted().maxDuration()),
        session.idleWarning(),
        session.resumeGrace(),
        session.revokeNotice());
  }

  Flows.Shared flows() {
    Limits limits = config.get().limits();
    return new Flows.Shared(
        sockets,
        tenure,
        budgets,
        new Flows.PerSession(
            limits.flows().mostOfOne(),
            new SessionRates(limits.rate().datagrams(), limits.rate().bytes()),
            limits.bootQueue()),
        timing,
        clock);
  }
}
