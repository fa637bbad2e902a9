package org.spinngate.server.scp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.spinngate.protocol.ScpDatagram;
import org.spinngate.protocol.tag.SenderTag;
import org.spinngate.protocol.tag.TagRequest;

/**
 * Sets those tags of one flow once more that point at the port that it had before. The board's
 * answers are for nobody else.
 *
 * <p>Confined to the session's event loop; looked at once a second.
 */
final class TagRepairs {
  private static final int MOST_TRIES = 5;

  /** Any number will do; an application that has one of these outstanding asks again. */
  private static final int FIRST_SEQUENCE = 0xEA00;

  private static final int SEQUENCES = 256;

  private final FilteredFlow flow;
  private final Deque<Repair> open = new ArrayDeque<>(0);
  private int latest;

  private record Repair(SenderTag tag, int sequence, int tries) {}

  TagRepairs(FilteredFlow flow) {
    this.flow = flow;
  }

  /** Begins; what is under way from before is of no use. */
  void begin(List<SenderTag> tags) {
    open.clear();
    for (SenderTag tag : tags) {
      latest = (latest + 1) % SEQUENCES;
      open.add(new Repair(tag, FIRST_SEQUENCE + latest, 0));
    }
    tryAll();
  }

  /** A second has passed: what has not been answered is asked again. */
  void tryAll() {
    for (int count = open.size(); count > 0; count--) {
      Repair one = open.remove();
      if (one.tries < MOST_TRIES) {
        flow.sendUncounted(TagRequest.set(flow.alloc(), one.tag, one.sequence));
        open.add(new Repair(one.tag, one.sequence, one.tries + 1));
      }
    }
  }

  /** Whether a datagram from the board answers one of these, and nothing else. */
  boolean takes(ByteBuf datagram) {
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
