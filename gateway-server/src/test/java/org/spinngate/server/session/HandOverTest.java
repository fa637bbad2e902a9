package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.User;
import org.spinngate.server.admission.Client;
import org.spinngate.server.boot.BootTurn;
import org.spinngate.server.testing.Somebody;

/** Sessions that go on at another gateway. */
@ExtendWith(LeakExtension.class)
class HandOverTest {
  private final SessionBench bench = SessionBench.usual();

  @Test
  void aSessionIsHandedOverOnceAndToldSo() {
    Visit alice = bench.visit("alice");

    assertThat(bench.supervision().handOver()).isTrue();

    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.STOPPING);
    assertThat(alice.tunnel().lastWords())
        .isEqualTo("this gateway stops; the session goes on at another one");
    assertThat(bench.supervision().handOver()).isFalse();
  }

  @Test
  void aBootComesToItsEndFirst() {
    Visit alice = bench.visit("alice");
    BootTurn.Taker booting = () -> {};
    assertThat(bench.board().bootTurn().take(booting)).isTrue();
    assertThat(bench.supervision().handOver()).isFalse();
    assertThat(alice.tunnel().closes()).isEmpty();

    bench.board().bootTurn().release(booting);

    assertThat(bench.supervision().handOver()).isTrue();
  }

  @Test
  void anOldClientStaysWhereItIs() {
    User old = Somebody.withoutToken("old", "*");
    bench.user(old);
    Client client = new Client(Login.withoutToken(old), "10.0.0.7:51544", bench.time().loop());
    Visit visit = bench.visit(client, "shared-1", 0);

    assertThat(bench.supervision().handOver()).isFalse();
    assertThat(visit.tunnel().closes()).isEmpty();
  }
}
