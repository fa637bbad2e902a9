package org.spinngate.simulated;

import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The sixteen IP tags of a board's Ethernet chip: 0 to 7 belong to applications, 8 to 15 are lent
 * to requests until they are answered. A request that finds none is lost, and one that is never
 * answered keeps its tag for the transient timeout, 2.56 s unless changed.
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
  private int transientTimeout = DEFAULT_TRANSIENT_TIMEOUT;

  TagTable(EventExecutor loop, Network network) {
    this.loop = loop;
    this.network = network;
    for (int tag = 0; tag < SIZE; tag++) {
      entries[tag] = new TagEntry();
    }
  }

  /** Lends a tag for one reply, or {@link #NONE}. */
  int lend(InetSocketAddress sender) {
    int tag = free();
    if (tag != NONE) {
      int flags = TagEntry.VALID | TagEntry.TRANSIENT;
      entries[tag].set(sender, flags, TagEntry.ticks(transientTimeout), now());
    }
    return tag;
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

  /** The tag's entry if something can be sent through it, or null. */
  @Nullable TagEntry valid(int tag) {
    return tag < SIZE && live(tag).is(TagEntry.VALID) ? entries[tag] : null;
  }

  /** The application's tag that listens on a port, or {@link #NONE}. */
  int listeningOn(int port) {
    for (int tag = 0; tag < FIXED; tag++) {
      TagEntry entry = live(tag);
      if (entry.is(TagEntry.VALID) && entry.is(TagEntry.REVERSE) && entry.receivePort() == port) {
        return tag;
      }
    }
    return NONE;
  }

  /** Sets a tag anew, ending its last life. */
  void program(int tag, InetSocketAddress to, int flags, int ticks) {
    clear(tag);
    entries[tag].set(to, flags, ticks, now());
  }

  /** Makes a tag just programmed a reverse tag: opens its port. */
  void receive(int tag, int onPort, int toChip, int toPort) {
    entries[tag].setReceiver(onPort, toChip, toPort);
    network.listen(onPort);
  }

  /** Sees to it that the port of a reverse tag closes when its time is over. */
  void expireAfter(int tag, int ticks) {
    int serial = entries[tag].serial();
    Runnable expiry = () -> clearIfSame(tag, serial);
    var unused = new LaterTask(expiry).in(loop, ticks * 10L, TimeUnit.MILLISECONDS);
  }

  private void clearIfSame(int tag, int serial) {
    if (entries[tag].serial() == serial) {
      clear(tag);
    }
  }

  void clear(int tag) {
    TagEntry entry = entries[tag];
    boolean listened = entry.is(TagEntry.REVERSE) && entry.is(TagEntry.VALID);
    entry.clear();
    if (listened && listeningOn(entry.receivePort()) == NONE) {
      network.stopListening(entry.receivePort());
    }
  }

  void clearAll() {
    for (int tag = 0; tag < SIZE; tag++) {
      clear(tag);
    }
  }

  /** The raw entry, whatever its state. */
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
