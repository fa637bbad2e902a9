package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.tag.Tag;
import org.spinngate.protocol.tag.TagRequest;

/**
 * The local ports of reverse tags: by such a tag the board listens on another UDP port, so the
 * client listens on the same one, as long as the tag lives.
 *
 * <p>Which number the board gives to a new tag is not looked for: the port of such a tag stays
 * until the session ends. Confined to the one event loop.
 */
final class ReversePorts {
  /** As many as a board with three Ethernet chips has fixed tags. */
  private static final int MOST = 24;

  private final Opener opener;
  private final Consumer<String> words;
  private boolean told;
  private final Map<Integer, Reverse> byTag = new HashMap<>();
  private final List<Reverse> unnumbered = new ArrayList<>();
  private final Map<InetSocketAddress, Runnable> closers = new HashMap<>();

  /** Opens ports. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens a port, or tells the user why it cannot be.
     *
     * @return closes it, if it is open by then
     */
    Runnable open(InetSocketAddress local);
  }

  /**
   * A reverse tag.
   *
   * @param flow by which it was set
   * @param local where it is to be reached
   * @param request by which it was set; it wants no reply
   */
  record Reverse(int flow, InetSocketAddress local, ByteBuf request) {}

  /**
   * @param words takes lines for the user
   */
  ReversePorts(Opener opener, Consumer<String> words) {
    this.opener = opener;
    this.words = words;
  }

  /**
   * A request about a tag has been sent.
   *
   * @param flow its number
   * @param local the address at which it was made
   * @param request stays the caller's
   */
  void sent(int flow, InetAddress local, ByteBuf request) {
    if (TagRequest.isReverse(request) && TagRequest.port(request) != 0) {
      InetSocketAddress port = new InetSocketAddress(local, TagRequest.port(request));
      ByteBuf again = Unpooled.wrappedBuffer(ByteBufUtil.getBytes(request));
      TagRequest.wantNoReply(again);
      set(TagRequest.named(request), new Reverse(flow, port, again));
    } else if (TagRequest.isSet(request) || TagRequest.isClear(request)) {
      close(byTag.remove(TagRequest.named(request).key()));
    }
  }

  private boolean isTooMany(Reverse reverse) {
    boolean full = byTag.size() + unnumbered.size() >= MOST && !closers.containsKey(reverse.local);
    if (full && !told) {
      told = true;
      words.accept(
          "there are "
              + MOST
              + " reverse IP tags with a local port already; no port is opened for more");
    }
    return full;
  }

  private void set(Tag tag, Reverse reverse) {
    if (isTooMany(reverse)) {
      return;
    }
    Reverse former = null;
    if (!TagRequest.isSet(reverse.request)) {
      unnumbered.removeIf(one -> one.local.equals(reverse.local));
      unnumbered.add(reverse);
    } else if (tag.exists()) {
      former = byTag.put(tag.key(), reverse);
    } else {
      return;
    }
    closers.computeIfAbsent(reverse.local, opener::open);
    close(former);
  }

  private void close(@Nullable Reverse former) {
    if (former != null && all().stream().noneMatch(one -> one.local.equals(former.local))) {
      Runnable closer = closers.remove(former.local);
      if (closer != null) {
        closer.run();
      }
    }
  }

  /** Those whose number is known, so that they can be set once more. */
  List<Reverse> numbered() {
    return List.copyOf(byTag.values());
  }

  private List<Reverse> all() {
    List<Reverse> all = new ArrayList<>(byTag.values());
    all.addAll(unnumbered);
    return all;
  }

  /** A port could not be opened; the next request that sets its tag tries it again. */
  void failed(InetSocketAddress local) {
    closers.remove(local);
  }

  /** No tag is left. */
  void end() {
    byTag.clear();
    unnumbered.clear();
    closers.values().forEach(Runnable::run);
    closers.clear();
  }
}
