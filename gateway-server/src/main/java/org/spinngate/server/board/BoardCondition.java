package org.spinngate.server.board;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.boot.BootTurn;

/**
 * What has been heard of a board, and what not: the evidence for its {@link BoardStatus}.
 *
 * <pre>
 *  last word:  nothing ─▶ hello ⇄ answer (still booting, or with a version)
 *  against it: the network's refusal, or silence where an answer was asked for
 * </pre>
 *
 * <p>A word of the board makes void what spoke against it. A board that has never said a word may
 * be silent for good reasons, and is unknown rather than unreachable.
 *
 * <p>Thread-safe. Nothing here is called for a datagram.
 */
public final class BoardCondition {
  /** A boot ROM says hello every 4.096 s (domain: boot ROM); three in a row may be lost. */
  static final long HELLO_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** Unanswered questions in a row that speak against a board that was heard. */
  static final int SILENCES = 2;

  /** So long without any answer to a session's datagrams speaks against the board, too. */
  static final long USE_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Evidence against a board that somebody has, and whom nobody asks, is believed for so long. */
  static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** From the last boot packet until SC&amp;MP answers, at most (domain: start-up timeline). */
  static final long START_UP_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd ");

  private final Clock clock;
  private final LongSupplier nanoTime;
  private Word word = Word.NOTHING;
  private String version = "";
  private Instant wordAt = Instant.EPOCH;
  private long wordNanos;
  private int silences;
  private @Nullable String refusal;
  private long againstNanos;
  private boolean unanswered;
  private long unansweredSince;

  /** The last that the board said. */
  private enum Word {
    NOTHING,
    HELLO,
    STILL_BOOTING,
    ANSWER
  }

  /**
   * @param clock for the times that people read
   * @param nanoTime for how long ago something was
   */
  public BoardCondition(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * SC&amp;MP has answered.
   *
   * @param software its name and version, such as {@code SC&MP 4.0.0}; empty if it did not say
   */
  public synchronized void answered(String software) {
    version = software;
    heard(Word.ANSWER);
  }

  /** SC&amp;MP has answered, but does not know its coordinates yet. */
  public synchronized void stillBooting() {
    heard(Word.STILL_BOOTING);
  }

  /** The boot ROM has said hello. */
  public synchronized void helloHeard() {
    heard(Word.HELLO);
  }

  /** A question was not answered in time. */
  public synchronized void silent() {
    silences++;
    // A refusal that the network does not repeat does not hold for ever.
    refusal = silences > SILENCES ? null : refusal;
    if (silences >= SILENCES) {
      againstNanos = nanoTime.getAsLong();
    }
  }

  /** The network says that the board cannot be reached, in words for the operator. */
  public synchronized void refused(String why) {
    refusal = why;
    silences = 0;
    againstNanos = nanoTime.getAsLong();
  }

  /**
   * What a session has seen of the board since it last told, about once a second.
   *
   * @param toBoard datagrams sent to the board
   * @param fromBoard datagrams that came from it
   * @param unreachable datagrams that the network refused
   */
  public synchronized void used(long toBoard, long fromBoard, long unreachable) {
    if (fromBoard > 0) {
      // The boot ROM answers nobody, so this is SC&MP; its version was told earlier or not at all.
      heard(Word.ANSWER);
    } else if (unreachable > 0) {
      refused("the network refuses datagrams of its session");
    } else if (toBoard > 0) {
      unanswered();
    }
  }

  /** Boot packets have no answer, and SC&amp;MP takes a while: a session's silence is none yet. */
  synchronized void bootUnderWay() {
    unanswered = false;
  }

  private void unanswered() {
    long now = nanoTime.getAsLong();
    unansweredSince = unanswered ? unansweredSince : now;
    unanswered = true;
    if (now - unansweredSince >= USE_SILENCE_NANOS) {
      silences = Math.max(silences, SILENCES);
      againstNanos = now;
    }
  }

  private void heard(Word now) {
    if (now == Word.HELLO) {
      version = "";
    }
    word = now;
    wordAt = clock.instant();
    wordNanos = nanoTime.getAsLong();
    silences = 0;
    refusal = null;
    unanswered = false;
  }

  /** Whether the board has said a word within the last ten seconds. */
  public synchronized boolean heardLately() {
    return word != Word.NOTHING && since(wordNanos) < FRESH_NANOS;
  }

  /** What there is evidence for, even if a user has the board. */
  synchronized BoardStatus status() {
    if (refusal != null) {
      return new BoardStatus(BoardState.UNREACHABLE, refusal);
    }
    return switch (word) {
      case NOTHING -> new BoardStatus(BoardState.UNKNOWN, "nothing heard yet");
      case HELLO -> hello();
      case STILL_BOOTING -> heardOr(BoardState.BOOTING, "SC&MP is starting up");
      case ANSWER -> heardOr(BoardState.BOOTED, version);
    };
  }

  /** What the next user is to know of the board, if something has spoken against it. */
  public synchronized Optional<String> doubt() {
    BoardStatus status = status();
    return status.state() == BoardState.UNREACHABLE
        ? Optional.of("the board does not answer the gateway (" + status.detail() + ")")
        : Optional.empty();
  }

  /** What runs on the board is another thing now: nothing that was heard holds any more. */
  synchronized void forget() {
    word = Word.NOTHING;
    version = "";
    silences = 0;
    refusal = null;
    unanswered = false;
  }

  private BoardStatus hello() {
    if (since(wordNanos) < HELLO_NANOS) {
      return new BoardStatus(BoardState.UNBOOTED, "its boot ROM says hello");
    }
    String facts = "last hello at " + wordTime();
    return silences >= SILENCES
        ? new BoardStatus(BoardState.UNREACHABLE, facts + ", no answer")
        : new BoardStatus(BoardState.UNKNOWN, facts);
  }

  private BoardStatus heardOr(BoardState state, String detail) {
    return silences >= SILENCES
        ? new BoardStatus(
            BoardState.UNREACHABLE, "no answer since " + wordTime() + ", no hello heard")
        : new BoardStatus(state, detail);
  }

  /** Whether something has spoken against the board within the last seconds. */
  synchronized boolean freshlyUnreachable() {
    return status().state() == BoardState.UNREACHABLE && since(againstNanos) < FRESH_NANOS;
  }

  /**
   * Whether the board may be starting up, silent, after a boot.
   *
   * @param lastBootPacket when the last boot packet left, as {@link BootTurn#lastSentNanos} says
   */
  synchronized boolean startingUp(long lastBootPacket) {
    boolean recent = lastBootPacket != Long.MIN_VALUE && since(lastBootPacket) < START_UP_NANOS;
    return recent && (word == Word.NOTHING || wordNanos - lastBootPacket < 0);
  }

  private long since(long nanos) {
    return nanoTime.getAsLong() - nanos;
  }

  private String wordTime() {
    var at = wordAt.atOffset(ZoneOffset.UTC);
    boolean today = at.toLocalDate().equals(clock.instant().atOffset(ZoneOffset.UTC).toLocalDate());
    return (today ? "" : DAY.format(at)) + TIME.format(at);
  }
}
