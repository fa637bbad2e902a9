package org.spinngate.server.session;

import java.util.function.Supplier;
import org.spinngate.server.flow.Flows;

/**
 * What holds for sessions that begin now, as the configuration says at that time.
 *
 * @param times how long they live
 * @param limits how many there may be
 * @param flows what their flows have in common
 */
public record SessionTerms(
    Supplier<SessionTimes> times, Supplier<SessionLimits> limits, Supplier<Flows.Shared> flows) {}
