package org.spinngate.server.legacy;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.repeat.Repeats;
import org.spinngate.server.log.RepeatsByKey;

/**
 * What the log says of old clients that get no board: nobody else would notice, since they cannot
 * be told. One line a minute for each address, and for all strangers together.
 *
 * <p>Thread-safe.
 */
final class LegacyLog {
  private static final Logger LOG = LoggerFactory.getLogger(LegacyLog.class);
  private static final Duration BETWEEN_REPEATS = Duration.ofMinutes(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  /** Somebody who can forge addresses of an allowed network can use all that it has. */
  private static final int OF_ALL = 60;

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final RepeatsByKey clients;
  private final Repeats allClients;
  private final Repeats strangers;
  private final Repeats crowds;
  private final Repeats faults;

  LegacyLog(LongSupplier nanoTime) {
    this.clients = new RepeatsByKey(1, BETWEEN_REPEATS, nanoTime);
    this.allClients = new Repeats(OF_ALL, TEN_MINUTES, nanoTime);
    this.strangers = new Repeats(1, BETWEEN_REPEATS, nanoTime);
    this.crowds = new Repeats(1, BETWEEN_REPEATS, nanoTime);
    this.faults = new Repeats(1, BETWEEN_REPEATS, nanoTime);
  }

  void notAllowed(InetSocketAddress peer) {
    strangers
        .next()
        .ifPresent(
            more ->
                LOG.info(
                    "no answer to {}: gateway.legacy.allow names no network that it is in{}",
                    NetUtil.toSocketAddressString(peer),
                    Repeats.words(more)));
  }

  void tooMany(InetSocketAddress peer) {
    crowds
        .next()
        .ifPresent(
            more ->
                LOG.warn(
                    "old client {} is not served: there are gateway.legacy.max-clients already{}",
                    NetUtil.toSocketAddressString(peer),
                    Repeats.words(more)));
  }

  void noBoard(InetSocketAddress peer) {
    notServed(peer.getAddress(), "gateway.legacy names no board for it", CloseCause.BOARD_REFUSED);
  }

  void refused(InetAddress address, CloseCause cause, String text, Optional<Holder> holder) {
    notServed(address, text + holder.map(LegacyLog::words).orElse(""), cause);
  }

  private static String words(Holder holder) {
    return " by %s since %s, idle %d s"
        .formatted(holder.user(), TIME.format(holder.since()), holder.idle().toSeconds());
  }

  private void notServed(InetAddress address, String why, CloseCause cause) {
    String host = NetUtil.toAddressString(address);
    clients
        .next(host + " " + cause.label(), allClients::next)
        .ifPresent(
            more ->
                LOG.atWarn()
                    .addKeyValue("cause", cause.label())
                    .log("old client {} is not served: {}{}", host, why, Repeats.words(more)));
  }

  /** Of our own, and not the client's; one a minute of all. */
  void fault(InetSocketAddress peer, Throwable cause) {
    faults
        .next()
        .ifPresent(
            more ->
                LOG.error(
                    "fault while serving old client {}{}",
                    NetUtil.toSocketAddressString(peer),
                    Repeats.words(more),
                    cause));
  }

  void violated(InetSocketAddress peer, String what) {
    clients
        .next(NetUtil.toAddressString(peer.getAddress()) + " framing")
        .ifPresent(
            more ->
                LOG.warn(
                    "connection of old client {} closed: {}, and 1472 is the most{}",
                    NetUtil.toSocketAddressString(peer),
                    what,
                    Repeats.words(more)));
  }
}
