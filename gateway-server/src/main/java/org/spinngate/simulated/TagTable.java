package org.spinngate.simulated;

import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The sixteen IP tags of a board's Ethernet chip: 0 to 7 belong to applications, 8 to 15 are lent
 * to requests until they are answered. A request that finds none is lost, and one that is never
 * answered keeps its tag for the transient timeout, 2.56 s unless changed. All are free after each
 * boot (public source: spinnaker_tools scamp-3.c, {@code tag_table}, {@code iptag_timer}).
 *
 * <p>Expiry is noticed when a tag is looked at; only a reverse tag, which holds a port open, has a
 * timer. Event loop only.
 */
final class TagTable {
  static final int SIZE = 16;
  static final int FIXED = 8;
  static final int NONE = 255;

  private static final int DEFAULT_TRANSIENT_TIMEOUT = 9;

  private final TagEntry[] entries = new TagEntry[SIZE];
  private final EventExecutor loop;
  private final Network network;
  private final Arp arp;
  private int transientTimeout = DEFAULT_TRANSIENT_TIMEOUT;

  TagTable(EventExecutor loop, Network network, Arp arp) {
    this.loop = loop;
    this.network = network;
    this.arp = arp;
    Arrays.setAll(entries, tag -> new TagEntry());
  }

  /** The table of a chip without Ethernet, on the same event loop. */
  TagTable unconnected(ScampRelease release) {
    return new TagTable(loop, new NoEthernet(), Arp.unconnected(loop, release));
  }

  /**
   * Lends a tag for one reply, or {@link #NONE}. The timeout's code is among its flags, as on the
   * board (scamp-3.c, {@code transient_tag}).
   */
  int lend(InetSocketAddress sender) {
    int tag = free();
    if (tag != NONE) {
      int flags = TagEntry.TRANSIENT | transientTimeout;
      int ticks = TagEntry.ticks(transientTimeout);
      entries[tag].set(new TagCommand(flags, ticks, sender, 0, 0, 0));
      entries[tag].validate(now());
    }
    return tag;
  }

  /** Remembers the sender of a message, so that a tag for it needs no ARP. */
  void heardFrom(InetSocketAddress sender) {
    arp.learn(sender.getAddress());
  }

  /** The lowest free tag of the pool, or {@link #NONE}. */
  int free() {
    for (int tag = FIXED; tag < SIZE; tag++) {
      if (live(tag).isFree()) {
        return tag;
      }
    }
    return NONE;
  }

  /** Whether a request may name this tag for its reply: it is set, if not valid yet. */
  boolean isSet(int tag) {
    return tag < SIZE && !live(tag).isFree();
  }

  /** The tag's entry if something can be sent through it, or null. */
  @Nullable TagEntry valid(int tag) {
    return tag < SIZE && live(tag).is(TagEntry.VALID) ? entries[tag] : null;
  }

  /** The lowest application's tag that listens on a port, or {@link #NONE}. */
  int listeningOn(int port) {
    for (int tag = 0; tag < FIXED; tag++) {
      if (live(tag).listenPort() == port) {
        return tag;
      }
    }
    return NONE;
  }

  /**
   * Sets a tag anew, ending its last life. A reverse tag is valid at once, any other as soon as its
   * host is found (scamp-cmd.c, {@code cmd_iptag}).
   */
  void set(int tag, TagCommand setting) {
    TagEntry entry = entries[tag];
    int before = entry.listenPort();
    entry.set(setting);
    if (setting.isReverse()) {
      listen(tag, setting);
    } else if (arp.knows(setting.host().getAddress())) {
      entry.validate(now());
    } else {
      arp.ask(setting.host().getAddress(), this::found);
    }
    leave(before);
  }

  private void listen(int tag, TagCommand setting) {
    entries[tag].validate(now());
    if (setting.listenPort() != 0) {
      network.listen(setting.listenPort());
    }
    if (setting.ticks() != 0) {
      int serial = entries[tag].serial();
      Runnable expiry = () -> clearIfSame(tag, serial);
      var unused = new LaterTask(expiry).in(loop, setting.ticks() * 10L, TimeUnit.MILLISECONDS);
    }
  }

  private void clearIfSame(int tag, int serial) {
    if (entries[tag].serial() == serial) {
      clear(tag);
    }
  }

  /** An answer makes one tag valid, the first that waits for it (spinn_net.c, {@code arp_pkt}). */
  private void found(InetAddress host) {
    for (TagEntry entry : entries) {
      if (entry.is(TagEntry.PENDING) && entry.destination().getAddress().equals(host)) {
        entry.validate(now());
        return;
      }
    }
  }

  /** Frees a tag; all but its flags can still be read (scamp-cmd.c, {@code IPTAG_CLR}). */
  void clear(int tag) {
    int before = entries[tag].listenPort();
    entries[tag].clear();
    leave(before);
  }

  /** Closes a port if no tag listens on it any more; 0 is none. */
  private void leave(int port) {
    if (port != 0 && Arrays.stream(entries).noneMatch(entry -> entry.listenPort() == port)) {
      network.stopListening(port);
    }
  }

  void clearAll() {
    for (int tag = 0; tag < SIZE; tag++) {
      clear(tag);
    }
  }

  /** The raw entry, in use or not. */
  TagEntry entry(int tag) {
    return live(tag);
  }

  int transientTimeout() {
    return transientTimeout;
  }

  void transientTimeout(int code) {
    transientTimeout = code;
  }

  long now() {
    return loop.ticker().nanoTime();
  }

  private TagEntry live(int tag) {
    TagEntry entry = entries[tag];
    if (!entry.isFree() && entry.hasExpired(now())) {
      clear(tag);
    }
    return entry;
  }
}
