package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.User;
import org.spinngate.server.admission.Client;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.order.Barred;
import org.spinngate.server.testing.Somebody;

/** Who was kicked, as the operator sees it and takes it back. */
@ExtendWith(LeakExtension.class)
class LiftedKickTest {
  private final SessionBench bench = SessionBench.usual();

  @Test
  void whoIsLetInAgainAfterAKickHasTheBoardAtOnceAndOthersWaitOn() {
    bench.visit("alice");
    bench.visit("bob", "shared-1", 0);
    bench.supervision().kickUser("alice", "a mistake");
    bench.supervision().kickUser("bob", "stolen");
    assertThat(bench.visit("alice").heard()).containsExactly("refused kicked");
    assertThat(bench.supervision().barred())
        .extracting(row -> row.who().user().orElse(""), Barred::why)
        .containsExactlyInAnyOrder(
            tuple("alice", "the operator has sent this user away: a mistake"),
            tuple("bob", "the operator has sent this user away: stolen"));

    assertThat(bench.supervision().lift(BanTarget.of("alice"))).isOne();

    assertThat(bench.visit("alice").isOpen()).isTrue();
    assertThat(bench.visit("bob", "shared-1", 0).heard()).containsExactly("refused kicked");
    assertThat(bench.supervision().lift(BanTarget.of("alice"))).isZero();
  }

  @Test
  void aSessionOfSomebodyWhoWasLetInAgainEndsAndTheUserMayComeBack() {
    SessionId session = bench.visit("alice").session().id();

    assertThat(bench.supervision().end(session, "a mistake")).isTrue();

    assertThat(bench.visit("alice").isOpen()).isTrue();
    assertThat(bench.supervision().end(session, "a mistake")).isFalse();
  }

  @Test
  void anOldClientIsLetInAgainByItsAddress() {
    bench.visit(old("10.0.0.7"), "shared-1", 0);
    bench.supervision().kickUser("old 10.0.0.7", "");

    assertThat(bench.supervision().lift(BanTarget.of("10.0.0.7"))).isOne();

    assertThat(bench.visit(old("10.0.0.7"), "shared-1", 0).isOpen()).isTrue();
  }

  private Client old(String address) {
    User old = Somebody.withoutToken("old", "*");
    bench.user(old);
    return new Client(Login.withoutToken(old), address + ":51544", bench.time().loop());
  }
}
