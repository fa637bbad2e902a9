package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.tag.TagAim;
import org.spinngate.client.tag.TagPolicy;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.TagMark;
import org.spinngate.protocol.TagMark.Kind;
import org.spinngate.protocol.TagMode;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.tag.TagRequest;
import org.spinngate.protocol.tag.TagSetting;

/**
 * Sends SCP datagrams to a server, and does its part of what they say about IP tags: a tag that
 * aims at this machine gets a flow that leads to its target, and a reverse tag a local port. With a
 * server that does not translate tags, everything goes as it is.
 *
 * <p>Confined to the one event loop.
 */
final class TagTraffic {
  private static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

  private final TagPolicy policy;
  private final Targets targets;
  private final ReversePorts reverse;
  private final Consumer<String> words;
  private boolean translates;
  private boolean serverTells;
  private boolean told;

  /** Knows the flows to applications, and so to what tags aim at. */
  interface Targets {
    /**
     * The flow by which a port leads to an application, or null if there can be no more.
     *
     * @param port at which the application has, or would have, spoken
     */
    @Nullable LocalFlow flowTo(LocalPort port, InetSocketAddress application);

    /** The port that leads to other hosts; null if there is none. */
    @Nullable LocalPort portToOthers();

    /** Whether an address is that of a port of this client's. */
    boolean isOwnPort(InetSocketAddress address);

    /** The present tunnel, if there is one. */
    @Nullable Tunnel tunnel();

    /** The flow of a number, or null if there is none any more. */
    @Nullable LocalFlow flow(int number);
  }

  /**
   * @param words takes lines for the user
   */
  TagTraffic(TagPolicy policy, Targets targets, ReversePorts reverse, Consumer<String> words) {
    this.words = words;
    this.policy = policy;
    this.targets = targets;
    this.reverse = reverse;
  }

  /** There is another connection. */
  void attach(Opened opened) {
    Optional<TagMode> mode = TagMode.of(opened.extras());
    translates = mode.filter(TagMode.TRANSLATE::equals).isPresent();
    serverTells = mode.isPresent();
    policy.own().refresh();
  }

  /**
   * Sends a datagram of an application; the buffer stays the caller's.
   *
   * @return why it was dropped, or null
   */
  @Nullable DropReason send(Tunnel tunnel, LocalFlow flow, ByteBuf datagram) {
    if (flow.port.isReverse()) {
      return translates ? sendToReverse(tunnel, flow, datagram) : DropReason.NO_SUCH_FLOW;
    }
    if (TagRequest.isOne(datagram)) {
      if (translates) {
        return sendRequest(tunnel, flow, datagram);
      }
      tellOnce(datagram);
    }
    return sendPlain(tunnel, flow, datagram);
  }

  /** Of tags with an address a server that knows modes tells by itself. */
  private void tellOnce(ByteBuf request) {
    boolean reverseTag = TagRequest.isReverse(request);
    if (!told && (reverseTag || (TagRequest.namesAddress(request) && !serverTells))) {
      told = true;
      words.accept(
          "tag-elsewhere: this server passes IP tags as they are, so "
              + (reverseTag
                  ? "no local port leads to the port of a reverse tag"
                  : "what comes by a tag with an address does not come here")
              + "; only tags for the sender's own port (use sender) work");
    }
  }

  private static @Nullable DropReason sendPlain(Tunnel tunnel, LocalFlow flow, ByteBuf datagram) {
    DropReason refusal = tunnel.sendScp(flow.number, datagram);
    if (refusal == null) {
      flow.sent(datagram);
    }
    return refusal;
  }

  private @Nullable DropReason sendToReverse(Tunnel tunnel, LocalFlow flow, ByteBuf datagram) {
    flow.port.answersGoTo(flow);
    TagMark mark = new TagMark(Kind.REVERSE_PORT, flow.port.boardPort());
    DropReason refusal = sendMarked(tunnel, flow, TagAim.marked(ALLOCATOR, mark, datagram));
    if (refusal == null) {
      flow.known();
    }
    return refusal;
  }

  private static @Nullable DropReason sendMarked(Tunnel tunnel, LocalFlow flow, ByteBuf marked) {
    try {
      return tunnel.sendScp(flow.number | DataFrame.MARKED, marked);
    } finally {
      marked.release();
    }
  }

  private @Nullable DropReason sendRequest(Tunnel tunnel, LocalFlow flow, ByteBuf request) {
    DropReason refusal =
        TagRequest.namesAddress(request)
            ? sendAimed(tunnel, flow, request)
            : sendPlain(tunnel, flow, request);
    if (refusal == null) {
      reverse.sent(flow.number, flow.port.address().getAddress(), request);
    }
    return refusal;
  }

  private @Nullable DropReason sendAimed(Tunnel tunnel, LocalFlow flow, ByteBuf request) {
    InetSocketAddress target = TagAim.of(request, flow.application);
    LocalPort port = portTo(flow.port, target, flow.application);
    if (port == null) {
      return sendPlain(tunnel, flow, request);
    }
    LocalFlow aimed = targets.flowTo(port, target);
    if (aimed == null || flow.isOver()) {
      return DropReason.FLOW_LIMIT;
    }
    TagMark mark = aimed.tagMark();
    DropReason refusal = sendMarked(tunnel, flow, TagAim.marked(ALLOCATOR, mark, request, target));
    if (refusal == null) {
      flow.sent(request, aimed);
    }
    return refusal;
  }

  /** The port from which a target is reached; null if it is not to be reached from here. */
  private @Nullable LocalPort portTo(
      LocalPort asked, InetSocketAddress target, InetSocketAddress asker) {
    InetSocketAddress local = asked.address();
    // What the board sends to its own port would go round for ever.
    if (target.equals(local) || targets.isOwnPort(target) || isOfAnotherFamily(local, target)) {
      return null;
    }
    Optional<Kind> kind = policy.of(target.getAddress(), local.getAddress(), asker.getAddress());
    return kind.map(one -> one == Kind.OWN_TARGET ? asked : targets.portToOthers()).orElse(null);
  }

  private static boolean isOfAnotherFamily(InetSocketAddress one, InetSocketAddress other) {
    return !one.getAddress().getClass().equals(other.getAddress().getClass());
  }

  /** The server knows nothing of the reverse tags that the board has: they are set once more. */
  void setReverseTagsAgain() {
    Tunnel tunnel = targets.tunnel();
    for (ReversePorts.Reverse one : reverse.numbered()) {
      LocalFlow flow = targets.flow(one.flow());
      if (flow != null && translates && tunnel != null) {
        sendPlain(tunnel, flow, one.request());
      }
    }
  }

  /** No tag is left. */
  void end() {
    reverse.end();
  }

  /** A port could not be opened. */
  void noReversePort(InetSocketAddress local) {
    reverse.failed(local);
  }

  /** Sets a tag once more for its flow; nothing follows if there is no way. */
  void setAgain(LocalFlow flow, TagSetting setting, int sequence) {
    Tunnel tunnel = targets.tunnel();
    if (tunnel == null) {
      return;
    }
    ByteBuf request = TagRequest.set(ALLOCATOR, setting, sequence, flow.application);
    try {
      if (setting.aim() == TagSetting.Aim.SENDER) {
        tunnel.sendScp(flow.number, request);
      } else if (translates) {
        sendMarked(
            tunnel, flow, TagAim.marked(ALLOCATOR, flow.tagMark(), request, flow.application));
      }
      flow.known();
    } finally {
      request.release();
    }
  }
}
