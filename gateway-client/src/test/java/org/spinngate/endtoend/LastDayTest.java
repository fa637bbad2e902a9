package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.access.TokenHash;
import org.spinngate.simulated.SimulationSettings;

/**
 * A day of a server passes: whose last one it was, or that of whose token, has nothing any more.
 */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class LastDayTest {
  private static final Instant EVENING = Instant.parse("2031-05-17T23:59:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(EVENING);
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final Facility facility =
      Facility.plan()
          .board("spin5-01", SimulationSettings::booted)
          .board("spin5-02", SimulationSettings::booted)
          .user("alice", "*")
          .user("bob", "*")
          .user("carol", "*")
          .with("users.bob.expires = 2031-05-17")
          .with(lastDayOfToken("carol"))
          .with("session.revoke-notice = 1s")
          .with(clock)
          .start();

  @AfterEach
  void stop() {
    facility.close();
  }

  private static String lastDayOfToken(String user) {
    String hash = TokenHash.of(FacilityPlan.token(user)).text();
    return "users.%s.tokens = [{ hash = \"%s\", expires = 2031-05-17 }]".formatted(user, hash);
  }

  private RawClient logIn(String user) throws Exception {
    return new RawClient(facility.address()).logIn(user);
  }

  private static CloseCause cause(Ending ending) {
    return ((Ending.Caused) ending).cause();
  }

  @Test
  void sessionsAndConnectionsEndSoonAfterMidnightAndThoseOfOthersDoNot() throws Exception {
    try (TestClient alice = facility.client("alice", "spin5-01");
        TestClient bob = facility.client("bob", "spin5-02");
        RawClient idleBob = logIn("bob").admitted();
        RawClient idleCarol = logIn("carol").admitted()) {
      now.set(EVENING.plusSeconds(61));

      assertThat(cause(bob.ending())).isEqualTo(CloseCause.REVOKED);
      assertThat(cause(idleBob.ending())).isEqualTo(CloseCause.REVOKED);
      assertThat(cause(idleCarol.ending())).isEqualTo(CloseCause.REVOKED);
      try (RawClient late = logIn("carol")) {
        assertThat(cause(late.ending())).isEqualTo(CloseCause.LOGIN_REFUSED);
      }
      assertThat(alice.gateway().ended()).isNotDone();
    }
  }
}
