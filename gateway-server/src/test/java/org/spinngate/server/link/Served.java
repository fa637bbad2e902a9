package org.spinngate.server.link;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.TestQueues;
import org.spinngate.server.access.Authenticator;
import org.spinngate.server.access.Logins;
import org.spinngate.server.access.SharedBans;
import org.spinngate.server.access.Users;
import org.spinngate.server.admission.LoggedInConnections;
import org.spinngate.server.config.HeartbeatTimes;
import org.spinngate.server.reset.Resets;
import org.spinngate.server.session.Sessions;

/** What clients of a test are served with. */
record Served(Sessions sessions, Resets resets) {
  /** With users who are asked for in a way of the test's own. */
  LoginContext context(LongSupplier nanoTime, Clock clock, UnaryOperator<Authenticator> way) {
    Users users = new Users(LinkBench.people(), clock);
    LoggedInConnections all = new LoggedInConnections(users::stillValid, clock);
    return context(way.apply(users), all, LinkBench.MANY, nanoTime);
  }

  LoginContext context(
      Authenticator authenticator,
      LoggedInConnections all,
      int connectionsPerUser,
      LongSupplier nanoTime) {
    HeartbeatTimes times = new HeartbeatTimes(LinkBench.HEARTBEAT, LinkBench.DEADLINE);
    return new LoginContext(
        new LoginDecisions(
            new Logins(
                authenticator,
                () -> LinkLimits.of(1000, 1000, LinkBench.LOGIN).logins(),
                () -> 16,
                nanoTime,
                new SharedBans(() -> Duration.ofMinutes(5), nanoTime)),
            new AuditLog(nanoTime),
            LoginMeter.NONE),
        all,
        sessions,
        resets,
        new Carriers(Optional.empty(), TestQueues.plenty()),
        new Heartbeats(() -> times, Timing.of(nanoTime)),
        new FrameAllowances(() -> connectionsPerUser, LoginMeter.NONE, nanoTime));
  }
}
