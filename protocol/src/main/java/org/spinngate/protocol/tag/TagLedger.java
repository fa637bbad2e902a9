package org.spinngate.protocol.tag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who set which IP tag of a board last. Who holds one keeps its socket, and clears the tag when it
 * leaves: a board goes on sending to a port that nobody has any more, or that somebody else has got
 * since.
 *
 * <pre>
 *             set                     a request to clear it
 *   (nobody) ─────► held, and pins ─────────────────────────► held, pins no more
 *      ▲                 │  ▲  its time is over ─────────────────► │
 *      │    refused      │  └────────────── set ──────────────────┤
 *      └─────────────────┘                                        │
 *      └──────────────── the board has said that it is cleared ───┘
 * </pre>
 *
 * <p>Thread-safe. Times are nanoseconds of one monotonic clock.
 */
public final class TagLedger {
  /** All tags of four Ethernet chips; what somebody makes up beyond that costs his own first. */
  static final int MOST_ENTRIES = 4 * Tag.COUNT;

  private final Map<Integer, Entry> entries = new HashMap<>();

  /**
   * A tag that somebody has set.
   *
   * @param how how the board sends to its owner, unless it was told another address
   * @param wanted whether nobody has asked the board to clear it since
   * @param life when the board clears it by itself
   * @param boardPort where the board listens by it, 0 if it is no reverse tag
   */
  record Entry(
      Tag tag, TagOwner owner, @Nullable TagSetting how, boolean wanted, Life life, int boardPort) {
    /** Nobody wants it any more, but it may still be there. */
    Entry unwanted() {
      return new Entry(tag, owner, null, false, life, boardPort);
    }

    boolean isAnothers(TagOwner who) {
      return wanted && owner.holder() != who.holder();
    }

    boolean pins(long now) {
      return wanted && !life.isOver(now);
    }

    /** One of the pool that expires may be lent to somebody's request when it would be cleared. */
    boolean mustBeCleared() {
      return !tag.isOfPool() || !life.ends();
    }
  }

  /**
   * How long a tag lives.
   *
   * @param ends whether it does not live until it is cleared
   * @param untilNanos if so, until when
   */
  record Life(boolean ends, long untilNanos) {
    static final Life UNTIL_CLEARED = new Life(false, 0);

    /** One of so many nanoseconds, 0 for ever, that begins at this time at the latest. */
    static Life of(long nanos, long begin) {
      return nanos == 0 ? UNTIL_CLEARED : new Life(true, begin + nanos);
    }

    boolean isOver(long now) {
      return ends && now - untilNanos >= 0;
    }
  }

  /**
   * Somebody has set a tag; who set it before has no part in it any more.
   *
   * @return what was before, to be put back if the board refuses
   */
  synchronized @Nullable Entry set(
      Tag tag, TagOwner owner, @Nullable TagSetting how, Life life, int boardPort, long now) {
    if (entries.size() >= MOST_ENTRIES && !entries.containsKey(tag.key())) {
      forgetOne(owner.holder(), now);
    }
    if (entries.size() >= MOST_ENTRIES && !entries.containsKey(tag.key())) {
      return null;
    }
    Entry before = entries.put(tag.key(), new Entry(tag, owner, how, true, life, boardPort));
    if (before != null && before.isAnothers(owner)) {
      before.owner.holder().lost(tag.number(), false, owner.holder());
    }
    return before;
  }

  /**
   * One that pins nobody; or else one of an owner who has clearly more than the one who wants
   * another.
   */
  private void forgetOne(TagHolder wants, long now) {
    entries.values().stream()
        .filter(entry -> !entry.pins(now))
        .findAny()
        .or(() -> oneOfMost(wants))
        .ifPresent(entry -> entries.remove(entry.tag.key()));
  }

  /** Of the one who has most, the farthest from the root chip: all boards have its tags. */
  private Optional<Entry> oneOfMost(TagHolder wants) {
    Map<TagHolder, Integer> counts = new HashMap<>();
    entries.values().forEach(entry -> counts.merge(entry.owner.holder(), 1, Integer::sum));
    int enough = counts.getOrDefault(wants, 0) + 1;
    return counts.entrySet().stream()
        .filter(one -> one.getValue() > enough)
        .max(Map.Entry.comparingByValue())
        .flatMap(most -> farthestOf(most.getKey()));
  }

  private Optional<Entry> farthestOf(TagHolder holder) {
    return entries.values().stream()
        .filter(entry -> entry.owner.holder() == holder)
        .max(Comparator.comparingInt(entry -> entry.tag.key()));
  }

  /** The board has refused what {@link #set} noted. */
  synchronized void refused(Tag tag, TagOwner owner, @Nullable Entry before) {
    Entry present = entries.get(tag.key());
    if (present == null || present.owner != owner) {
      return;
    }
    if (before == null) {
      entries.remove(tag.key());
    } else if (before.owner.hasLeft()) {
      // It did not clear what seemed to be another's: now that is to be done by this one.
      entries.put(tag.key(), new Entry(tag, owner, null, false, before.life, before.boardPort));
    } else {
      entries.put(tag.key(), before);
    }
  }

  /** Somebody has asked the board to clear a tag: nobody wants its output any more. */
  synchronized void unwanted(Tag tag, TagOwner by) {
    Entry present = entries.get(tag.key());
    if (present == null) {
      return;
    }
    entries.put(tag.key(), present.unwanted());
    if (present.isAnothers(by)) {
      present.owner.holder().lost(tag.number(), true, by.holder());
    }
  }

  /** Whether a reverse tag of this holder makes the board listen on a UDP port. */
  public synchronized boolean listens(TagHolder holder, int boardPort, long now) {
    for (Entry entry : entries.values()) {
      if (entry.boardPort == boardPort && entry.owner.holder() == holder && entry.pins(now)) {
        return true;
      }
    }
    return false;
  }

  /** The board has been switched off, and no tag is left. */
  public synchronized void lostPower() {
    entries.clear();
  }

  /** Nothing of an owner's is set any more. */
  synchronized void forget(TagOwner owner) {
    entries.values().removeIf(entry -> entry.owner == owner);
  }

  /** The board has cleared a tag that was unwanted, and may have been set once more since. */
  synchronized void cleared(Tag tag) {
    Entry present = entries.get(tag.key());
    if (present != null && !present.wanted) {
      entries.remove(tag.key());
    }
  }

  /** Whether the board may send to this owner of its own accord. */
  synchronized boolean pins(TagOwner owner, long now) {
    for (Entry entry : entries.values()) {
      if (entry.owner == owner && entry.pins(now)) {
        return true;
      }
    }
    return false;
  }

  /** The tags by which the board sends to this owner, until they are cleared. */
  synchronized List<TagSetting> settings(TagOwner owner, long now) {
    List<TagSetting> found = new ArrayList<>();
    for (Entry entry : entries.values()) {
      TagSetting how = entry.how;
      if (entry.owner == owner && entry.pins(now) && !entry.life.ends() && how != null) {
        found.add(how);
      }
    }
    return found;
  }

  /** The tags of an owner that is gone from now on, which are to be cleared. */
  synchronized List<Tag> leave(TagOwner owner) {
    owner.leave();
    List<Tag> left = new ArrayList<>();
    for (Entry entry : List.copyOf(entries.values())) {
      if (entry.owner == owner) {
        entries.remove(entry.tag.key());
        if (entry.mustBeCleared()) {
          left.add(entry.tag);
        }
      }
    }
    return left;
  }
}
