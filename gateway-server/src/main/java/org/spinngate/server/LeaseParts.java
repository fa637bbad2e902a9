package org.spinngate.server;

import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.lease.SessionLimits;
import org.spinngate.server.net.Loops;

/**
 * What a book of leases is made of, whether its gateway stands alone or is one of several.
 *
 * @param sure told when boards may be spoken to, and when no more
 */
record LeaseParts(
    Supplier<GatewayConfig> config,
    BoardDirectory boards,
    StateFiles files,
    Loops loops,
    ServerEnvironment environment,
    Consumer<Boolean> sure) {
  Clock clock() {
    return environment.clock();
  }

  SessionLimits limits() {
    GatewayConfig now = config.get();
    return new SessionLimits(now.limits().sessions(), now.session().maxPerUser());
  }
}
