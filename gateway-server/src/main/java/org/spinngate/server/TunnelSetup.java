package org.spinngate.server;

import java.time.Clock;
import org.spinngate.server.access.AddressQuota;
import org.spinngate.server.access.Logins;
import org.spinngate.server.command.BuildVersion;
import org.spinngate.server.config.HeartbeatTimes;
import org.spinngate.server.config.Limits;
import org.spinngate.server.link.AuditLog;
import org.spinngate.server.link.Carriers;
import org.spinngate.server.link.FrameAllowances;
import org.spinngate.server.link.Heartbeats;
import org.spinngate.server.link.LoginContext;
import org.spinngate.server.link.LoginDecisions;
import org.spinngate.server.link.TlsIdentity;
import org.spinngate.server.link.TunnelInitializer;
import org.spinngate.server.reset.Resets;

/**
 * Wires what tunnels go through on their way to a session.
 *
 * @param carriers carry the datagrams of sessions
 */
record TunnelSetup(SessionSetup sessions, Carriers carriers) {
  /**
   * The pipeline of tunnels.
   *
   * @param tls the identity that clients see
   */
  TunnelInitializer initializer(TlsIdentity tls) {
    return TunnelInitializer.of(tls, loginContext(), quota(), this::limits, BuildVersion.text());
  }

  private Limits limits() {
    return sessions.config().get().limits();
  }

  private AddressQuota quota() {
    return new AddressQuota(
        () -> limits().connections().most(), () -> limits().connections().mostOfOne());
  }

  private LoginContext loginContext() {
    return new LoginContext(
        new LoginDecisions(logins(), new AuditLog(System::nanoTime), sessions.metrics().logins()),
        sessions.connections(),
        sessions.sessions(),
        new Resets(
            sessions.sessions(), sessions.leases(), sessions.caretakers(), Clock.systemUTC()),
        carriers,
        new Heartbeats(this::heartbeat, sessions.timing()),
        new FrameAllowances(
            this::connectionsPerUser, sessions.metrics().logins(), sessions.timing().nanoTime()));
  }

  private Logins logins() {
    return new Logins(
        sessions.users(),
        () -> limits().logins(),
        this::connectionsPerUser,
        System::nanoTime,
        sessions.leaseSetup().bans());
  }

  private int connectionsPerUser() {
    return sessions.config().get().session().connectionsPerUser();
  }

  private HeartbeatTimes heartbeat() {
    return sessions.config().get().session().heartbeat();
  }
}
