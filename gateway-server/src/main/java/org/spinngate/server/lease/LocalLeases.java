package org.spinngate.server.lease;

import io.netty.util.concurrent.EventExecutor;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.BoardIdentity;

/**
 * The book of a gateway that stands alone. It answers at once, and keeps in files what the next
 * process must know: which sessions there were, and which boards are out of service.
 *
 * <p>Thread-safe.
 */
public final class LocalLeases implements LeaseBook {
  private final Files files;
  private final Clock clock;
  private final SessionQuota quota;
  private final Reservations reservations;
  private final Map<BoardIdentity, Lease> leases = new ConcurrentHashMap<>();
  private final Set<SessionId> sessions = ConcurrentHashMap.newKeySet();
  private final SecureRandom random = new SecureRandom();

  /**
   * What outlives the process.
   *
   * @param journal of sessions, for the next process
   * @param serviceNote notes which boards are out of service now; may wait a few seconds
   */
  public record Files(Journal journal, Runnable serviceNote) {}

  /**
   * @param limits of how many sessions there may be, open or waiting; asked for again and again
   * @param clock the time of day
   */
  public LocalLeases(Files files, Supplier<SessionLimits> limits, Clock clock) {
    this.files = files;
    this.clock = clock;
    this.quota = new SessionQuota(limits);
    this.reservations = new Reservations(this::lease, this::lapsed);
  }

  private void lapsed(SessionId id) {
    sessions.remove(id);
    files.journal().ended(id, CloseCause.LOST);
  }

  /**
   * Keeps the boards of sessions that another process has left open.
   *
   * @param window for how long their clients come first
   */
  public void keepBoards(
      Collection<JournalEntry> sessions,
      BoardDirectory boards,
      Duration window,
      EventExecutor executor) {
    reservations.keep(sessions, boards, window, executor);
  }

  /** Whether nobody has a board, waits for it, or may come back for it. */
  public boolean isIdle(Board board) {
    Lease known = leases.get(board.identity());
    return known == null || known.isIdle();
  }

  /** Whether a board is kept for who asks, since before this process had the board. */
  public boolean keepsFor(LeaseRequest request) {
    return request.former().filter(old -> reservations.keepsFor(old, request)).isPresent();
  }

  private Lease lease(Board board) {
    return leases.computeIfAbsent(
        board.identity(), fresh -> new Lease(board.shared(), board::show));
  }

  @Override
  public CompletionStage<Reply> ask(LeaseRequest request) {
    return CompletableFuture.completedStage(answer(request));
  }

  private Reply answer(LeaseRequest request) {
    Lease lease = lease(request.board());
    LocalHold hold = new LocalHold(this, lease, request);
    Optional<RestartResume> back =
        request.former().flatMap(old -> reservations.claim(old, request, hold));
    if (back.isPresent()) {
      // The user has had a place since before.
      quota.enterAgain(request.account());
      return new Reply.Granted(hold.begin(back.get()));
    }
    Optional<Reply> refusal =
        superseded(request).or(() -> quota.enter(request.account()).map(LocalLeases::refused));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return request.mayWait() ? takeOrWait(lease, hold) : takeNow(lease, hold);
  }

  private Optional<Reply> superseded(LeaseRequest request) {
    return request
        .former()
        .filter(old -> reservations.isSuperseded(old, request))
        .map(old -> refused(CloseCause.SUPERSEDED));
  }

  private static Reply refused(CloseCause cause) {
    return new Reply.Refused(Refusal.of(cause), Optional.empty());
  }

  private static Reply takeOrWait(Lease lease, LocalHold hold) {
    return lease.takeOrWait(hold) == 0 ? new Reply.Granted(hold.begin()) : new Reply.Queued(hold);
  }

  private static Reply busy(Lease lease, LeaseRequest request) {
    return new Reply.Refused(
        new Refusal(CloseCause.BOARD_BUSY, "board " + request.board().name() + " is in use"),
        lease.holder());
  }

  /**
   * The refusal of a request that would not wait for a board that is not free, or that comes by an
   * old connection, if it is such.
   */
  public Optional<Reply> vain(LeaseRequest request) {
    return superseded(request)
        .or(
            () ->
                Optional.ofNullable(leases.get(request.board().identity()))
                    .filter(lease -> !request.mayWait() && lease.isTaken())
                    .map(lease -> busy(lease, request)));
  }

  private Reply takeNow(Lease lease, LocalHold hold) {
    if (lease.take(hold)) {
      return new Reply.Granted(hold.begin());
    }
    leave(hold.account());
    return busy(lease, hold.request());
  }

  /** A session of a name that no other has, now or since before the start. */
  SessionIdentity newSession() {
    SessionId id;
    do {
      id = new SessionId(random.nextInt());
    } while (reservations.has(id) || !sessions.add(id));
    return new SessionIdentity(
        id, ResumeToken.random(random), clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  void begun(SessionIdentity session, LeaseRequest request, Runnable noted) {
    files
        .journal()
        .begun(
            new JournalEntry(
                session.id(),
                request.account(),
                request.board().name(),
                session.since(),
                TokenHash.of(session.token().secret())),
            noted);
  }

  /** The session of an earlier process goes on under its old name. */
  SessionIdentity takeUp(RestartResume former) {
    SessionIdentity session = former.identity();
    sessions.add(session.id());
    return session;
  }

  /** Whether the session for which a board was kept goes on by this one, now that it has begun. */
  boolean hasBegun(Reservation reservation, LocalHold hold) {
    return reservations.hasBegun(reservation, hold);
  }

  /** Whether a session is over whose client was back; else it is kept again, or goes on. */
  boolean isOver(Reservation reservation, LocalHold hold, CloseCause cause) {
    return reservations.isOver(reservation, hold, cause);
  }

  /** Another session may have its name. */
  void forget(SessionIdentity session) {
    sessions.remove(session.id());
  }

  void ended(SessionIdentity session, CloseCause cause) {
    files.journal().ended(session.id(), cause);
  }

  void leave(String account) {
    quota.leave(account);
  }

  @Override
  public void question(Board board) {
    Lease known = leases.get(board.identity());
    if (known != null) {
      known.question();
    }
  }

  @Override
  public void serviceChanged(Board board) {
    question(board);
    files.serviceNote().run();
  }

  @Override
  public void described(Collection<Board> boards) {
    boards.forEach(board -> lease(board).share(board.shared()));
    Set<BoardIdentity> known = boards.stream().map(Board::identity).collect(Collectors.toSet());
    leases.entrySet().removeIf(one -> !known.contains(one.getKey()) && one.getValue().isIdle());
  }

  @Override
  public void recheck(BiPredicate<String, Board> permitted) {
    reservations.recheck(permitted);
  }

  @Override
  public void forget(String user) {
    reservations.release(user);
  }

  @Override
  public Optional<KeptSession> forget(SessionId session) {
    return reservations.give(session);
  }

  /** There is no other place to have them. */
  @Override
  public void stopping() {}

  @Override
  public void letGo() {
    reservations.letGo();
  }
}
