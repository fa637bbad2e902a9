package org.spinngate.server.lease;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;

/**
 * One client's hold on a board, until it is released. Thread-safe.
 *
 * <p>What the client is told relies on it: a board that was granted is nobody else's until {@link
 * #release}, or until its listener has heard that it is lost.
 */
public interface Grant {
  /** The name of the session that begins; a new one, or one of an earlier process. */
  SessionIdentity session();

  /** Of the connection that the session begins with: 0, unless it is one of an earlier process. */
  int generation();

  /**
   * A session has begun that its client may come back for, even to another process.
   *
   * @param noted run, on any thread, once the next process would know of it, or cannot
   */
  void begun(Runnable noted);

  /**
   * Tells, on any thread and once, if the board is not this client's any more although it was not
   * released. At once, if that has happened already. One listener; the last one counts.
   */
  void onLost(Consumer<Refusal> listener);

  /**
   * Gives the board back. Harmless if that has been done, or if it is lost.
   *
   * @param cause why the session is over
   */
  void release(CloseCause cause);

  /**
   * That a grant is lost, and who must hear of it; told once, even if it happens before anybody
   * listens.
   *
   * <p>Thread-safe; the listener is told without the lock.
   */
  final class Loss {
    private @Nullable Refusal why;
    private @Nullable Consumer<Refusal> listener;

    /** It is lost; harmless if it was before. */
    public void tell(Refusal refusal) {
      Optional<Consumer<Refusal>> told;
      synchronized (this) {
        told = why == null ? Optional.ofNullable(listener) : Optional.empty();
        why = why == null ? refusal : why;
      }
      told.ifPresent(one -> one.accept(refusal));
    }

    /** This one hears of it, in place of any before, and at once if it is lost already. */
    public void listen(Consumer<Refusal> next) {
      Optional<Refusal> already;
      synchronized (this) {
        listener = next;
        already = Optional.ofNullable(why);
      }
      already.ifPresent(next);
    }
  }
}
