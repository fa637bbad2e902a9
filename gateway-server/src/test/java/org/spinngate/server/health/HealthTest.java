package org.spinngate.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.admission.FakeFacility;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.probe.ProbeBench;
import org.spinngate.simulated.SimulatedBoard;

/** Health goes by what happens on the wire. */
@ExtendWith(LeakExtension.class)
class HealthTest {
  private final ProbeBench bench = new ProbeBench();
  private final EventLoopGroup loops = Transport.best().eventLoops(2, "loops");
  private final EventExecutor watcher = new DefaultEventExecutor();
  private TunnelCheck tunnels;

  private final FakeFacility facility = new FakeFacility();

  @AfterEach
  void stop() {
    bench.close();
    watcher.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    tunnels.close();
    loops.shutdownGracefully(20, 5_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
  }

  private Health health(Board... boards) throws SSLException {
    tunnels =
        new TunnelCheck(
            loops.next(), Transport.best(), List::of, proxy -> false, ProbeBench.PATIENCE);
    Health health =
        new Health(
            new BoardDirectory(List.of(boards)),
            new Health.Loops(loops, watcher, System::nanoTime),
            tunnels,
            Optional.of(facility));
    health.start();
    return health;
  }

  private static void awaitReady(Health health, boolean ready) {
    await().atMost(ProbeBench.PATIENCE).until(() -> health.ready() == ready);
  }

  @Test
  void aCutDataPathIsNoticedAndItsReturnToo() throws Exception {
    SimulatedBoard first = bench.start(bench.settings(31).booted());
    SimulatedBoard second = bench.start(bench.settings(32).booted());
    Board ant = bench.board("ant", first);
    Board bee = bench.board("bee", second);
    Health health = health(ant, bee);
    bench.watch(ant, bee);
    await().until(() -> health.checks().get(2).detail().equals("2 within reach"));
    assertThat(health.ready()).isTrue();

    first.unplug().syncUninterruptibly();

    await()
        .atMost(ProbeBench.PATIENCE)
        .until(() -> health.checks().get(2).detail().contains("unreachable: ant (no answer since"));
    assertThat(health.ready()).isTrue();

    second.unplug().syncUninterruptibly();

    awaitReady(health, false);
    assertThat(health.checks().get(2).detail()).contains("ant (", "bee (");
    assertThat(health.live()).isTrue();

    first.plugIn().syncUninterruptibly();

    awaitReady(health, true);
  }

  @Test
  void aServerWorksWhileItsLoopsTickAndItsBeatsAreGoneAbout() throws Exception {
    Duration late = ProbeBench.PATIENCE;
    Health health = health();

    assertThat(health.works(late)).isTrue();
    facility.losesEngine();
    facility.pauses();
    assertThat(health.works(late)).as("an engine that is away is no fault of ours").isTrue();
    facility.isStuck();
    assertThat(health.works(late)).isFalse();
  }

  @Test
  void whoDrainsIsNotReady() throws Exception {
    Health health = health();
    assertThat(health.ready()).isTrue();

    health.draining();

    assertThat(health.ready()).isFalse();
    assertThat(health.checks().stream().filter(check -> !check.ok()))
        .containsExactly(new HealthCheck("accepting", false, "draining: new sessions are refused"));
    assertThat(health.live()).isTrue();
  }
}
