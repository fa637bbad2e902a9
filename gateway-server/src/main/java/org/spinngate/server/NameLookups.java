package org.spinngate.server;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.RepeatedTask;

/**
 * Looks up the names that boards are described by: those that are not known after 5 s, 10 s, and so
 * on up to a minute, and the others once a minute, in case they mean something else by then.
 *
 * <p>A name server that is not there lets each question wait. So a slow failure ends a round, and
 * the next one begins with the name that has not been asked for longest.
 *
 * <p>Has a thread of its own, on which everything happens but {@link #close}.
 */
final class NameLookups implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NameLookups.class);
  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final long SHORTEST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Supplier<? extends Iterable<String>> names;
  private final Lookup lookup;
  private final LongSupplier nanoTime;
  private final Consumer<Map<String, InetAddress>> news;
  private final Map<String, Name> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final EventExecutor thread =
      new DefaultEventExecutor(new DefaultThreadFactory("board-names"));

  /** Asks the network for the address of a name; may take long. */
  interface Lookup {
    /** The address that it has now. */
    InetAddress of(String host) throws UnknownHostException;
  }

  /** What is known of one name. */
  private record Name(String host, long askedAt, long pause, boolean failed) {
    boolean isDue(long now) {
      return now - askedAt >= pause;
    }
  }

  /**
   * @param names of this moment
   * @param news told what names mean, after each round in which one was asked
   */
  NameLookups(
      Supplier<? extends Iterable<String>> names,
      Lookup lookup,
      LongSupplier nanoTime,
      Consumer<Map<String, InetAddress>> news) {
    this.names = names;
    this.lookup = lookup;
    this.nanoTime = nanoTime;
    this.news = news;
  }

  /** Asks the system, for an address that a board can have. */
  static InetAddress ofIpv4(String host) throws UnknownHostException {
    return Stream.of(InetAddress.getAllByName(host))
        .filter(Inet4Address.class::isInstance)
        .findFirst()
        .orElseThrow(() -> new UnknownHostException(host + " has no IPv4 address"));
  }

  /** Begins, now. */
  void start() {
    Faults faults =
        new Faults(nanoTime, (fault, more) -> LOG.error("fault in a look-up{}", more, fault));
    RepeatedTask.start(thread, Duration.ZERO, ROUND, this::round, faults);
  }

  /** One round. */
  void round() {
    TreeSet<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.get().forEach(wanted::add);
    known.keySet().retainAll(wanted);
    long now = nanoTime.getAsLong();
    wanted.forEach(host -> known.putIfAbsent(host, new Name(host, now - 1, 0, false)));
    List<Name> due =
        known.values().stream()
            .filter(name -> name.isDue(now))
            .sorted(Comparator.comparingLong(name -> name.askedAt - now))
            .toList();
    Map<String, InetAddress> found = new HashMap<>();
    for (Name name : due) {
      if (!ask(name, found)) {
        break;
      }
    }
    news.accept(found);
  }

  /** Whether there is time for more. */
  private boolean ask(Name name, Map<String, InetAddress> found) {
    long began = nanoTime.getAsLong();
    try {
      found.put(name.host, lookup.of(name.host));
      if (name.failed) {
        LOG.info("{} can be resolved now", name.host);
      }
      known.put(name.host, new Name(name.host, began, LONGEST_NANOS, false));
      return true;
    } catch (UnknownHostException e) {
      if (!name.failed) {
        LOG.warn("{} cannot be resolved now; it is looked up again", name.host);
      }
      long pause = Math.max(SHORTEST_NANOS, name.failed ? 2 * name.pause : 0);
      known.put(name.host, new Name(name.host, began, Math.min(LONGEST_NANOS, pause), true));
      return nanoTime.getAsLong() - began < SLOW_NANOS;
    }
  }

  @Override
  public void close() {
    thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
