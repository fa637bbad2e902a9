package org.spinngate.protocol.tag;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.spinngate.protocol.ScpDatagram;

/**
 * Sets those tags of one flow once more that point at the port that it had before. The board's
 * answers are for nobody else. What the tool has cleared or set otherwise meanwhile is let alone.
 *
 * <p>Confined to the session's event loop; looked at once a second.
 */
public final class TagRepairs {
  /** Any number will do; an application that has one of these outstanding asks again. */
  private static final int FIRST_SEQUENCE = 0xEA00;

  private static final int SEQUENCES = 256;

  private final Way way;
  private final Supplier<List<TagSetting>> present;
  private final int mostTries;
  private final Deque<Repair> open = new ArrayDeque<>(0);
  private int latest;

  private record Repair(TagSetting tag, int sequence, int tries) {}

  /** Sends requests to the board. */
  public interface Way {
    /** Sends a request by this number that sets a tag for the flow, if it can. */
    void set(TagSetting tag, int sequence);
  }

  /**
   * @param way sends the requests, by the flow
   * @param present tells how the tags of the flow are set now
   * @param mostTries how often one is tried before it is given up
   */
  public TagRepairs(Way way, Supplier<List<TagSetting>> present, int mostTries) {
    this.way = way;
    this.present = present;
    this.mostTries = mostTries;
  }

  /** Begins with all tags of the flow; what is under way from before is of no use. */
  public void begin() {
    open.clear();
    for (TagSetting tag : present.get()) {
      latest = (latest + 1) % SEQUENCES;
      open.add(new Repair(tag, FIRST_SEQUENCE + latest, 0));
    }
    tryAll();
  }

  /** Whether a tag has not been answered for, and is not given up. */
  public boolean any() {
    return !open.isEmpty();
  }

  /** A while has passed: what has not been answered is asked again. */
  public void tryAll() {
    if (open.isEmpty()) {
      return;
    }
    List<TagSetting> wanted = present.get();
    for (int count = open.size(); count > 0; count--) {
      Repair one = open.remove();
      if (one.tries < mostTries && wanted.contains(one.tag)) {
        way.set(one.tag, one.sequence);
        open.add(new Repair(one.tag, one.sequence, one.tries + 1));
      }
    }
  }

  /** Whether a datagram from the board answers one of these, and nothing else. */
  public boolean takes(ByteBuf datagram) {
    if (open.isEmpty() || !ScpDatagram.isReply(datagram)) {
      return false;
    }
    int sequence = ScpDatagram.sequence(datagram);
    for (Iterator<Repair> all = open.iterator(); all.hasNext(); ) {
      if (all.next().sequence == sequence) {
        all.remove();
        return true;
      }
    }
    return false;
  }
}
