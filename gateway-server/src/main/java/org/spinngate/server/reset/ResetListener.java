package org.spinngate.server.reset;

import java.util.Optional;
import org.spinngate.protocol.Holder;
import org.spinngate.server.lease.Refusal;

/** Hears what becomes of a reset. Called on the event loop of its client. */
public interface ResetListener {
  /**
   * What is done; may be called again and again.
   *
   * @param news for people, a clause without a full stop
   */
  void news(String news);

  /** The board was power-cycled, in words for people. Last. */
  void done(String words);

  /**
   * It was not, as another gateway has the board. Last.
   *
   * @param address where that gateway takes clients, as {@code host:port}
   */
  void elsewhere(String address);

  /**
   * It was not. Last.
   *
   * @param holder who has the board, if that is why and the book of leases says so
   */
  void refused(Refusal refusal, Optional<Holder> holder);
}
