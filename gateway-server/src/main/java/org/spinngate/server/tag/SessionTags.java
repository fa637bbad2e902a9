package org.spinngate.server.tag;

import io.netty.buffer.ByteBuf;
import io.netty.util.NetUtil;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.TagMark;
import org.spinngate.protocol.TagMode;
import org.spinngate.protocol.tag.TagRequest;

/**
 * Where the IP tags of one session aim. A request with an address comes by the flow of the tool;
 * what the board sends then comes by a flow of its own:
 *
 * <pre>
 *   tool's flow ── SET 10.0.0.5:17895 ──▶ translated ── SET gateway:40001 ──▶ board
 *                                                                              │
 *   tag flow, socket gateway:40001 ◀── output ─────────────────────────────────┘
 * </pre>
 *
 * <p>Confined to the event loop of its session.
 */
public final class SessionTags {
  /** Tools have a handful of targets; whoever makes up more is told no more. */
  private static final int MOST_TOLD = 32;

  private final BoardTags board;
  private final TagListener listener;

  /** By the addresses that requests were given, those included that a flow had before. */
  private final Map<Long, TagFlow> flows = new HashMap<>();

  private final Set<Long> told = new HashSet<>();

  /**
   * @param board the session's
   * @param listener the session
   */
  public SessionTags(BoardTags board, TagListener listener) {
    this.board = board;
    this.listener = listener;
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

  /** A flow ends, and its address may be another's. */
  void forget(TagFlow gone) {
    flows.values().removeIf(gone::equals);
  }

  /**
   * Whether a request with an address may go to the board as it is. Of each target it is said once
   * what becomes of it.
   */
  boolean allows(ByteBuf request) {
    TagRules rules = board.rules();
    if (aimedAt(request) != null || rules.leaveAlone(TagRequest.address(request))) {
      return true;
    }
    boolean refused = rules.mode() == TagMode.REFUSE;
    long key = TagFlow.target(request);
    if (told.size() < MOST_TOLD && told.add(refused ? ~key : key)) {
      listener.tagElsewhere(words(request, refused));
    }
    return !refused;
  }

  private static String words(ByteBuf request, boolean refused) {
    int address = TagRequest.address(request);
    int port = TagRequest.port(request);
    String target =
        address == 0
            ? "port " + port + " of the gateway (its sender)"
            : NetUtil.intToIpAddress(address) + ":" + port;
    return "an IP tag that aims at %s %s"
        .formatted(
            target,
            refused
                ? "is refused: tags of this board may aim at the sender's port only (use sender)"
                : "passes unchanged: its output does not come through the gateway");
  }
}
