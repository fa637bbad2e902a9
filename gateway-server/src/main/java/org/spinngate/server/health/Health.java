package org.spinngate.server.health;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.RepeatedTask;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.board.BoardDirectory;

/**
 * Whether the gateway is able to work. Live means that restarting it would gain nothing; ready
 * means that somebody who came now would be served: event loops answer, tunnels open, a datagram
 * can go out towards boards, and no end is announced; one of several gateways must also be sure of
 * its boards.
 *
 * <p>Thread-safe.
 */
public final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);
  private static final Duration TUNNELS_PERIOD = Duration.ofSeconds(3);

  private final BoardCheck boards;
  private final LoopWatch loops;
  private final TunnelCheck tunnels;
  private final Optional<ClusterCheck> cluster;
  private final EventExecutor watcher;
  private final Faults faults;
  private volatile boolean draining;

  /**
   * What is watched, and by whom.
   *
   * @param loops the event loops that carry sessions
   * @param watcher a thread that is none of them, given back by its owner
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public record Loops(EventExecutorGroup loops, EventExecutor watcher, LongSupplier nanoTime) {}

  /**
   * Watches nothing before {@link #start}.
   *
   * @param facility all gateways of the facility, if it has several
   */
  public Health(
      BoardDirectory boards, Loops loops, TunnelCheck tunnels, Optional<Facility> facility) {
    this.boards = new BoardCheck(boards);
    this.loops = new LoopWatch(loops.loops, loops.nanoTime);
    this.tunnels = tunnels;
    this.cluster = facility.map(ClusterCheck::new);
    this.watcher = loops.watcher;
    this.faults =
        new Faults(
            loops.nanoTime,
            (fault, more) -> LOG.error("fault while looking after the server{}", more, fault));
  }

  /** Begins to watch. */
  public void start() {
    again(LoopWatch.PERIOD, loops::look);
    again(TUNNELS_PERIOD, tunnels::look);
  }

  private void again(Duration period, Runnable look) {
    RepeatedTask.start(watcher, Duration.ZERO, period, look, faults);
  }

  /** Every check, always the same ones in the same order. */
  public List<HealthCheck> checks() {
    boolean ends = draining;
    List<HealthCheck> checks = new ArrayList<>();
    checks.add(loops.check());
    checks.add(tunnels.check());
    checks.add(boards.check());
    checks.add(
        new HealthCheck("accepting", !ends, ends ? "draining: new sessions are refused" : "yes"));
    cluster.map(ClusterCheck::check).ifPresent(checks::add);
    return checks;
  }

  /** Whether no event loop hangs. */
  public boolean live() {
    return loops.live();
  }

  /**
   * Whether each thread does its work that users, or other gateways, depend on.
   *
   * @param late by how much a task of an event loop, or a beat, may be
   */
  public boolean works(Duration late) {
    return loops.ticks(late) && cluster.map(others -> others.beats(late)).orElse(true);
  }

  /** Whether every check is well. */
  public boolean ready() {
    return checks().stream().allMatch(HealthCheck::ok);
  }

  /** From now on no new session is accepted. */
  public void draining() {
    draining = true;
  }
}
