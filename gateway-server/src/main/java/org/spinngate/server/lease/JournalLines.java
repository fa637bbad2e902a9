package org.spinngate.server.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@link SessionJournal} holds, and what of it is still to be written. While the disk takes
 * nothing, only so many lines wait: beyond them they are given up, and everything that holds then
 * is written anew once the disk comes back.
 *
 * <p>Thread-safe.
 */
final class JournalLines {
  static final int MOST_WAITING = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(JournalLines.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<SessionId, JournalEntry> open = new LinkedHashMap<>();
  private final LongSupplier nanoTime;
  private List<String> waiting = new ArrayList<>();
  private List<Runnable> unnoted = new ArrayList<>();

  /** Somebody is going to take what waits. */
  private boolean due;

  /** The file lacks something, so that it must be written as a whole. */
  private boolean whole;

  /** The disk took nothing the last time, so that nobody need wait for it. */
  private boolean refused;

  private boolean stalled;
  private long dueSince;
  private long changes;

  /**
   * To be written next.
   *
   * @param whole whether it takes the place of all that was written before
   * @param noted to be run after that
   */
  record Batch(String text, boolean whole, List<Runnable> noted) {}

  /**
   * @param before what the file holds; lines that are not ours are passed over
   * @param nanoTime a monotonic clock in nanoseconds
   */
  JournalLines(String before, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    before.lines().forEach(line -> JournalLine.read(line, open));
    // A full disk has cut the last line; the next one must not be lost with it.
    whole = !before.isEmpty() && !before.endsWith("\n");
  }

  synchronized List<JournalEntry> sessions() {
    return List.copyOf(open.values());
  }

  /** Whether somebody must be found to {@link #take} it. */
  synchronized boolean begun(JournalEntry session, Runnable noted) {
    open.put(session.id(), session);
    if (unnoted.size() < MOST_WAITING && !refused) {
      unnoted.add(noted);
    } else {
      noted.run();
    }
    return add(JournalLine.begun(session));
  }

  /** The same for the end of one that is open. */
  synchronized boolean ended(SessionId id) {
    return open.remove(id) != null && add(JournalLine.ended(id));
  }

  private boolean add(String line) {
    whole = whole || waiting.size() >= MOST_WAITING;
    if (whole) {
      waiting.clear();
    } else {
      waiting.add(line);
    }
    changes++;
    sayIfStalled();
    return becomesDue();
  }

  private boolean becomesDue() {
    boolean first = !due;
    if (first) {
      due = true;
      dueSince = nanoTime.getAsLong();
    }
    return first;
  }

  private void sayIfStalled() {
    if (due && !stalled && nanoTime.getAsLong() - dueSince > PATIENCE.toNanos()) {
      stalled = true;
      LOG.warn(
          "the disk has taken nothing of the journal of sessions for {} s; sessions go on, and it"
              + " is written when the disk does",
          PATIENCE.toSeconds());
    }
  }

  /**
   * Takes what waits.
   *
   * @param anew whether everything that holds is wanted
   */
  synchronized Batch take(boolean anew) {
    if (stalled) {
      LOG.info("the disk takes the journal of sessions again; changes that waited: {}", changes);
    }
    boolean all = anew || whole;
    Batch batch = new Batch(all ? everything() : String.join("", waiting), all, unnoted);
    waiting = new ArrayList<>();
    unnoted = new ArrayList<>();
    due = false;
    whole = false;
    stalled = false;
    changes = 0;
    return batch;
  }

  /** Each open session has one line again; the file grows with the sessions and not with time. */
  private String everything() {
    StringBuilder all = new StringBuilder();
    open.values().forEach(session -> all.append(JournalLine.begun(session)));
    return all.toString();
  }

  /** What was taken is in the file. */
  synchronized void written() {
    refused = false;
  }

  /** What was taken is not in the file. Returns whether somebody must be found to try again. */
  synchronized boolean failed() {
    refused = true;
    whole = true;
    waiting.clear();
    return becomesDue();
  }
}
