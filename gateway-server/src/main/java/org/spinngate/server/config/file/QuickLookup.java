package org.spinngate.server.config.file;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Looks up the names of one configuration side by side, and waits for all of them together for a
 * few seconds only: a name server that does not answer would hold a start up for as long as that
 * for each of them. What is not known by then counts as unknown.
 *
 * <p>Thread-safe.
 */
final class QuickLookup implements Addresses.Lookup {
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Addresses.Lookup network;
  private final Executor threads;
  private final LongSupplier nanoTime;
  private final Map<String, FutureTask<InetAddress>> asked = new ConcurrentHashMap<>();
  private long end;

  /**
   * @param network asks for one name and may block
   * @param threads may all stand still
   * @param nanoTime a monotonic clock in nanoseconds
   */
  QuickLookup(Addresses.Lookup network, Executor threads, LongSupplier nanoTime) {
    this.network = network;
    this.threads = threads;
    this.nanoTime = nanoTime;
  }

  @Override
  public void expect(Collection<String> hosts) {
    hosts.forEach(this::ask);
  }

  private FutureTask<InetAddress> ask(String host) {
    return asked.computeIfAbsent(
        host,
        name -> {
          FutureTask<InetAddress> question = new FutureTask<>(() -> network.of(name));
          threads.execute(question);
          return question;
        });
  }

  @Override
  public InetAddress of(String host) throws UnknownHostException {
    FutureTask<InetAddress> question = ask(host);
    try {
      return question.get(Math.max(0, left()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      question.cancel(false);
      throw unknown(host, e);
    } catch (ExecutionException e) {
      throw unknown(host, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, e);
    }
  }

  private static UnknownHostException unknown(String host, Throwable cause) {
    UnknownHostException unknown = new UnknownHostException(host);
    unknown.initCause(cause);
    return unknown;
  }

  /** Of the time that all of them have, which begins with the first. */
  private synchronized long left() {
    long now = nanoTime.getAsLong();
    if (end == 0) {
      end = now + PATIENCE.toNanos();
    }
    return end - now;
  }
}
