package org.spinngate.protocol.tag;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ScpDatagram;
import org.spinngate.protocol.tag.AskedTags.Asked;
import org.spinngate.protocol.tag.AskedTags.Asker;
import org.spinngate.protocol.tag.TagLedger.Entry;
import org.spinngate.protocol.tag.TagLedger.Life;
import org.spinngate.protocol.tag.TagSetting.Aim;

/**
 * The IP tags through which the board sends to one flow, as its requests and the replies to them
 * say. Client and server read them alike, so that both know which flows must stay.
 *
 * <p>A tag counts as set from the request on, since its output may come before the reply does, or
 * although that is lost. It counts as not set again if the board says that it refuses. Which number
 * a free tag has stands in the reply alone; without one nobody ever gets to know.
 *
 * <p>Confined to the event loop of its session. Makes no objects unless requests about tags have
 * been sent lately.
 */
public final class FlowTags {
  private static final int SHORTEST_WITH_NUMBER = 18;

  private final TagLedger ledger;
  private final LongSupplier nanoTime;
  private final TagOwner self;

  private final AskedTags asked = new AskedTags();
  private boolean expectsOne;
  private long expectsSince;

  /**
   * @param ledger of the board
   * @param nanoTime a monotonic clock in nanoseconds, the ledger's
   */
  public FlowTags(TagLedger ledger, LongSupplier nanoTime) {
    this(ledger, nanoTime, TagHolder.SILENT);
  }

  /** The same, of a flow of a holder who is told what others do to his tags. */
  public FlowTags(TagLedger ledger, LongSupplier nanoTime, TagHolder holder) {
    this.ledger = ledger;
    this.nanoTime = nanoTime;
    this.self = new TagOwner(holder);
  }

  /** A datagram goes to the board. */
  public void sent(ByteBuf datagram) {
    if (TagRequest.isOne(datagram)) {
      Aim aim = TagRequest.usesSender(datagram) ? Aim.SENDER : null;
      int boardPort = TagRequest.isReverse(datagram) ? TagRequest.port(datagram) : 0;
      requested(datagram, new Asker(self, TagRequest.flags(datagram), aim, boardPort));
    } else if (!asked.isEmpty() && ScpDatagram.isRequest(datagram)) {
      asked.forgetSame(datagram);
      asked.forgetOld(nanoTime.getAsLong());
    }
  }

  /**
   * A request goes to the board that sets a tag for another flow, whose address stands in it.
   *
   * @param request one that {@link TagRequest#namesAddress}
   * @param owner of the other flow, with the same ledger
   */
  public void sent(ByteBuf request, FlowTags owner) {
    requested(request, new Asker(owner.self, TagRequest.flags(request), Aim.ADDRESS, 0));
  }

  /** A tag is about to be set for this flow by another one, which perhaps waits for its turn. */
  public void expectOne() {
    expectsOne = true;
    expectsSince = nanoTime.getAsLong();
  }

  private void requested(ByteBuf request, Asker asker) {
    long now = nanoTime.getAsLong();
    asked.forgetOld(now);
    Tag tag = TagRequest.named(request);
    Life life = Life.of(TagRequest.lifetimeNanos(request), now + AskedTags.PATIENCE);
    int operation = TagRequest.operation(request);
    Asked one = new Asked(operation, tag, asker, life, null, now, false);
    switch (operation) {
      case TagRequest.NEW -> asked.add(request, one);
      case TagRequest.SET -> set(request, one);
      case TagRequest.CLEAR -> {
        ledger.unwanted(tag, self);
        asked.add(request, one);
      }
      case TagRequest.GET -> asked.add(request, one);
      default -> asked.forgetSame(request);
    }
  }

  private void set(ByteBuf request, Asked one) {
    Tag tag = one.tag();
    if (tag.exists()) {
      Entry before = setBy(one, one.owner(), tag, one.sentNanos());
      asked.add(request, one.after(asked.beforeSame(request, tag, before)));
    } else {
      asked.forgetSame(request);
    }
  }

  /** A datagram has come from the board. */
  public void received(ByteBuf datagram) {
    if (asked.isEmpty() || !ScpDatagram.isReply(datagram)) {
      return;
    }
    long now = nanoTime.getAsLong();
    asked.forgetOld(now);
    Asked one = asked.answeredBy(datagram);
    if (one != null) {
      answered(one, datagram, now);
    }
  }

  private void answered(Asked one, ByteBuf reply, long now) {
    boolean done = ScpDatagram.code(reply) == ScpDatagram.OK;
    asked.noteReply(reply, one);
    if (one.isOperation(TagRequest.NEW)) {
      if (done && reply.readableBytes() >= SHORTEST_WITH_NUMBER) {
        setByNumber(one, new Tag(one.tag().chip(), TagRequest.tagOfReply(reply)), now);
      }
    } else if (one.isOperation(TagRequest.SET) && !done && !one.answered()) {
      ledger.refused(one.tag(), one.owner(), one.before());
    } else if (one.isOperation(TagRequest.CLEAR) && done) {
      ledger.cleared(one.tag());
    }
  }

  /** If its owner has gone meanwhile, somebody has to clear it in the end. */
  private void setByNumber(Asked one, Tag tag, long now) {
    if (tag.exists()) {
      setBy(one, one.owner().hasLeft() ? self : one.owner(), tag, now);
    }
  }

  private @Nullable Entry setBy(Asked one, TagOwner owner, Tag tag, long now) {
    TagSetting how = owner == one.owner() ? one.how(tag) : null;
    return ledger.set(tag, owner, how, one.life(), one.asker().boardPort(), now);
  }

  /** Whether a datagram from the board shows entries of its table, which were asked for. */
  public boolean showsTags(ByteBuf reply) {
    if (asked.isEmpty() || !ScpDatagram.isReply(reply)) {
      return false;
    }
    Asked one = asked.answeredBy(reply);
    return one != null
        && one.isOperation(TagRequest.GET)
        && !one.isOld(nanoTime.getAsLong())
        && ScpDatagram.code(reply) == ScpDatagram.OK;
  }

  /** Whether the board may send to the flow of its own accord, so that its port must stay. */
  public boolean any() {
    long now = nanoTime.getAsLong();
    expectsOne = expectsOne && now - expectsSince < AskedTags.PATIENCE;
    return expectsOne || asked.awaitNumber(now) || ledger.pins(self, now);
  }

  /** What must be set once more because the flow has another address or port from now on. */
  public List<TagSetting> settings() {
    return ledger.settings(self, nanoTime.getAsLong());
  }

  /** The flow ends. Those that are returned are to be cleared. */
  public List<Tag> leave() {
    asked.forgetAll();
    return ledger.leave(self);
  }

  /** The board has none of its tags any more, and nothing is to be cleared; the flow goes on. */
  public void forgetAll() {
    asked.forgetAll();
    expectsOne = false;
    ledger.forget(self);
  }
}
