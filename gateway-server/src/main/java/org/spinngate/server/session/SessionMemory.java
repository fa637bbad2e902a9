package org.spinngate.server.session;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.util.concurrent.EventExecutor;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.access.User;
import org.spinngate.server.admission.Client;
import org.spinngate.server.admission.Kicks;
import org.spinngate.server.admission.RecentEnds;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.lease.JournalEntry;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.Reservations;
import org.spinngate.server.lease.RestartResume;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.lease.SessionIdentity;
import org.spinngate.server.lease.SessionJournal;

/**
 * What is known of sessions that are not there: those that ended while their clients were away, and
 * those that an earlier process had.
 *
 * <p>Thread-safe.
 */
public final class SessionMemory {
  private static final String STAY_AWAY = "; try again in a minute";

  private final SessionJournal journal;
  private final RecentEnds departures;
  private final Reservations reservations;
  private final Kicks kicks;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param journal of this and earlier processes
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public SessionMemory(SessionJournal journal, LongSupplier nanoTime) {
    Ticker ticker = nanoTime::getAsLong;
    this.journal = journal;
    this.departures = new RecentEnds(ticker);
    this.kicks = new Kicks(ticker);
    this.reservations = new Reservations(id -> journal.ended(id, CloseCause.LOST));
  }

  /** Keeps the boards of the sessions that were open when the process before this one ended. */
  public void keepBoards(BoardDirectory boards, Duration window, EventExecutor executor) {
    reservations.keep(journal.sessions(), boards, window, executor);
  }

  ResumeToken newToken() {
    return ResumeToken.random(random);
  }

  /** Whether the name belongs to a session that may still come back. */
  boolean isTaken(SessionId id) {
    return reservations.has(id);
  }

  /**
   * What is kept for this client, if anything is; it must be taken now.
   *
   * @param board that the client would get; another one may have taken the name since
   */
  Optional<RestartResume> comeback(User user, Resume wish, Board board) {
    return reservations
        .claim(new SessionId(wish.session()), user.name(), board, wish.token())
        .map(kept -> new RestartResume(kept, wish.token(), wish.generation()));
  }

  /** Keeps no board any longer, because the server stops; the next one will know of them. */
  void letGo() {
    reservations.letGo();
  }

  /** Why the session that a client asks for ended. */
  Optional<Refusal> causeOf(Resume wish) {
    return departures.causeOf(new SessionId(wish.session()), wish.token());
  }

  /**
   * A session begins.
   *
   * @param noted run once the next process would know of it, or cannot; on any thread
   */
  void begun(SessionIdentity session, String user, String board, Runnable noted) {
    journal.begun(
        new JournalEntry(
            session.id(), user, board, session.since(), TokenHash.of(session.token().secret())),
        noted);
  }

  void kicked(Session session, String words) {
    kicks.kicked(session.client().account(), session.board().name(), words);
  }

  /** A user, or an account of one, is kept from every board for a while. */
  void kicked(String user, String words) {
    kicks.kicked(user, words);
    reservations.release(user);
  }

  /** Keeps no board any longer for clients whose users may not have it now. */
  void recheck(BiPredicate<String, Board> permitted) {
    reservations.recheck(permitted);
  }

  /** Why this board is closed to this client for the moment, if it is. */
  Optional<Refusal> kickOf(Client client, String board) {
    return kicks.of(client, board).map(words -> new Refusal(CloseCause.KICKED, words + STAY_AWAY));
  }

  void ended(SessionIdentity session, CloseCause cause, String text) {
    journal.ended(session.id(), cause);
    departures.ended(session, cause, text);
  }
}
