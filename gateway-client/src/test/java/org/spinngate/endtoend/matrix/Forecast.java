package org.spinngate.endtoend.matrix;

import java.time.Duration;

/** Says what a tool must see, from its patience and from how long nothing passes. */
final class Forecast {
  /** The gateway delivers no request that is older than 500 ms; some time remains for the way. */
  private static final Duration FRESH = Duration.ofMillis(400);

  /** For the way, and for a machine that has much to do. */
  private static final Duration MARGIN = Duration.ofMillis(300);

  /** All tools wait for so long after a boot. */
  private static final Duration AFTER_BOOT = Duration.ofSeconds(2);

  /** How long SpiNNMan goes on with three boots, at least, and at most. */
  private static final Duration THREE_BOOTS = Duration.ofSeconds(22);

  private static final Duration ALL_BOOTS_FAIL = Duration.ofSeconds(36);

  private final Tool tool;
  private final Carrier carrier;
  private final Duration roundTrip;

  /** For this tool, by this carrier, on a way of this length. */
  Forecast(Tool tool, Carrier carrier, Duration roundTrip) {
    this.tool = tool;
    this.carrier = carrier;
    this.roundTrip = roundTrip;
  }

  Expectation of(Job job, Silence silence) {
    if (silence.least().compareTo(job == Job.BOOT ? hopelessBoot() : tool.patience()) >= 0) {
      return Expectation.ERROR;
    }
    if (silence.most().compareTo(job == Job.BOOT ? bearableBoot() : bearable()) > 0) {
      return Expectation.DONE_OR_ERROR;
    }
    boolean brief = silence.most().plus(roundTrip).compareTo(tool.timeout()) < 0;
    return brief && keeps(silence) ? Expectation.UNNOTICED : Expectation.SLOWER;
  }

  /** A stream brings later what was sent in a silence; a packet is lost. */
  private boolean keeps(Silence silence) {
    return carrier == Carrier.STREAM || silence.most().isZero();
  }

  /** The last request must be fresh when the way is free again, and answered in time. */
  private Duration bearable() {
    Duration fresh = tool.lastTry().plus(FRESH);
    Duration answered = tool.patience().minus(roundTrip).minus(MARGIN);
    return fresh.compareTo(answered) < 0 ? fresh : answered;
  }

  /**
   * What remains of a boot is sent once more, then the board needs its time until it answers; the
   * tool has sent the rest meanwhile, waits for two seconds, and asks.
   */
  private Duration bearableBoot() {
    return tool == Tool.SPINNMAN ? THREE_BOOTS : slack().minus(MARGIN).minus(tool.timeout());
  }

  private Duration hopelessBoot() {
    return tool == Tool.SPINNMAN ? ALL_BOOTS_FAIL : slack().plus(restOfBoot());
  }

  private Duration slack() {
    return AFTER_BOOT.plus(tool.patience()).minus(Bench.ETHERNET_UP);
  }

  /** Of about 20 packets. */
  private Duration restOfBoot() {
    return tool == Tool.YBUG ? Duration.ofMillis(250) : Duration.ofMillis(1100);
  }
}
