package org.spinngate.protocol.testing;

import java.time.Duration;

/**
 * How a {@link StreamRelay} or a {@link DatagramRelay} treats what passes. Neither delay nor jitter
 * nor a rate changes the order; probabilities are from 0 to 1.
 *
 * @param delay the least time that everything takes
 * @param jitter at most this much more, drawn anew each time
 * @param bunch how long everything is held, from the first on, to leave in one burst
 * @param bytesPerSecond the rate, or 0 for any
 * @param longestSegment what arrives on a stream is cut into segments of a random length up to
 *     this, or 0 for as it arrives; nothing to datagrams
 * @param loss of each datagram, or of each segment of a stream: there it comes late, with all that
 *     is behind it, since TCP sends it again
 * @param lossRun how many are lost in a row on the average, 1 or less for each by itself; the share
 *     of all that are lost is the same
 * @param duplication that a datagram comes twice; nothing to streams
 * @param reordering that a datagram is overtaken by those after it; nothing to streams
 */
public record Conditions(
    Duration delay,
    Duration jitter,
    Duration bunch,
    int bytesPerSecond,
    int longestSegment,
    double loss,
    double lossRun,
    double duplication,
    double reordering) {
  /** A network that is not there. */
  public static final Conditions CLEAR =
      new Conditions(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0, 0, 1, 0, 0);

  public Conditions delayedBy(Duration time) {
    return new Conditions(
        time,
        jitter,
        bunch,
        bytesPerSecond,
        longestSegment,
        loss,
        lossRun,
        duplication,
        reordering);
  }

  public Conditions jitteredBy(Duration most) {
    return new Conditions(
        delay, most, bunch, bytesPerSecond, longestSegment, loss, lossRun, duplication, reordering);
  }

  public Conditions bunchedFor(Duration time) {
    return new Conditions(
        delay,
        jitter,
        time,
        bytesPerSecond,
        longestSegment,
        loss,
        lossRun,
        duplication,
        reordering);
  }

  public Conditions limitedTo(int rate) {
    return new Conditions(
        delay, jitter, bunch, rate, longestSegment, loss, lossRun, duplication, reordering);
  }

  public Conditions cutInto(int longest) {
    return new Conditions(
        delay, jitter, bunch, bytesPerSecond, longest, loss, lossRun, duplication, reordering);
  }

  public Conditions losing(double share) {
    return new Conditions(
        delay,
        jitter,
        bunch,
        bytesPerSecond,
        longestSegment,
        share,
        lossRun,
        duplication,
        reordering);
  }

  public Conditions inRunsOf(double mean) {
    return new Conditions(
        delay, jitter, bunch, bytesPerSecond, longestSegment, loss, mean, duplication, reordering);
  }

  public Conditions duplicating(double share) {
    return new Conditions(
        delay, jitter, bunch, bytesPerSecond, longestSegment, loss, lossRun, share, reordering);
  }

  public Conditions reordering(double share) {
    return new Conditions(
        delay, jitter, bunch, bytesPerSecond, longestSegment, loss, lossRun, duplication, share);
  }
}
