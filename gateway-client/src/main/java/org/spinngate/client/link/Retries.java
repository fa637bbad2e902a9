package org.spinngate.client.link;

import java.time.Duration;
import java.util.Optional;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.CloseCause;

/**
 * Decides whether an end is followed by another attempt. Before there was a session or a place in
 * the queue, none is. Afterwards the user has something to lose:
 *
 * <ul>
 *   <li>what passes by itself is tried again for ever. So is a stranger in the server's place: for
 *       some seconds that is any network with a login page, and a stranger's word ends nothing;
 *   <li>while a board changes its gateway, the pauses stay short for a minute;
 *   <li>a refusal of the user, the board or the version is tried again now and then for some
 *       minutes, since an operator who has made a mistake undoes it, and a ban for the failed
 *       logins of others from the same address ends;
 *   <li>the end of a session by the server's own word is final.
 * </ul>
 *
 * <p>Confined to the event loop.
 */
final class Retries {
  private static final Duration REFUSED_FOR = Duration.ofMinutes(10);
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Seldom enough that a user's own failed logins do not add up to a ban. */
  private static final Duration SELDOM = Duration.ofMinutes(1);

  /** Longer than gateways take to be sure that one of them is dead. */
  private static final Duration MOVED = Duration.ofMinutes(1);

  private static final Duration MOVING = Duration.ofSeconds(3);

  private final Backoff backoff;
  private final SessionWish wish;
  private int refusals;

  Retries(Backoff backoff, SessionWish wish) {
    this.backoff = backoff;
    this.wish = wish;
  }

  /** The session is up. */
  void up() {
    refusals = 0;
    backoff.up();
  }

  /**
   * Decides.
   *
   * @param queued whether there is a place in the queue to lose
   * @return the pause before the next attempt, which is counted; empty if there is to be none
   */
  Optional<Duration> after(Ending ending, boolean queued) {
    if (!wish.wasGranted() && !queued) {
      return Optional.empty();
    }
    boolean refusal = isRefusal(ending) && backoff.isOutage();
    if (refusal && backoff.outage().compareTo(REFUSED_FOR) < 0) {
      backoff.next();
      refusals++;
      return Optional.of(refusals == 1 ? SOON : SELDOM);
    }
    if (mayPass(ending) || isOurOwnSession(ending)) {
      backoff.lost();
      return Optional.of(isMoving(ending) ? backoff.next(MOVING) : backoff.next());
    }
    return Optional.empty();
  }

  /** Whether gateways are there, and one of them is going to have the board before long. */
  private boolean isMoving(Ending ending) {
    return ending instanceof Ending.Caused caused
        && (caused.cause() == CloseCause.ELSEWHERE || caused.cause() == CloseCause.NO_QUORUM)
        && backoff.isOutage()
        && backoff.outage().compareTo(MOVED) < 0;
  }

  /** Whether it may pass by itself. */
  static boolean mayPass(Ending ending) {
    return ending.temporary() || ending instanceof Ending.NotTrusted;
  }

  private static boolean isRefusal(Ending ending) {
    return ending instanceof Ending.Caused caused
        && switch (caused.cause()) {
          case LOGIN_REFUSED, BOARD_REFUSED, VERSION_MISMATCH -> true;
          default -> false;
        };
  }

  /** The server may not know yet that our own session is lost. */
  private boolean isOurOwnSession(Ending ending) {
    return ending instanceof Ending.Caused caused
        && caused.cause() == CloseCause.USER_LIMIT
        && backoff.mayStillBeHeldByUs();
  }
}
