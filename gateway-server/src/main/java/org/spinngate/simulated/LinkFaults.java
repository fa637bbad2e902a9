package org.spinngate.simulated;

import java.time.Duration;

/**
 * What goes wrong between the board and its peers. Probabilities are from 0 to 1 and are drawn from
 * one generator, so that a seed and an order of datagrams give the same faults.
 *
 * @param requestLoss of a datagram on its way to the board, boot packets included
 * @param replyLoss of a datagram on its way from the board
 * @param requestDuplication that a datagram reaches the board twice
 * @param replyDuplication that a datagram leaves the board twice
 * @param delay added to every datagram in each direction; order is kept
 * @param seed of the generator
 */
public record LinkFaults(
    double requestLoss,
    double replyLoss,
    double requestDuplication,
    double replyDuplication,
    Duration delay,
    long seed) {

  /** A perfect wire. */
  public static final LinkFaults NONE = new LinkFaults(0, 0, 0, 0, Duration.ZERO, 1);

  /** Checks the ranges. */
  public LinkFaults {
    checkProbability("requestLoss", requestLoss);
    checkProbability("replyLoss", replyLoss);
    checkProbability("requestDuplication", requestDuplication);
    checkProbability("replyDuplication", replyDuplication);
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must not be negative: " + delay);
    }
  }

  /** The same with other losses. */
  public LinkFaults withLoss(double requests, double replies) {
    return new LinkFaults(requests, replies, requestDuplication, replyDuplication, delay, seed);
  }

  /** The same with other duplications. */
  public LinkFaults withDuplication(double requests, double replies) {
    return new LinkFaults(requestLoss, replyLoss, requests, replies, delay, seed);
  }

  /** The same with another delay in each direction. */
  public LinkFaults withDelay(Duration longer) {
    return new LinkFaults(
        requestLoss, replyLoss, requestDuplication, replyDuplication, longer, seed);
  }

  /** The same with another seed. */
  public LinkFaults withSeed(long other) {
    return new LinkFaults(
        requestLoss, replyLoss, requestDuplication, replyDuplication, delay, other);
  }

  private static void checkProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to 1: " + value);
    }
  }
}
