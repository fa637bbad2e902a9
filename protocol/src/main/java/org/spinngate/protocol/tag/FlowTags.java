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
   * @param aim how the board sends to the owner; null if to somebody else
   * @param flags the upper half of the request's byte of flags and time
   */
  private record Asker(FlowTags owner, @Nullable Aim aim, int flags) {}

  /**
   * @param ledger of the board
   * @param nanoTime a monotonic clock in nanoseconds, the ledger's
   */
  public FlowTags(TagLedger ledger, LongSupplier nanoTime) {
    this.ledger = ledger;
    this.nanoTime = nanoTime;
  }

  /** A datagram goes to the board. */
  public void sent(ByteBuf datagram) {
    if (TagRequest.isOne(datagram)) {
      Aim aim = TagRequest.usesSender(datagram) ? Aim.SENDER : null;
      requested(datagram, new Asker(this, aim, TagRequest.flags(datagram)));
    } else if (!asked.isEmpty() && ScpDatagram.isRequest(datagram)) {
      // What is asked by the same number now is answered by it, too.
      asked.remove(ScpDatagram.sequence(datagram));
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
    requested(request, new Asker(owner, Aim.ADDRESS, TagRequest.flags(request)));
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
    Life life = life(request, now);
    int operation = TagRequest.operation(request);
    Asked one = new Asked(operation, tag, asker, life, null, now, false);
    switch (operation) {
      case TagRequest.NEW -> await(request, one);
      case TagRequest.SET -> set(request, one);
      case TagRequest.CLEAR -> {
        ledger.unwanted(tag);
        await(request, one);
      }
      default -> {
        // Only asks.
      }
    }
  }

  private static Life life(ByteBuf request, long now) {
    long nanos = TagRequest.lifetimeNanos(request);
    return nanos == 0 ? Life.UNTIL_CLEARED : new Life(true, now + nanos + PATIENCE);
  }

  private void set(ByteBuf request, Asked one) {
    Tag tag = one.tag;
    if (tag.exists()) {
      Entry before = ledger.set(tag, one.owner(), one.how(tag), one.life, one.sentNanos);
      Asked earlier = asked.get(ScpDatagram.sequence(request));
      await(request, one.behind(earlier != null && earlier.sets(tag) ? earlier.before : before));
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
      Tag tag = new Tag(one.tag.chip(), TagRequest.tagOfReply(reply));
      if (done && reply.readableBytes() >= SHORTEST_WITH_NUMBER && tag.exists()) {
        setByNumber(one, tag, now);
      }
    } else if (one.operation == TagRequest.SET && !done && !one.answered) {
      ledger.refused(one.tag, one.owner(), one.before);
    } else if (one.operation == TagRequest.CLEAR && done) {
      ledger.cleared(one.tag);
    }
  }

  /** If its owner has gone meanwhile, somebody has to clear it in the end. */
  private void setByNumber(Asked one, Tag tag, long now) {
    if (one.owner().left) {
      ledger.set(tag, this, null, one.life, now);
    } else {
      ledger.set(tag, one.owner(), one.how(tag), one.life, now);
    }
  }

  /** Whether the board may send to the flow of its own accord, so that its port must stay. */
  public boolean any() {
    long now = nanoTime.getAsLong();
    expectsOne = expectsOne && now - expectsSince < PATIENCE;
    return expectsOne || awaitsNumber(now) || ledger.pins(this, now);
  }

  private boolean awaitsNumber(long now) {
    for (Asked one : asked.values()) {
      if (one.awaitsNumber(now)) {
        return true;
      }
    }
    return false;
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

  /** Told under the ledger's lock. */
  void left() {
    left = true;
  }

  /** Whether it is gone. Asked under the ledger's lock. */
  boolean hasLeft() {
    return left;
  }
}
