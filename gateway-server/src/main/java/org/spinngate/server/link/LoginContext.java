package org.spinngate.server.link;

import java.util.function.LongSupplier;
import org.spinngate.server.access.Logins;
import org.spinngate.server.admission.LoggedInConnections;
import org.spinngate.server.reset.Resets;
import org.spinngate.server.session.Sessions;

/**
 * What every connection needs on its way to a session.
 *
 * @param decisions who is let in
 * @param connections all that have logged in
 * @param sessions opens sessions
 * @param resets power-cycles boards
 * @param carriers carry the datagrams of sessions
 * @param heartbeats watches those that have logged in
 * @param allowances how many frames connections and users may bring
 */
public record LoginContext(
    LoginDecisions decisions,
    LoggedInConnections connections,
    Sessions sessions,
    Resets resets,
    Carriers carriers,
    Heartbeats heartbeats,
    FrameAllowances allowances) {

  /** A monotonic clock in nanoseconds. */
  LongSupplier nanoTime() {
    return heartbeats.timing().nanoTime();
  }

  Logins logins() {
    return decisions.logins();
  }

  LoginMeter meter() {
    return decisions.meter();
  }
}
