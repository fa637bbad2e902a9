package org.spinngate.server.session;

import java.util.Optional;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;

/** Hears what becomes of a wish for a board. Called on the event loop of its client. */
public interface ClaimListener {
  /** The board is in use; may be called again and again while the wish stands in the queue. */
  void waiting(int position, Optional<Holder> holder);

  /**
   * The board is granted, but something must be done to it first; may be called again and again.
   *
   * @param news what is done, for people, a clause without a full stop
   */
  void preparing(String news);

  /** The board is the client's. */
  void opened(Session session);

  /**
   * Another gateway has the board; the wish no longer stands.
   *
   * @param address where that gateway takes clients, as {@code host:port}
   */
  void elsewhere(String address);

  /** The wish was not granted and no longer stands. */
  void refused(CloseCause cause, String text, Optional<Holder> holder);
}
