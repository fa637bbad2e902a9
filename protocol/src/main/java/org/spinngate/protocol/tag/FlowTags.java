package org.spinngate.protocol.tag;

import io.netty.buffer.ByteBuf;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ScpDatagram;
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
  /**
   * How long a reply may be under way: a board gives a request up after 2.56 s (domain: IPTAG), and
   * what is held up for longer than 500 ms in the tunnel is dropped there.
   */
  static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  /** More than any tool has outstanding. */
  private static final int MOST_ASKED = 64;

  private static final int SHORTEST_WITH_NUMBER = 18;

  private final TagLedger ledger;
  private final LongSupplier nanoTime;
  private final TagHolder holder;

  /** What the board has been asked lately, by sequence number, oldest first. */
  private final Map<Integer, Asked> asked = new LinkedHashMap<>();

  private boolean left;
  private boolean expectsOne;
  private long expectsSince;

  /**
   * One request about a tag.
   *
   * @param tag which; its number means nothing if the board is to choose
   * @param asker for whom
   * @param before who had the tag until then
   * @param answered whether a reply has come; a repetition is answered once more
   */
  private record Asked(
      int operation,
      Tag tag,
      Asker asker,
      Life life,
      @Nullable Entry before,
      long sentNanos,
      boolean answered) {
    Asked withReply() {
      return new Asked(operation, tag, asker, life, before, sentNanos, true);
    }

    Asked behind(@Nullable Entry former) {
      return new Asked(operation, tag, asker, life, former, sentNanos, answered);
    }

    FlowTags owner() {
      return asker.owner;
    }

    /** How the board sends to the owner, if it does. */
    @Nullable TagSetting how(Tag which) {
      Aim aim = asker.aim;
      return aim == null ? null : new TagSetting(which, asker.flags, aim);
    }

    boolean sets(Tag which) {
      return operation == TagRequest.SET && tag.equals(which);
    }

    boolean isOld(long now) {
      return now - sentNanos >= PATIENCE;
    }

    boolean awaitsNumber(long now) {
      return operation == TagRequest.NEW && !answered && !isOld(now);
    }
  }

  /**
   * For whom a tag is set.
   *
   * @param owner who gets what the board sends, and has to see to it that the tag goes with him
   * @param flags the upper half of the request's byte of flags and time
   * @param aim how the board sends to the owner; null if to somebody else
   * @param boardPort where the board listens by it, 0 if it is no reverse tag
   */
  private record Asker(FlowTags owner, int flags, @Nullable Aim aim, int boardPort) {}

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
    this.holder = holder;
  }

  /** Whose flow it is. */
  TagHolder holder() {
    return holder;
  }

  /** A datagram goes to the board. */
  public void sent(ByteBuf datagram) {
    if (TagRequest.isOne(datagram)) {
      Aim aim = TagRequest.usesSender(datagram) ? Aim.SENDER : null;
      int boardPort = TagRequest.isReverse(datagram) ? TagRequest.port(datagram) : 0;
      requested(datagram, new Asker(this, TagRequest.flags(datagram), aim, boardPort));
    } else if (!asked.isEmpty() && ScpDatagram.isRequest(datagram)) {
      forgetSame(datagram);
      forgetOld(nanoTime.getAsLong());
    }
  }

  /**
   * A request goes to the board that sets a tag for another flow, whose address stands in it.
   *
   * @param request one that {@link TagRequest#namesAddress}
   * @param owner of the other flow, with the same ledger
   */
  public void sent(ByteBuf request, FlowTags owner) {
    requested(request, new Asker(owner, TagRequest.flags(request), Aim.ADDRESS, 0));
  }

  /** A tag is about to be set for this flow by another one, which perhaps waits for its turn. */
  public void expectOne() {
    expectsOne = true;
    expectsSince = nanoTime.getAsLong();
  }

  private void requested(ByteBuf request, Asker asker) {
    long now = nanoTime.getAsLong();
    forgetOld(now);
    Tag tag = TagRequest.named(request);
    Life life = Life.of(TagRequest.lifetimeNanos(request), now + PATIENCE);
    int operation = TagRequest.operation(request);
    Asked one = new Asked(operation, tag, asker, life, null, now, false);
    switch (operation) {
      case TagRequest.NEW -> await(request, one);
      case TagRequest.SET -> set(request, one);
      case TagRequest.CLEAR -> {
        ledger.unwanted(tag, this);
        await(request, one);
      }
      case TagRequest.GET -> await(request, one);
      default -> forgetSame(request);
    }
  }

  private void set(ByteBuf request, Asked one) {
    Tag tag = one.tag;
    if (tag.exists()) {
      Entry before = setBy(one, one.owner(), tag, one.sentNanos);
      Asked earlier = asked.get(ScpDatagram.sequence(request));
      await(request, one.behind(earlier != null && earlier.sets(tag) ? earlier.before : before));
    } else {
      forgetSame(request);
    }
  }

  /** What is asked by the same number now is answered by it, too. */
  private void forgetSame(ByteBuf request) {
    if (ScpDatagram.isRequest(request)) {
      asked.remove(ScpDatagram.sequence(request));
    }
  }

  private void await(ByteBuf request, Asked one) {
    if (!ScpDatagram.isRequest(request)) {
      return;
    }
    int sequence = ScpDatagram.sequence(request);
    asked.remove(sequence);
    if (asked.size() < MOST_ASKED) {
      asked.put(sequence, one);
    }
  }

  private void forgetOld(long now) {
    Iterator<Asked> oldest = asked.values().iterator();
    while (oldest.hasNext() && oldest.next().isOld(now)) {
      oldest.remove();
    }
  }

  /** A datagram has come from the board. */
  public void received(ByteBuf datagram) {
    if (asked.isEmpty() || !ScpDatagram.isReply(datagram)) {
      return;
    }
    long now = nanoTime.getAsLong();
    forgetOld(now);
    Asked one = asked.get(ScpDatagram.sequence(datagram));
    if (one != null) {
      answered(one, datagram, now);
    }
  }

  private void answered(Asked one, ByteBuf reply, long now) {
    boolean done = ScpDatagram.code(reply) == ScpDatagram.OK;
    asked.replace(ScpDatagram.sequence(reply), one.withReply());
    if (one.operation == TagRequest.NEW) {
      if (done && reply.readableBytes() >= SHORTEST_WITH_NUMBER) {
        setByNumber(one, new Tag(one.tag.chip(), TagRequest.tagOfReply(reply)), now);
      }
    } else if (one.operation == TagRequest.SET && !done && !one.answered) {
      ledger.refused(one.tag, one.owner(), one.before);
    } else if (one.operation == TagRequest.CLEAR && done) {
      ledger.cleared(one.tag);
    }
  }

  /** If its owner has gone meanwhile, somebody has to clear it in the end. */
  private void setByNumber(Asked one, Tag tag, long now) {
    if (tag.exists()) {
      setBy(one, one.owner().left ? this : one.owner(), tag, now);
    }
  }

  private @Nullable Entry setBy(Asked one, FlowTags owner, Tag tag, long now) {
    TagSetting how = owner == one.owner() ? one.how(tag) : null;
    return ledger.set(tag, owner, how, one.life, one.asker.boardPort, now);
  }

  /** Whether a datagram from the board shows entries of its table, which were asked for. */
  public boolean showsTags(ByteBuf reply) {
    if (asked.isEmpty() || !ScpDatagram.isReply(reply)) {
      return false;
    }
    Asked one = asked.get(ScpDatagram.sequence(reply));
    return one != null
        && one.operation == TagRequest.GET
        && !one.isOld(nanoTime.getAsLong())
        && ScpDatagram.code(reply) == ScpDatagram.OK;
  }

  /** Whether the board may send to the flow of its own accord, so that its port must stay. */
  public boolean any() {
    long now = nanoTime.getAsLong();
    expectsOne = expectsOne && now - expectsSince < PATIENCE;
    return expectsOne || awaitsNumber(now) || ledger.pins(this, now);
  }

  private boolean awaitsNumber(long now) {
    return asked.values().stream().anyMatch(one -> one.awaitsNumber(now));
  }

  /** What must be set once more because the flow has another address or port from now on. */
  public List<TagSetting> settings() {
    return ledger.settings(this, nanoTime.getAsLong());
  }

  /** The flow ends. Those that are returned are to be cleared. */
  public List<Tag> leave() {
    asked.clear();
    return ledger.leave(this);
  }

  /** The board has none of its tags any more, and nothing is to be cleared; the flow goes on. */
  public void forgetAll() {
    asked.clear();
    expectsOne = false;
    ledger.forget(this);
  }

  /** Told under the ledger's lock. */
  void left() {
    left = true;
  }

  /** Whether it is gone. Asked under the ledger's lock. */
  boolean hasLeft() {
    return left;
  }
}
