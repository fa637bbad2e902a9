package org.spinngate.server.session;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.admission.Client;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.Claimant;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.RestartResume;

/**
 * One client's hold on a board or on a place in its queue, from the wish to the end of the session
 * that came of it.
 *
 * <p>Confined to the client's event loop, apart from the methods of {@link Claimant}, which hop.
 */
public final class Claim implements Claimant {
  private final Client client;
  private final Board board;
  private final Tunnel tunnel;
  private final Door door;
  private final Sessions sessions;
  private final Optional<RestartResume> comeback;
  private final Instant wished;
  private final JournalNote note;
  private @Nullable Future<?> patience;
  private boolean over;
  private volatile @Nullable Session session;

  /**
   * @param comeback if the client had the board before the server was started
   */
  Claim(
      Client client,
      Board board,
      Tunnel tunnel,
      Door door,
      Sessions sessions,
      Optional<RestartResume> comeback) {
    this.client = client;
    this.board = board;
    this.tunnel = tunnel;
    this.door = door;
    this.sessions = sessions;
    this.comeback = comeback;
    this.wished = toSecond(sessions.now());
    this.note = new JournalNote(client.loop());
  }

  Client client() {
    return client;
  }

  Board board() {
    return board;
  }

  /** Whether the journal has the session that comes of it. */
  JournalNote note() {
    return note;
  }

  /** Whether somebody else waits for the board. */
  boolean isDisputed() {
    return board.lease().waiting() > 0;
  }

  /** Of the connection that the session begins with. */
  int generation() {
    return comeback.map(RestartResume::generation).orElse(0);
  }

  Optional<RestartResume> comeback() {
    return comeback;
  }

  Tunnel tunnel() {
    return tunnel;
  }

  /** Takes the board, or waits for it for so many seconds, or is refused. */
  void begin(long waitSeconds) {
    assert client.loop().inEventLoop();
    if (comeback.isPresent() && board.lease().handOver(comeback.get().reservation(), this)) {
      open();
      return;
    }
    if (waitSeconds == 0) {
      beginNow();
      return;
    }
    int place = board.lease().takeOrWait(this);
    if (place == 0) {
      open();
    } else {
      patience =
          new LaterTask(this::beBusy, this::beBroken)
              .in(client.loop(), waitSeconds, TimeUnit.SECONDS);
      door.waiting(place, board.lease().holder());
    }
  }

  private void beginNow() {
    if (board.lease().take(this)) {
      open();
    } else {
      beBusy();
    }
  }

  private void beBusy() {
    if (!over && session == null) {
      Optional<Holder> holder = board.lease().holder();
      giveUp();
      door.refused(CloseCause.BOARD_BUSY, "board " + board.name() + " is in use", holder);
    }
  }

  /** Whoever waits is told that there is nothing to wait for any more. */
  private void beBroken(Throwable fault) {
    LaterTask.tellThread(fault);
    giveUp();
    door.refused(CloseCause.INTERNAL, CloseCause.INTERNAL.sentence(), Optional.empty());
  }

  private void open() {
    if (over) {
      return;
    }
    Optional<Refusal> objection = sessions.objection(this);
    if (objection.isPresent()) {
      beRefused(objection.get());
      return;
    }
    stopWaiting();
    Session opened = sessions.begin(this);
    session = opened;
    door.opened(opened);
    opened.begun();
  }

  private void beRefused(Refusal refusal) {
    giveUp();
    door.refused(refusal.cause(), refusal.text(), Optional.empty());
  }

  /** Looks whether the wish may still stand. */
  private void reconsider() {
    if (!over && session == null) {
      sessions.objection(this).ifPresent(this::beRefused);
    }
  }

  /** The client has gone away while it waited; harmless if it did not wait. */
  public void cancel() {
    assert client.loop().inEventLoop();
    if (session == null) {
      giveUp();
    }
  }

  /** Gives everything back behind a last word, whatever becomes of that. */
  void giveUpBehind(Runnable word) {
    try {
      word.run();
    } finally {
      giveUp();
    }
  }

  /** Gives everything back, once. */
  void giveUp() {
    if (!over) {
      over = true;
      note.forget();
      stopWaiting();
      board.lease().release(this);
      sessions.leave(this);
    }
  }

  private void stopWaiting() {
    if (patience != null) {
      patience.cancel(false);
      patience = null;
    }
  }

  @Override
  public String account() {
    return client.account();
  }

  @Override
  public Holder describe() {
    Session held = session;
    return held == null
        ? new Holder(client.account(), wished, Duration.ZERO)
        : new Holder(client.account(), toSecond(held.since()), held.idle());
  }

  private static Instant toSecond(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public void granted() {
    client.loop().execute(this::open);
  }

  @Override
  public void moved() {
    client.loop().execute(this::tellPlace);
  }

  @Override
  public void questioned() {
    client.loop().execute(this::reconsider);
  }

  private void tellPlace() {
    int place = board.lease().place(this);
    if (place > 0) {
      door.waiting(place, board.lease().holder());
    }
  }
}
