package org.spinngate.server.session;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Repeats;
import org.spinngate.server.log.RepeatsByKey;

/**
 * What the log holds back of sessions. A user can open and end as many as his connections allow,
 * each with its lines, so lines of one kind are counted by user and board, and by user: a few in
 * ten minutes are written, and after them how many were not.
 *
 * <p>Thread-safe.
 */
final class SessionLines {
  /** The logger of all that is said of sessions; operators filter by it. */
  static final String LOGGER = "org.spinngate.server.session.Session";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  /** Of one user and kind, on all boards together, in ten minutes. */
  private static final int OF_A_USER = 40;

  /** Kinds of lines, and how many of one user and board are written in which time. */
  enum Kind {
    OPENED(10, "session opened"),
    ENDED(10, "session ended"),
    AFTER_THE_END(5, "session ended before"),
    DETACHED(2, "session detached"),
    RESUMED(2, "session resumed"),
    BOOT(10, "boot"),
    TAG_ELSEWHERE(5, "tag-elsewhere"),
    TAG_LOST(5, "IP tag …, which this session has set, was"),
    UNREACHABLE(1, Duration.ofMinutes(1), "board … cannot be reached");

    private final int passing;
    private final Duration span;
    private final String words;

    Kind(int passing, String words) {
      this(passing, TEN_MINUTES, words);
    }

    Kind(int passing, Duration span, String words) {
      this.passing = passing;
      this.span = span;
      this.words = words;
    }
  }

  private final Map<Kind, RepeatsByKey> ofBoard = new EnumMap<>(Kind.class);
  private final Map<Kind, RepeatsByKey> ofUser = new EnumMap<>(Kind.class);
  private final Repeats faults;

  /**
   * @param nanoTime a monotonic clock in nanoseconds
   */
  SessionLines(LongSupplier nanoTime) {
    for (Kind kind : Kind.values()) {
      ofBoard.put(kind, new RepeatsByKey(kind.passing, kind.span, nanoTime));
      ofUser.put(kind, new RepeatsByKey(OF_A_USER, TEN_MINUTES, nanoTime));
    }
    this.faults = new Repeats(1, Duration.ofMinutes(1), nanoTime);
  }

  /** The same for faults of ours in any session's regular work. */
  OptionalLong nextFault() {
    return faults.next();
  }

  /**
   * Whether one more line may be written.
   *
   * @return how many like it were held back before it; empty if it is held back, too
   */
  OptionalLong next(Kind kind, SessionLabel session) {
    String key = "user=" + session.account() + " board=" + session.board().name();
    return repeats(ofBoard, kind).next(key, () -> repeats(ofUser, kind).next(session.user()));
  }

  private static RepeatsByKey repeats(Map<Kind, RepeatsByKey> all, Kind kind) {
    return Objects.requireNonNull(all.get(kind), "every kind has its own");
  }

  /** Tells what was held back and is followed by no line of its kind. To be called now and then. */
  void tellOverdue() {
    ofBoard.forEach((kind, repeats) -> repeats.tellOverdue(teller(kind)));
  }

  private static ObjLongConsumer<String> teller(Kind kind) {
    return (key, held) -> LOG.info("held back: {} more lines \"{}\" of {}", held, kind.words, key);
  }
}
