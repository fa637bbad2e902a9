package org.spinngate.server.front;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.Repeats;
import org.spinngate.server.link.LoginMeter;
import org.spinngate.server.link.LoginResult;
import org.spinngate.server.net.Peer;

/**
 * The load balancers in front of the gateway: which of them are believed, how many of their
 * connections may be without a header at a time, and what the log says of those that go wrong: a
 * line a minute of each kind at most, since all users connect through them.
 *
 * <p>Thread-safe.
 */
public final class Balancers {
  private static final Logger LOG = LoggerFactory.getLogger(Balancers.class);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final Predicate<InetAddress> trusted;
  private final IntSupplier most;
  private final Supplier<Duration> deadline;
  private final LoginMeter meter;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Repeats troubles;
  private final Repeats strangers;
  private final Faults faults;

  /** What may be wrong with a connection of a balancer that is believed. */
  enum Trouble {
    /** What comes is no header. */
    MISSING(
        LoginResult.HANDSHAKE,
        "it sends no PROXY protocol header; have it send one (send-proxy-v2)"),
    /** What begins as a header is none, or is too long. */
    BROKEN(LoginResult.HANDSHAKE, "its header is broken, or longer than any should be"),
    /** Nothing has come, or only a part. */
    LATE(LoginResult.TIMEOUT, "its header did not come within limits.login-deadline"),
    /** More connections are without a header than there may be connections. */
    CROWD(LoginResult.OVERLOADED, "limits.connections wait for their headers already");

    private final LoginResult result;
    private final String words;

    Trouble(LoginResult result, String words) {
      this.result = result;
      this.words = words;
    }
  }

  /**
   * @param trusted whether the balancer at an address is believed
   * @param most connections at a time that are without a header
   * @param deadline how long each of them may be
   * @param meter counts whom nobody lets in
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public Balancers(
      Predicate<InetAddress> trusted,
      IntSupplier most,
      Supplier<Duration> deadline,
      LoginMeter meter,
      LongSupplier nanoTime) {
    this.trusted = trusted;
    this.most = most;
    this.deadline = deadline;
    this.meter = meter;
    this.troubles = new Repeats(1, BETWEEN_LINES, nanoTime);
    this.strangers = new Repeats(1, BETWEEN_LINES, nanoTime);
    this.faults =
        new Faults(
            nanoTime,
            (fault, more) -> LOG.error("fault at the header of a connection{}", more, fault));
  }

  /** Whether the other end of a connection's socket is a balancer that is believed. */
  boolean trust(Channel connection) {
    return connection.remoteAddress() instanceof InetSocketAddress remote
        && trusted.test(remote.getAddress());
  }

  /**
   * Whether there may be one more connection without a header; it must {@link #leave} when it has
   * one, or is closed. Theirs are everybody's, so there is no limit of one address.
   */
  boolean admit(Channel connection) {
    if (waiting.incrementAndGet() <= most.getAsInt()) {
      return true;
    }
    leave();
    tell(connection, Trouble.CROWD);
    return false;
  }

  /** One connection less is without a header. */
  void leave() {
    waiting.decrementAndGet();
  }

  /** How many connections are without a header. */
  int waiting() {
    return waiting.get();
  }

  /** How long a connection may be without a header. */
  Duration deadline() {
    return deadline.get();
  }

  /** A connection of a balancer that is believed ends without a header that can be used. */
  void tell(Channel connection, Trouble what) {
    meter.login(what.result);
    troubles
        .next()
        .ifPresent(
            more ->
                LOG.warn(
                    "closed a connection of load balancer {}: {}{}",
                    Peer.text(connection),
                    what.words,
                    Repeats.words(more)));
  }

  /** A connection begins with a header although its address is not trusted. */
  void tellOfStranger(Channel connection) {
    strangers
        .next()
        .ifPresent(
            more ->
                LOG.info(
                    "not believed: {} says by a PROXY protocol header who is connected; if it is"
                        + " your load balancer, name it in gateway.limits.trusted-proxies{}",
                    Peer.text(connection),
                    Repeats.words(more)));
  }

  /** Of our own. */
  void fault(Throwable what) {
    faults.accept(what);
  }
}
