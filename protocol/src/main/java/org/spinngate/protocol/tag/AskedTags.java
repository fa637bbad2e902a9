package org.spinngate.protocol.tag;

import io.netty.buffer.ByteBuf;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ScpDatagram;
import org.spinngate.protocol.tag.TagLedger.Entry;
import org.spinngate.protocol.tag.TagLedger.Life;
import org.spinngate.protocol.tag.TagSetting.Aim;

/**
 * What a board has been asked about tags lately through one flow, until a reply can come no more:
 * which of it a reply answers is said by its sequence number alone.
 *
 * <p>Confined to the event loop of its session. Bounded; what is asked beyond that has no reply.
 */
final class AskedTags {
  /**
   * How long a reply may be under way: a board gives a request up after 2.56 s (domain: IPTAG), and
   * what is held up for longer than 500 ms in the tunnel is dropped there.
   */
  static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  /** More than any tool has outstanding. */
  private static final int MOST = 64;

  /** By sequence number, oldest first. */
  private final Map<Integer, Asked> asked = new LinkedHashMap<>();

  /**
   * One request about a tag.
   *
   * @param tag which; its number means nothing if the board is to choose
   * @param asker for whom
   * @param before who had the tag until then
   * @param answered whether a reply has come; a repetition is answered once more
   */
  record Asked(
      int operation,
      Tag tag,
      Asker asker,
      Life life,
      @Nullable Entry before,
      long sentNanos,
      boolean answered) {
    private Asked withReply() {
      return new Asked(operation, tag, asker, life, before, sentNanos, true);
    }

    /** The same, and this one had the tag until then. */
    Asked after(@Nullable Entry former) {
      return new Asked(operation, tag, asker, life, former, sentNanos, answered);
    }

    TagOwner owner() {
      return asker.owner;
    }

    /** How the board sends to the owner, if it does. */
    @Nullable TagSetting how(Tag which) {
      Aim aim = asker.aim;
      return aim == null ? null : new TagSetting(which, asker.flags, aim);
    }

    /** Whether it is this, of {@link TagRequest}. */
    boolean isOperation(int other) {
      return operation == other;
    }

    private boolean sets(Tag which) {
      return isOperation(TagRequest.SET) && tag.equals(which);
    }

    boolean isOld(long now) {
      return now - sentNanos >= PATIENCE;
    }

    private boolean awaitsNumber(long now) {
      return isOperation(TagRequest.NEW) && !answered && !isOld(now);
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
  record Asker(TagOwner owner, int flags, @Nullable Aim aim, int boardPort) {}

  boolean isEmpty() {
    return asked.isEmpty();
  }

  /** This is asked now; a request that wants no reply is not kept. */
  void add(ByteBuf request, Asked one) {
    if (!ScpDatagram.isRequest(request)) {
      return;
    }
    int sequence = ScpDatagram.sequence(request);
    asked.remove(sequence);
    if (asked.size() < MOST) {
      asked.put(sequence, one);
    }
  }

  /** What is asked by the same number now is answered by it, too. */
  void forgetSame(ByteBuf request) {
    if (ScpDatagram.isRequest(request)) {
      asked.remove(ScpDatagram.sequence(request));
    }
  }

  void forgetOld(long now) {
    Iterator<Asked> oldest = asked.values().iterator();
    while (oldest.hasNext() && oldest.next().isOld(now)) {
      oldest.remove();
    }
  }

  void forgetAll() {
    asked.clear();
  }

  /**
   * Who had a tag before a request to set it, which may be a repetition.
   *
   * @param present who had it until now
   */
  @Nullable Entry beforeSame(ByteBuf request, Tag tag, @Nullable Entry present) {
    Asked earlier = asked.get(ScpDatagram.sequence(request));
    return earlier != null && earlier.sets(tag) ? earlier.before : present;
  }

  /** Which request this answers, if one about tags. */
  @Nullable Asked answeredBy(ByteBuf reply) {
    return asked.get(ScpDatagram.sequence(reply));
  }

  /** A reply to this has come; another may come if it was repeated. */
  void noteReply(ByteBuf reply, Asked one) {
    asked.replace(ScpDatagram.sequence(reply), one.withReply());
  }

  /** Whether the board may have chosen a tag whose number is not known yet. */
  boolean awaitNumber(long now) {
    return asked.values().stream().anyMatch(one -> one.awaitsNumber(now));
  }
}
