package org.spinngate.server.session;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Tunnel;

/**
 * Where a session stands. A transition is a method of the state that it leaves.
 *
 * <pre>
 *  Attached ── lost ──► Detached ── resumed ──► Attached
 *     │ ▲                   │
 *     │ └── superseded      │ the grace is over, or another cause
 *     └──────── ended ──────┴──► Closed
 * </pre>
 */
sealed interface SessionState {
  /** The word in the session table. */
  String label();

  /** The way to the client, if there is one. */
  Optional<Tunnel> tunnel();

  /** For good. */
  Closed ended(CloseCause cause);

  /**
   * The client is there.
   *
   * @param way to the client
   * @param generation of the connection; the highest wins
   */
  record Attached(Tunnel way, int generation) implements SessionState {
    @Override
    public String label() {
      return "attached";
    }

    @Override
    public Optional<Tunnel> tunnel() {
      return Optional.of(way);
    }

    /** The connection is gone; the client may come back until the grace is over. */
    Detached lost(long nowNanos, Instant until, Future<?> grace) {
      return new Detached(generation, nowNanos, until, grace);
    }

    /** The client has a newer connection, and the present one is told so. */
    Attached superseded(Tunnel newer, int newerGeneration) {
      way.close(CloseCause.SUPERSEDED, CloseCause.SUPERSEDED.sentence());
      return new Attached(newer, newerGeneration);
    }

    @Override
    public Closed ended(CloseCause cause) {
      return new Closed(cause);
    }
  }

  /**
   * The connection was lost.
   *
   * @param generation of the one that was lost
   * @param sinceNanos when that was noticed
   * @param until when the grace is over
   * @param grace ends the session when it is over
   */
  record Detached(int generation, long sinceNanos, Instant until, Future<?> grace)
      implements SessionState {
    @Override
    public String label() {
      return "detached";
    }

    @Override
    public Optional<Tunnel> tunnel() {
      return Optional.empty();
    }

    /** The client is back. */
    Attached resumed(Tunnel next, int nextGeneration) {
      grace.cancel(false);
      return new Attached(next, nextGeneration);
    }

    @Override
    public Closed ended(CloseCause cause) {
      grace.cancel(false);
      return new Closed(cause);
    }
  }

  /**
   * Over.
   *
   * @param cause why
   */
  record Closed(CloseCause cause) implements SessionState {
    @Override
    public String label() {
      return "ended";
    }

    @Override
    public Optional<Tunnel> tunnel() {
      return Optional.empty();
    }

    @Override
    public Closed ended(CloseCause other) {
      return this;
    }
  }
}
