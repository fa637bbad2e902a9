package org.spinngate.server.cluster.member;

import java.time.Duration;
import java.util.Optional;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.ledger.LedgerChange;

/**
 * This gateway as one of several, from when it joins the others until it leaves them or they take
 * its boards away. After that it is another one for them.
 *
 * <p>Thread-safe, and no method waits.
 */
public interface Member {
  /** What it is called in the ledger; no other one ever has this name. */
  String id();

  /** Whether it may speak to boards at this moment. */
  Tenure tenure();

  /** For how long it may do so if no more beats are heard; zero if it may not. */
  Duration safeFor();

  /**
   * Whether the thread of its beats does its work, or has none; whether beats are heard is another
   * question.
   *
   * @param late by how much one may be
   */
  boolean beats(Duration late);

  /** What fails if the others have taken its boards; a part of all that it writes. */
  LedgerChange stillMember();

  /** Whether a gateway is neither gone nor fenced, as far as is known here. */
  boolean isMember(String gateway);

  /** Whether a gateway has beaten a moment ago. */
  boolean seemsAlive(String gateway);

  /** How long ago the last beat of another gateway was seen, if any was. */
  Optional<Duration> silence(String gateway);

  /** Where clients reach a gateway, as {@code host:port}. */
  Optional<String> addressOf(String gateway);
}
