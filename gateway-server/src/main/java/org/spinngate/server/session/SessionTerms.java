package org.spinngate.server.session;

import java.util.function.Function;
import java.util.function.Supplier;
import org.spinngate.server.access.User;
import org.spinngate.server.flow.Flows;

/**
 * What holds for sessions that begin now, as the configuration says at that time.
 *
 * @param times how long they live, by their user
 * @param flows what their flows have in common
 */
public record SessionTerms(Function<User, SessionTimes> times, Supplier<Flows.Shared> flows) {}
