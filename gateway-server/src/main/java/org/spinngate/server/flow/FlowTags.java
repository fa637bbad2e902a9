package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spinngate.protocol.ScpDatagram;
import org.spinngate.server.board.TagLedger;
import org.spinngate.server.board.TagLedger.Tag;

/**
 * The IP tags through which the board sends to one flow, as its requests say. Confined to the event
 * loop of its session.
 */
final class FlowTags {
  private static final int FIRST_OF_POOL = 8;
  private static final int SHORTEST_WITH_NUMBER = 18;
  private static final int MOST_UNNUMBERED = 16;

  private final TagLedger ledger;

  /** Which chips were asked for a tag of their choice, by the sequence numbers of the requests. */
  private final Map<Integer, Integer> unnumbered = new HashMap<>();

  FlowTags(TagLedger ledger) {
    this.ledger = ledger;
  }

  /** A datagram goes to the board. */
  void sent(ByteBuf datagram) {
    if (!TagRequest.isOne(datagram)) {
      return;
    }
    int chip = TagRequest.chip(datagram);
    int tag = TagRequest.tag(datagram);
    switch (TagRequest.operation(datagram)) {
      case TagRequest.NEW -> awaitNumber(datagram, chip);
      case TagRequest.SET -> set(chip, tag, TagRequest.expires(datagram));
      case TagRequest.CLEAR -> ledger.cleared(new Tag(chip, tag));
      default -> {
        // Only asks.
      }
    }
  }

  private void awaitNumber(ByteBuf request, int chip) {
    if (!TagRequest.expires(request) && unnumbered.size() < MOST_UNNUMBERED) {
      unnumbered.put(ScpDatagram.sequence(request), chip);
    }
  }

  /** One of the pool that expires may be lent to somebody's request when it would be cleared. */
  private void set(int chip, int tag, boolean expires) {
    if (tag < FIRST_OF_POOL || (tag < TagLedger.TAGS && !expires)) {
      ledger.set(new Tag(chip, tag), this);
    }
  }

  /** A datagram has come from the board. */
  void received(ByteBuf datagram) {
    if (!unnumbered.isEmpty()
        && datagram.readableBytes() >= SHORTEST_WITH_NUMBER
        && ScpDatagram.isReply(datagram)) {
      Integer chip = unnumbered.remove(ScpDatagram.sequence(datagram));
      if (chip != null) {
        set(chip, TagRequest.tag(datagram), false);
      }
    }
  }

  /** Whether the board may send to the flow of its own accord, so that the port must stay. */
  boolean any() {
    return !unnumbered.isEmpty() || ledger.holdsAny(this);
  }

  /** Those that are to be cleared because the flow ends. */
  List<Tag> leave() {
    return ledger.leave(this);
  }
}
