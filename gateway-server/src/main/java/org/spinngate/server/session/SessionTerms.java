package org.spinngate.server.session;

import java.util.function.Function;
import java.util.function.Supplier;
import org.spinngate.server.access.User;
import org.spinngate.server.flow.Flows;
import org.spinngate.server.lease.SessionLimits;

/**
 * What holds for sessions that begin now, as the configuration says at that time.
 *
 * @param times how long they live, by their user
 * @param limits how many there may be
 * @param flows what their flows have in common
 */
public record SessionTerms(
    Function<User, SessionTimes> times,
    Supplier<SessionLimits> limits,
    Supplier<Flows.Shared> flows) {}
