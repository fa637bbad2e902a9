package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.lease.Refusal;

/** Who looks after a board knows whether its guest has a session. */
@ExtendWith(LeakExtension.class)
class SessionBeginningTest {
  private final SessionBench bench = SessionBench.usual();
  private final CompletableFuture<Optional<Refusal>> ready = new CompletableFuture<>();
  private final PlayedHooks hooks = bench.prepareBy(board -> ready);

  private void boardIsReady() {
    ready.complete(Optional.empty());
    bench.time().run();
  }

  @Test
  void aSessionBeginsOnceTheBoardIsReady() {
    var unused = bench.visit("alice");
    bench.time().run();
    assertThat(hooks.begun()).isEmpty();

    boardIsReady();

    assertThat(hooks.begun()).containsExactly("alice");
  }

  @Test
  void noneBeginsAtAGatewayThatStopsMeanwhile() {
    var unused = bench.visit("alice");
    bench.time().run();
    bench.sessions().refuseNew(CloseCause.STOPPING);

    boardIsReady();

    assertThat(hooks.gone()).containsExactly("alice stopping held");
    assertThat(hooks.begun()).isEmpty();
  }
}
