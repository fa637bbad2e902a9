package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.User;
import org.spinngate.server.admission.Client;
import org.spinngate.server.boot.BootTurn;
import org.spinngate.server.scp.RequestWindow;
import org.spinngate.server.testing.Somebody;

/** Sessions that go on at another gateway. */
@ExtendWith(LeakExtension.class)
class HandOverTest {
  private final SessionBench bench = SessionBench.usual();

  private boolean handOver() {
    return bench.supervision().handOver(bench.time().nanoTime());
  }

  private static final RequestWindow.Requester ALICE = () -> {};

  private boolean takesSlot(int sequence) {
    return bench.board().requestWindow().takeOrWait(ALICE, sequence, bench.time().nanoTime());
  }

  @Test
  void whatIsInFlightIsAnsweredFirstAndNothingMoreIsSent() {
    Visit alice = bench.visit("alice");
    assertThat(takesSlot(1)).isTrue();
    assertThat(handOver()).isTrue();
    assertThat(alice.tunnel().closes()).isEmpty();
    assertThat(takesSlot(2)).isFalse();

    bench.board().requestWindow().answered(ALICE, 1, bench.time().nanoTime());
    assertThat(handOver()).isTrue();

    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.STOPPING);
  }

  @Test
  void whatIsNotAnsweredSoonIsNotWaitedFor() {
    Visit alice = bench.visit("alice");
    takesSlot(1);
    handOver();
    bench.time().pass(Duration.ofMillis(300));

    assertThat(handOver()).isTrue();

    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.STOPPING);
  }

  @Test
  void aSessionIsHandedOverOnceAndToldSo() {
    Visit alice = bench.visit("alice");

    assertThat(handOver()).isTrue();

    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.STOPPING);
    assertThat(alice.tunnel().lastWords())
        .isEqualTo("this gateway stops; the session goes on at another one");
    assertThat(handOver()).isFalse();
  }

  @Test
  void aBootComesToItsEndFirst() {
    Visit alice = bench.visit("alice");
    BootTurn.Taker booting = () -> {};
    assertThat(bench.board().bootTurn().take(booting)).isTrue();
    assertThat(handOver()).isFalse();
    assertThat(alice.tunnel().closes()).isEmpty();

    bench.board().bootTurn().release(booting);

    assertThat(handOver()).isTrue();
  }

  @Test
  void anOldClientStaysWhereItIs() {
    User old = Somebody.withoutToken("old", "*");
    bench.user(old);
    Client client = new Client(Login.withoutToken(old), "10.0.0.7:51544", bench.time().loop());
    Visit visit = bench.visit(client, "shared-1", 0);

    assertThat(handOver()).isFalse();
    assertThat(visit.tunnel().closes()).isEmpty();
  }
}
