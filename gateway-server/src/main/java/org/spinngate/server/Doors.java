package org.spinngate.server;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Optional;
import org.spinngate.server.access.LoginAttempts;
import org.spinngate.server.command.BuildVersion;
import org.spinngate.server.config.SessionSettings;
import org.spinngate.server.link.AuditLog;
import org.spinngate.server.link.HeartbeatTimes;
import org.spinngate.server.link.Reception;
import org.spinngate.server.link.TlsIdentity;
import org.spinngate.server.link.TunnelListener;
import org.spinngate.server.sealed.SealedDoor;

/** Wires what clients come in by; nothing listens yet. */
final class Doors {
  private final SessionSetup sessions;
  private final Loops loops;

  private Doors(SessionSetup sessions, Loops loops) {
    this.sessions = sessions;
    this.loops = loops;
  }

  static Listeners of(SessionSetup sessions, TlsIdentity tls, Loops loops) {
    Doors doors = new Doors(sessions, loops);
    CurrentConfig config = sessions.config();
    Optional<SealedDoor> sealed = doors.sealed();
    TunnelListener tunnels =
        new TunnelListener(
            new TunnelListener.Sockets(
                loops.sessions(),
                loops.transport(),
                () -> config.get().stream().congestionControl()),
            tls,
            doors.reception(sealed),
            () -> config.get().limits(),
            BuildVersion.text());
    return new Listeners(tunnels, sealed);
  }

  private Optional<SealedDoor> sealed() {
    int most = sessions.config().get().limits().connections();
    return sessions.config().get().udp()
        ? Optional.of(new SealedDoor(loops.sessions(), loops.transport(), most, System::nanoTime))
        : Optional.empty();
  }

  private Reception reception(Optional<SealedDoor> sealed) {
    return new Reception(
        sessions.users(),
        new AuditLog(System::nanoTime),
        new LoginAttempts(() -> sessions.config().get().limits(), Ticker.systemTicker()),
        sessions.sessions(),
        sealed,
        this::heartbeat,
        sessions.metrics().logins(),
        System::nanoTime);
  }

  private HeartbeatTimes heartbeat() {
    SessionSettings session = sessions.config().get().session();
    return new HeartbeatTimes(session.heartbeat(), session.heartbeatDeadline());
  }
}
