package org.spinngate.server.link;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.spinngate.protocol.Timing;
import org.spinngate.server.access.Logins;
import org.spinngate.server.admission.LoggedInConnections;
import org.spinngate.server.sealed.SealedDoor;
import org.spinngate.server.session.Sessions;

/**
 * What every connection needs on its way to a session.
 *
 * @param logins decides who is let in
 * @param audit says who was let in and who was not
 * @param connections all that have logged in
 * @param sessions opens sessions
 * @param sealed gives sessions a second carrier, if there is one
 * @param heartbeat of connections that log in now
 * @param allowances how many frames connections and users may bring
 * @param meter counts who comes in and who does not
 * @param timing the clock, and what is late by it
 */
public record LoginContext(
    Logins logins,
    AuditLog audit,
    LoggedInConnections connections,
    Sessions sessions,
    Optional<SealedDoor> sealed,
    Supplier<HeartbeatTimes> heartbeat,
    FrameAllowances allowances,
    LoginMeter meter,
    Timing timing) {

  LongSupplier nanoTime() {
    return timing.nanoTime();
  }
}
