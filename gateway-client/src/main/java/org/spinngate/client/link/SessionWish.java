package org.spinngate.client.link;

import org.jspecify.annotations.Nullable;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DatagramBalance;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Resume;

/**
 * What to ask the server for: the board at first, and the session that it gave from then on.
 *
 * <p>Confined to the one event loop.
 */
public final class SessionWish {
  /** The generation of a connection that has not asked yet. */
  static final int NOT_ASKED = -1;

  private final Open first;
  private final long againSeconds;
  private @Nullable Opened session;
  private DatagramBalance balance = new DatagramBalance();
  private int generation;

  /**
   * @param first the board, and for how long to queue for it at first
   * @param againSeconds for how long to queue for it when the session is gone; it is not less than
   *     the server may keep a lost session
   */
  public SessionWish(Open first, long againSeconds) {
    this.first = first;
    this.againSeconds = againSeconds;
  }

  /** Whether there ever was a session. */
  boolean wasGranted() {
    return session != null;
  }

  /** What the connections of a session count; a server that begins anew knows nothing of it. */
  DatagramBalance balance(Opened opened) {
    if (!opened.resumption().resumed()) {
      balance = new DatagramBalance();
    }
    return balance;
  }

  /** There is a session, the same or another. */
  void granted(Opened opened) {
    session = opened;
  }

  /** Of the latest connection that asked; 0 for the first. */
  int generation() {
    return generation;
  }

  /**
   * Whether a connection was ended because a later one of ours asked for its session, and not by
   * another copy of this client.
   */
  boolean isOurOwnDoing(Ending ending, int ofGeneration) {
    return ofGeneration < generation
        && ending instanceof Ending.Caused caused
        && caused.cause() == CloseCause.SUPERSEDED;
  }

  /** The message for a fresh connection; each is of a generation of its own. */
  ControlMessage request() {
    Opened latest = session;
    if (latest == null) {
      return first;
    }
    generation++;
    // If the session is gone, the board may still count as ours until the grace is over.
    long wait = Math.max(againSeconds, Backoff.graceSeconds());
    return new Resume(
        new Open(first.board(), wait), latest.session(), latest.resumption().token(), generation);
  }
}
