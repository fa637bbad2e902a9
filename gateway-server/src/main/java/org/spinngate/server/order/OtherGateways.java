package org.spinngate.server.order;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.SessionId;

/**
 * What the operator says at one of several gateways and concerns the others. If what they share
 * cannot be changed at present, stages complete exceptionally, with words for people; it may have
 * been changed all the same.
 *
 * <p>Thread-safe, and no method waits; stages complete within some seconds, on any thread.
 */
public interface OtherGateways {
  /**
   * A session was ended here: no gateway gives its account the board for a while, and none goes on
   * with it, even if this gateway fails.
   *
   * @param bar keeps its account away
   * @param reason the operator's; may be empty
   * @return completes when all know it or will; if it fails it is tried again for a day, as long as
   *     this gateway runs
   */
  CompletionStage<Void> kicked(SessionId session, Bar bar, String reason);

  /**
   * Ends a session wherever it is, and keeps its account away from its board everywhere.
   *
   * @param reason told to the user; may be empty
   * @return what became of it; empty if no gateway has such a session
   */
  CompletionStage<Optional<FarAnswer>> kick(SessionId session, String reason);

  /**
   * Ends all that a user has at the other gateways, and keeps the user away from every board of
   * all.
   *
   * @return what each of the others has to say
   */
  CompletionStage<List<FarAnswer>> kickUser(String user, String reason);

  /**
   * Lifts all bans of whoever is meant at the other gateways, those that are silent included once
   * they speak.
   *
   * @return what each of the others has to say
   */
  CompletionStage<List<FarAnswer>> lift(BanTarget target);

  /** Who was made to leave and is not gone, because a gateway is silent. Waits for nothing. */
  List<Barred> pending();

  /** The operator's word for a gateway that is named as they are among themselves. */
  String nameOf(String gateway);

  /** The operator's word for this one. */
  String name();

  /**
   * Takes a board out of service at all gateways, or gives it back.
   *
   * @param reason why it is out of service; empty if it is in service again
   * @return completes when it is so here, and soon at all others
   */
  CompletionStage<Void> service(Board board, Optional<String> reason);
}
