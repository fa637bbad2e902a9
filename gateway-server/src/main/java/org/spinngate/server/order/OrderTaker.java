package org.spinngate.server.order;

import java.util.List;
import java.util.Optional;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.SessionId;

/**
 * Does at this gateway what the operator has said, here or at another one. Thread-safe, and no
 * method waits.
 */
public interface OrderTaker {
  /**
   * Ends a session, or what is kept for its client, and keeps its account away from its board.
   *
   * @param reason told to the user; may be empty
   * @return who was made to leave; empty if there is no such session here
   */
  Optional<Bar> kick(SessionId session, String reason);

  /**
   * Ends a session of somebody who was kicked and has been let in again since: it keeps nobody
   * away.
   *
   * @param reason told to the user; may be empty
   * @return whether there was such a session here
   */
  boolean end(SessionId session, String reason);

  /**
   * The one or the other.
   *
   * @param isLifted whether the account has been let in again since
   * @return whether there was such a session here
   */
  default boolean end(SessionId session, String reason, boolean isLifted) {
    return isLifted ? end(session, reason) : kick(session, reason).isPresent();
  }

  /**
   * Ends all that a user has here, and keeps the user away from every board.
   *
   * @param reason told to the user; may be empty
   * @return what was ended; empty if nobody is called so here
   */
  Optional<Gone> kickUser(String user, String reason);

  /** Keeps an account away that was made to leave elsewhere. */
  void bar(Bar bar);

  /**
   * Whoever is meant is refused no more: neither for wrong tokens nor for a kick.
   *
   * @return how many bans were lifted
   */
  int lift(BanTarget target);

  /** All who are refused here at this moment; gateways are named as they are among themselves. */
  List<Barred> barred();

  /** A board has gone out of service or is back, as it says. */
  void serviceChanged(Board board);
}
