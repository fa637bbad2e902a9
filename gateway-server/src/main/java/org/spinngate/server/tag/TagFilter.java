package org.spinngate.server.tag;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.ScpDatagram;
import org.spinngate.protocol.tag.FlowTags;
import org.spinngate.protocol.tag.Tag;
import org.spinngate.protocol.tag.TagRepairs;
import org.spinngate.protocol.tag.TagRequest;
import org.spinngate.protocol.tag.TagSetting;
import org.spinngate.server.scp.DatagramFilter;
import org.spinngate.server.scp.FilteredFlow;

/**
 * Keeps the board's IP tags true to one flow: learns from what passes which ones point at it, sets
 * them once more when it moves, and clears them when it ends. Drops requests for tags that may not
 * aim where they do, and answers them. Changes the entries in replies that tools ask for, and
 * nothing else that passes.
 *
 * <p>Confined to the event loop of its session.
 */
public final class TagFilter implements DatagramFilter {
  private static final int MOST_TRIES = 5;

  private final FlowTags tags;
  private final FilteredFlow flow;
  private final SessionTags session;
  private final TagFlow own;
  private final TagRepairs repairs;

  /**
   * @param session of all flows of its session
   */
  public TagFilter(FilteredFlow flow, SessionTags session) {
    this.tags = session.ofFlow();
    this.flow = flow;
    this.session = session;
    this.own = session.flow(flow, tags);
    this.repairs = new TagRepairs(this::set, tags::settings, MOST_TRIES);
  }

  private void set(TagSetting tag, int sequence) {
    flow.sendUncounted(TagRequest.set(flow.alloc(), tag, sequence, flow.address()));
  }

  @Override
  public boolean aimHere(ByteBuf request) {
    session.aim(request, own);
    return true;
  }

  @Override
  public @Nullable ByteBuf toBoard(ByteBuf datagram) {
    if (!TagRequest.namesAddress(datagram) || session.allows(datagram, own)) {
      return datagram;
    }
    flow.dropped(DropReason.TAG_ELSEWHERE);
    if (ScpDatagram.isRequest(datagram)) {
      flow.sendToClient(TagRefusal.of(datagram, flow.alloc()));
    }
    return null;
  }

  /** What is dropped before it leaves has set nothing. */
  @Override
  public void leaves(ByteBuf datagram) {
    own.isUsed();
    TagFlow other = TagRequest.namesAddress(datagram) ? session.aimedAt(datagram) : null;
    if (other == null) {
      tags.sent(datagram);
    } else {
      tags.sent(datagram, other.tags());
      other.wasSetBy(datagram);
    }
  }

  @Override
  public boolean isOurs(ByteBuf datagram) {
    return repairs.takes(datagram);
  }

  @Override
  public ByteBuf fromBoard(ByteBuf datagram) {
    if (tags.showsTags(datagram)) {
      session.restore(datagram);
    }
    tags.received(datagram);
    return datagram;
  }

  @Override
  public boolean pinsFlow() {
    return tags.any();
  }

  @Override
  public void moved() {
    own.isGone();
    repairs.begin();
  }

  @Override
  public void secondPassed() {
    if (own.leftOneBehind()) {
      moved();
    } else {
      repairs.tryAll();
    }
  }

  /** A board would go on sending to a port that nobody has, or that somebody else has got. */
  @Override
  public void close() {
    session.forget(own);
    own.isGone();
    for (Tag tag : tags.leave()) {
      flow.sendUncounted(TagRequest.clear(flow.alloc(), tag));
    }
  }
}
