package org.spinngate.server.cluster.member;

import java.time.Duration;

/**
 * How long each part of the timing rule takes.
 *
 * @param ttl how long a gateway may speak to boards after it has sent a beat that counts
 * @param beat from one beat to the next
 * @param guard how much longer the others wait, by their own clocks
 */
public record BeatTimes(Duration ttl, Duration beat, Duration guard) {
  private static final int BEATS = 15;

  /**
   * The system may hold a datagram back so long while it asks where a silent board is: three times,
   * a second apart (Linux, arp(7): mcast_solicit, retrans_time).
   */
  private static final Duration IN_THE_SYSTEM = Duration.ofSeconds(3);

  /**
   * Those that go with a ttl. Two clocks may differ in their rates by a sixth: each by a twelfth,
   * which is how much chrony slews at most by default (chrony.conf(5): maxslewrate).
   */
  public static BeatTimes of(Duration ttl) {
    Duration usual = ttl.multipliedBy(2).dividedBy(5);
    Duration least = ttl.dividedBy(6).plus(IN_THE_SYSTEM);
    return new BeatTimes(ttl, ttl.dividedBy(BEATS), usual.compareTo(least) > 0 ? usual : least);
  }

  /** Those by which a gateway of that ttl is watched: the longer of the two counts. */
  BeatTimes watching(Duration other) {
    return other.compareTo(ttl) > 0 ? of(other) : this;
  }

  /** How long a beat must not have been seen before its gateway may be fenced. */
  Duration untilFence() {
    return ttl.plus(guard);
  }

  /** After so long something is amiss. */
  Duration late() {
    return beat.multipliedBy(3);
  }
}
