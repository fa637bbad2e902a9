package org.spinngate.server.board;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who set which IP tag of a board last, so that whoever leaves can clear its own: a board goes on
 * sending to a port that nobody has any more, or that somebody else has got since.
 *
 * <p>Thread-safe.
 */
public final class TagLedger {
  /** How many tags the pool and the applications of one Ethernet chip have together. */
  public static final int TAGS = 16;

  /** All tags of four Ethernet chips; there is no need to remember what somebody makes up. */
  static final int MOST_ENTRIES = 4 * TAGS;

  private static final int ROOT = 0xFFFF;

  private final Map<Integer, Entry> entries = new HashMap<>();

  private record Entry(Tag tag, Object owner) {}

  /**
   * One tag.
   *
   * @param chip whose tag it is, {@code x << 8 | y} as the request named it
   * @param number 0 to 15
   */
  public record Tag(int chip, int number) {
    private int key() {
      // The root chip is called 0 or 0xFFFF, and is one chip (domain: what the board does).
      return (chip == ROOT ? 0 : chip) * TAGS + number;
    }
  }

  /** Somebody has set a tag; whoever set it before has no part in it any more. */
  public synchronized void set(Tag tag, Object owner) {
    if (entries.size() < MOST_ENTRIES || entries.containsKey(tag.key())) {
      entries.put(tag.key(), new Entry(tag, owner));
    }
  }

  /** Somebody has cleared a tag. */
  public synchronized void cleared(Tag tag) {
    entries.remove(tag.key());
  }

  /** Whether any tag is this owner's. */
  public synchronized boolean holdsAny(Object owner) {
    return entries.values().stream().anyMatch(entry -> entry.owner == owner);
  }

  /** The tags that are this owner's, which are nobody's from now on. */
  public synchronized List<Tag> leave(Object owner) {
    List<Tag> left = new ArrayList<>();
    for (Entry entry : List.copyOf(entries.values())) {
      if (entry.owner == owner) {
        left.add(entry.tag);
        entries.remove(entry.tag.key());
      }
    }
    return left;
  }
}
