package org.spinngate.server.tag;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.TagMark;
import org.spinngate.protocol.TagMode;
import org.spinngate.protocol.repeat.Repeats;
import org.spinngate.protocol.tag.FlowTags;
import org.spinngate.protocol.tag.TagHolder;
import org.spinngate.protocol.tag.TagRequest;
import org.spinngate.server.scp.DatagramFilter;
import org.spinngate.server.scp.FilteredFlow;

/**
 * Where the IP tags of one session aim. A request with an address comes through the flow of the
 * tool; what the board sends then comes through a flow of its own:
 *
 * <pre>
 *   tool's flow ── SET 10.0.0.5:17895 ──▶ translated ── SET gateway:40001 ──▶ board
 *                                                                              │
 *   tag flow, socket gateway:40001 ◀── output ─────────────────────────────────┘
 * </pre>
 *
 * <p>Confined to the event loop of its session.
 */
public final class SessionTags implements TagHolder {
  /** Tools have a handful of targets; a user who makes up more is told of no more. */
  private static final int MOST_TOLD = 32;

  private static final String REFUSED =
      "is refused: tags of this board may aim at the sender's port only (use sender)";
  private static final String PASSED =
      "passes unchanged: its output does not come through the gateway";

  /** In ten minutes; more are counted. */
  private static final int LOSSES_TOLD = 10;

  /** The entries of a board's table in a reply, and what they begin with. */
  private static final int ENTRIES = 14;

  private static final int ENTRY_BYTES = 32;
  private static final int PORT = 10;

  private final BoardTags board;
  private final EventLoop loop;
  private final String user;
  private final LongSupplier nanoTime;
  private final TagListener listener;
  private final Repeats losses;

  /** By the addresses that requests were given, those included that a flow had before. */
  private final Map<Long, TagFlow> flows = new HashMap<>();

  /** By the board's ports of reverse tags, those to which it answers there. */
  private final Map<Integer, DatagramFilter> answered = new HashMap<>();

  private final Set<Long> told = new HashSet<>();

  /**
   * @param board the session's
   * @param loop the session's
   * @param user whose it is, as other users of the board are told
   * @param nanoTime a monotonic clock in nanoseconds
   * @param listener the session
   */
  public SessionTags(
      BoardTags board, EventLoop loop, String user, LongSupplier nanoTime, TagListener listener) {
    this.board = board;
    this.loop = loop;
    this.user = user;
    this.nanoTime = nanoTime;
    this.listener = listener;
    this.losses = new Repeats(LOSSES_TOLD, Duration.ofMinutes(10), nanoTime);
  }

  /** What a flow of the session knows of the board's tags. */
  public FlowTags ofFlow() {
    return new FlowTags(board.ledger(), nanoTime, this);
  }

  /** A flow of the session as the board sees it. */
  TagFlow flow(FilteredFlow flow, FlowTags tags) {
    return new TagFlow(flow, tags, board, this);
  }

  /** Whether a reverse tag of this session makes the board, and nobody else, listen on a port. */
  public boolean listens(int boardPort) {
    return board.rules().mode() == TagMode.TRANSLATE
        && board.reaches(boardPort)
        && board.ledger().listens(this, boardPort, nanoTime.getAsLong());
  }

  /** A datagram for a port of a reverse tag leaves: from now on the board answers there. */
  void sentLast(DatagramFilter flow) {
    answered.put(flow.reversePort(), flow);
  }

  /** Whether the board answers to this flow, and to no other that leads to the same port. */
  boolean hasSentLast(DatagramFilter flow) {
    return flow.equals(answered.get(flow.reversePort()));
  }

  /** A flow to a port of a reverse tag ends. */
  void forget(DatagramFilter gone) {
    answered.remove(gone.reversePort(), gone);
  }

  @Override
  public String name() {
    return user;
  }

  /** On the loop of the other. */
  @Override
  public void lost(int number, boolean cleared, TagHolder by) {
    if (!loop.isShuttingDown()) {
      loop.execute(() -> tellOfLoss(number, cleared, by.name()));
    }
  }

  private void tellOfLoss(int number, boolean cleared, String by) {
    losses
        .next()
        .ifPresent(
            more ->
                listener.tagLost(
                    "IP tag %d, which this session has set, was %s by %s%s"
                        .formatted(
                            number, cleared ? "cleared" : "set anew", by, Repeats.words(more))));
  }

  /** Whether a datagram that its client has marked is to have the address of a tag flow. */
  public boolean translates(TagMark.Kind kind, ByteBuf datagram) {
    TagRules rules = board.rules();
    boolean mayStay = kind == TagMark.Kind.OTHER_TARGET;
    return rules.mode() == TagMode.TRANSLATE
        && TagRequest.namesAddress(datagram)
        && !(mayStay && rules.leaveAlone(TagRequest.address(datagram)));
  }

  /** Makes a request that {@link #translates} aim at a flow. */
  void aim(ByteBuf request, TagFlow at) {
    at.aimHere(request);
    flows.put(TagFlow.target(request), at);
  }

  /** Whose socket a request with an address aims at, if it is one of the session's. */
  @Nullable TagFlow aimedAt(ByteBuf request) {
    return flows.get(TagFlow.target(request));
  }

  /** Puts back into entries of the board's table what tools have written into their requests. */
  void restore(ByteBuf reply) {
    int end = reply.writerIndex() - ENTRY_BYTES;
    for (int at = reply.readerIndex() + ENTRIES; at <= end; at += ENTRY_BYTES) {
      long target = TagFlow.target(reply.getInt(at), reply.getUnsignedShortLE(at + PORT));
      TagFlow flow = flows.get(target);
      if (flow != null) {
        flow.restore(reply, at, at + PORT);
      }
    }
  }

  /** A flow ends, and its address may be another's. */
  void forget(TagFlow gone) {
    flows.values().removeIf(gone::equals);
  }

  /**
   * Whether a request with an address may go to the board as it is. Of each target it is said once
   * what becomes of it. Nobody aims at the flows of another session, or at what switches boards,
   * even if the operator allows all else.
   *
   * @param asker by which it goes
   */
  boolean allows(ByteBuf request, TagFlow asker) {
    if (board.isClosed(TagRequest.host(TagRequest.address(request)))) {
      tellOnce(
          request, ~TagFlow.target(request), "is refused: a BMP is there, which no user reaches");
      return false;
    }
    if (asker.aimsAtAnother(request)) {
      tellOnce(
          request, ~TagFlow.target(request), "is refused: another session of the board is there");
      return false;
    }
    TagRules rules = board.rules();
    if (aimedAt(request) != null || rules.leaveAlone(TagRequest.address(request))) {
      return true;
    }
    boolean refused = rules.mode() == TagMode.REFUSE;
    long key = TagFlow.target(request);
    tellOnce(request, refused ? ~key : key, refused ? REFUSED : PASSED);
    return !refused;
  }

  private void tellOnce(ByteBuf request, long key, String becomes) {
    if (told.size() < MOST_TOLD && told.add(key)) {
      listener.tagElsewhere(words(request, becomes));
    }
  }

  private static String words(ByteBuf request, String becomes) {
    int address = TagRequest.address(request);
    int port = TagRequest.port(request);
    String target =
        address == 0
            ? "port " + port + " of the gateway (its sender)"
            : NetUtil.intToIpAddress(address) + ":" + port;
    return "an IP tag that aims at %s %s".formatted(target, becomes);
  }
}
