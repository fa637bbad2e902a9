package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.simulated.SimulationSettings;

/** The operator replaces a token that was stolen: nothing is left of who came by it. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class StolenTokenTest {
  private static final String NEW_TOKEN = "another-token-of-alice";

  private final FacilityPlan plan =
      Facility.plan()
          .board("spin5-01", SimulationSettings::booted)
          .board("spin5-02", SimulationSettings::booted)
          .board("spin5-03", SimulationSettings::booted)
          .board("spin5-04", SimulationSettings::booted)
          .user("alice", "*")
          .user("bob", "*")
          .with("session.revoke-notice = 1h");
  private final Facility facility = plan.start();

  @AfterEach
  void stop() {
    facility.close();
  }

  private int waiting(String board) {
    return facility.server().boards().find(board).orElseThrow().lease().waiting();
  }

  @Test
  void sessionsPlacesInQueuesAndIdleConnectionsEndAndTheNewTokenWorks() throws Exception {
    try (TestClient bob = facility.client("bob", "spin5-01");
        TestClient byUdp = facility.client("alice", "spin5-02");
        TestClient byTcp =
            facility
                .start(facility.settings("alice", "spin5-03", facility.address(), CarrierWish.TCP))
                .ready();
        RawClient queued = new RawClient(facility.address()).logIn("alice");
        RawClient idle = new RawClient(facility.address()).logIn("alice").admitted()) {
      queued.say(new Open("spin5-01", 3600));
      await().atMost(TestClient.PATIENCE).until(() -> waiting("spin5-01") == 1);

      facility.reload(plan.replaceToken("alice", NEW_TOKEN));

      assertThat(cause(byUdp.ending())).isEqualTo(CloseCause.REVOKED);
      assertThat(cause(byTcp.ending())).isEqualTo(CloseCause.REVOKED);
      assertThat(cause(queued.ending())).isEqualTo(CloseCause.REVOKED);
      assertThat(cause(idle.ending())).isEqualTo(CloseCause.REVOKED);
      assertThat(waiting("spin5-01")).isZero();
      honestUserWorks();
      assertThat(bob.gateway().ended()).isNotDone();
    }
  }

  private void honestUserWorks() throws Exception {
    try (RawClient thief = new RawClient(facility.address()).logIn("alice");
        RawClient honest = new RawClient(facility.address()).logIn("alice", NEW_TOKEN)) {
      honest.say(new Open("spin5-02", 0));

      await()
          .atMost(TestClient.PATIENCE)
          .until(() -> Optional.of("alice").equals(holder("spin5-02")));
      assertThat(cause(thief.ending())).isEqualTo(CloseCause.LOGIN_REFUSED);
    }
  }

  private static CloseCause cause(Ending ending) {
    return ((Ending.Caused) ending).cause();
  }

  private Optional<String> holder(String board) {
    return facility
        .server()
        .boards()
        .find(board)
        .orElseThrow()
        .lease()
        .holder()
        .map(holder -> holder.user());
  }
}
