package org.spinngate.server;

import java.time.Clock;
import java.util.Optional;
import org.spinngate.protocol.queue.QueueBudget;
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
import org.spinngate.server.sealed.SealedDoor;

/**
 * Wires what tunnels go through on their way to a session.
 *
 * @param sealed gives sessions a second carrier, if there is one
 */
record TunnelSetup(SessionSetup sessions, Optional<SealedDoor> sealed) {
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
        new Carriers(sealed, queues()),
        new Heartbeats(this::heartbeat, sessions.timing()),
        new FrameAllowances(
            this::connectionsPerUser, sessions.metrics().logins(), sessions.timing().nanoTime()));
  }

  private QueueBudget queues() {
    return new QueueBudget(
        () -> limits().queues().lines().bytesOfOne(), () -> limits().queues().lines().bytes());
  }

  private Logins logins() {
    return new Logins(
        sessions.users(), () -> limits().logins(), this::connectionsPerUser, System::nanoTime);
  }

  private int connectionsPerUser() {
    return sessions.config().get().session().connectionsPerUser();
  }

  private HeartbeatTimes heartbeat() {
    return sessions.config().get().session().heartbeat();
  }
}
