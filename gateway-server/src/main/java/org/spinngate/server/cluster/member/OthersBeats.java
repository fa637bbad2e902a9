package org.spinngate.server.cluster.member;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * When this gateway first saw the present beat of each other one, by its own clock. What it did not
 * see, since it was cut off itself, counts against nobody: then all notes start anew.
 *
 * <p>Changed by one thread; others read the state of a moment.
 */
final class OthersBeats {
  private final LongSupplier nanoTime;
  private final Function<String, BeatTimes> timesOf;
  private final Map<String, Note> notes = new ConcurrentHashMap<>();

  /**
   * A beat that was seen.
   *
   * @param seenNanos when
   * @param version of its key
   * @param sinceNanos when, or when the notes started anew
   */
  record Note(long seenNanos, int version, long sinceNanos) {}

  /**
   * @param timesOf those by which a gateway is watched; asked by any thread, again and again
   */
  OthersBeats(LongSupplier nanoTime, Function<String, BeatTimes> timesOf) {
    this.nanoTime = nanoTime;
    this.timesOf = timesOf;
  }

  /** A gateway's beat has this version. */
  void saw(String id, int version) {
    Note before = notes.get(id);
    if (before == null || before.version != version) {
      long now = nanoTime.getAsLong();
      notes.put(id, new Note(now, version, now));
    }
  }

  /** There is no such gateway any more. */
  void gone(String id) {
    notes.remove(id);
  }

  /** Something may have been missed: nobody is fenced for it, but nobody is well by it either. */
  void startAnew() {
    long now = nanoTime.getAsLong();
    notes.replaceAll((id, note) -> new Note(note.seenNanos, note.version, now));
  }

  /** Those who have stopped by now, if their last beat is the one that was seen. */
  List<String> overdue() {
    List<String> overdue = new ArrayList<>();
    notes.forEach(
        (id, note) -> {
          long longest = timesOf.apply(id).untilFence().toNanos();
          if (nanoTime.getAsLong() - note.sinceNanos > longest) {
            overdue.add(id);
          }
        });
    return overdue;
  }

  /** The version of the beat of a gateway that was seen. */
  Optional<Integer> version(String id) {
    return Optional.ofNullable(notes.get(id)).map(Note::version);
  }

  /** How long ago its present beat was seen, or the notes started anew. */
  Optional<Duration> silence(String id) {
    return Optional.ofNullable(notes.get(id))
        .map(note -> Duration.ofNanos(nanoTime.getAsLong() - note.sinceNanos));
  }

  /** Whether its beats come as they should. */
  boolean seemsAlive(String id) {
    Note note = notes.get(id);
    return note != null
        && nanoTime.getAsLong() - note.seenNanos < timesOf.apply(id).late().toNanos();
  }
}
