package org.spinngate.server.session;

import io.netty.channel.EventLoop;
import org.spinngate.protocol.BoardAddress;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Reset;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.SessionIdentity;

/**
 * The board that a session has: by what grant, and what its client is told of it.
 *
 * <p>Confined to the session's event loop, apart from {@link #board} and {@link #identity}.
 */
final class HeldBoard {
  private final Grant grant;
  private final Board board;
  private final int mostFlows;
  private final SessionIdentity identity;
  private final JournalNote note;

  /**
   * @param mostFlows how many flows its client may have
   * @param loop the session's
   */
  HeldBoard(Grant grant, Board board, int mostFlows, EventLoop loop) {
    this.grant = grant;
    this.board = board;
    this.mostFlows = mostFlows;
    this.identity = grant.session();
    this.note = new JournalNote(loop);
  }

  Board board() {
    return board;
  }

  /** What the session is called. */
  SessionIdentity identity() {
    return identity;
  }

  /** What its client is told at the beginning. */
  Opened greeting() {
    return greeting(new Opened.Resumption(identity.token(), false, 0));
  }

  /**
   * The same on a later connection, with the boot datagrams that the earlier ones have brought.
   *
   * @param hasSpoken whether the client has sent anything here; else it may not know yet that its
   *     session has begun anew, since it has another home or after a restart, and hears it again
   */
  Opened greetingAgain(boolean hasSpoken, int bootReceived) {
    boolean goesOn = hasSpoken || grant.generation() == 0;
    return greeting(new Opened.Resumption(identity.token(), goesOn, bootReceived));
  }

  private Opened greeting(Opened.Resumption resumption) {
    Opened.Terms terms = new Opened.Terms(board.lease().shared(), mostFlows, board.singleReply());
    return new Opened(identity.id().value(), board.name(), terms, resumption, extras());
  }

  private Extras extras() {
    Extras tags = board.tags().rules().mode().addTo(Extras.of());
    Extras extras = board.powerSwitch().isPresent() ? Reset.offeredIn(tags) : tags;
    return board
        .toldAddresses()
        .map(told -> new BoardAddress(told.scp(), told.boot()).addedTo(extras))
        .orElse(extras);
  }

  /** Whether the next process would know of the session. */
  JournalNote note() {
    return note;
  }

  /**
   * Has the session noted for the next process.
   *
   * @param mayComeBack whether its client could go on there
   */
  void keep(boolean mayComeBack) {
    if (mayComeBack) {
      grant.begun(note::noted);
    } else {
      note.noted();
    }
  }

  /** Whether somebody else waits for the board. */
  boolean isDisputed() {
    return board.lease().waiting() > 0;
  }

  /** Gives the board back after a last word, even if that fails. */
  void releaseAfter(Runnable word, CloseCause cause) {
    try {
      word.run();
    } finally {
      note.forget();
      grant.release(cause);
    }
  }
}
