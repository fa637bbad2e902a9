package org.spinngate.server.scp;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.tag.FlowTags;
import org.spinngate.protocol.tag.Tag;
import org.spinngate.protocol.tag.TagRepairs;
import org.spinngate.protocol.tag.TagRequest;
import org.spinngate.protocol.tag.TagSetting;

/**
 * Keeps the board's IP tags true to one flow: learns from what passes which ones point at it, sets
 * them once more when it moves, and clears them when it ends. Changes and drops nothing.
 *
 * <p>Confined to the event loop of its session.
 */
public final class TagFilter implements DatagramFilter {
  private final FlowTags tags;
  private final FilteredFlow flow;
  private final TagRepairs repairs;

  /**
   * @param tags of the flow, not used by anybody else
   */
  public TagFilter(FlowTags tags, FilteredFlow flow) {
    this.tags = tags;
    this.flow = flow;
    this.repairs = new TagRepairs(this::set);
  }

  private void set(TagSetting tag, int sequence) {
    flow.sendUncounted(TagRequest.set(flow.alloc(), tag, sequence, flow.address()));
  }

  /** What is dropped before it leaves has set nothing. */
  @Override
  public void leaves(ByteBuf datagram) {
    tags.sent(datagram);
  }

  @Override
  public boolean isOurs(ByteBuf datagram) {
    return repairs.takes(datagram);
  }

  @Override
  public ByteBuf fromBoard(ByteBuf datagram) {
    tags.received(datagram);
    return datagram;
  }

  @Override
  public boolean pinsFlow() {
    return tags.any();
  }

  @Override
  public void moved() {
    repairs.begin(tags.settings());
  }

  @Override
  public void secondPassed() {
    repairs.tryAll();
  }

  /** A board would go on sending to a port that nobody has, or that somebody else has got. */
  @Override
  public void close() {
    for (Tag tag : tags.leave()) {
      flow.sendUncounted(TagRequest.clear(flow.alloc(), tag));
    }
  }
}
