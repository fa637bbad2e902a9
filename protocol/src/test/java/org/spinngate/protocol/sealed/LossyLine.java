package org.spinngate.protocol.sealed;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One direction of a line, in simulated milliseconds. It loses packets one by one or in bursts, and
 * may have some overtaken or doubled; always the same ones for a seed.
 */
final class LossyLine {
  private final SplittableRandom random;
  private final PriorityQueue<Travelling> packets =
      new PriorityQueue<>(
          Comparator.comparingLong(Travelling::due).thenComparingLong(Travelling::number));
  private int delayMillis = 20;
  private double loss;
  private double burst = 1;
  private double late;
  private double twice;
  private boolean losing;
  private long carried;
  private long bytes;
  private long firstBytes;
  private long highest = -1;
  private int bytesPerMilli;
  private int queueMillis;
  private double queueEnds;
  private long lost;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Travelling(byte[] packet, long due, long number) {}

  LossyLine(long seed) {
    random = new SplittableRandom(seed);
  }

  LossyLine delay(int millis) {
    delayMillis = millis;
    return this;
  }

  /** This part of the packets is lost, as many at a time on average. */
  LossyLine lose(double part, double atATime) {
    loss = part;
    burst = atATime;
    return this;
  }

  /** This part is overtaken by what leaves in the next two milliseconds. */
  LossyLine overtake(double part) {
    late = part;
    return this;
  }

  /** This part arrives twice. */
  LossyLine repeat(double part) {
    twice = part;
    return this;
  }

  /** So many bytes pass in a millisecond, and others wait for so long at the most. */
  LossyLine narrow(int bytesEach, int mostMillis) {
    bytesPerMilli = bytesEach;
    queueMillis = mostMillis;
    return this;
  }

  void carry(byte[] packet, long millis) {
    bytes += packet.length;
    if (Packets.counter(packet) > highest) {
      highest = Packets.counter(packet);
      firstBytes += packet.length;
    }
    carried++;
    if (isLost() || isFull(packet.length, millis)) {
      lost++;
      return;
    }
    long due =
        Math.max(millis, (long) queueEnds)
            + delayMillis
            + (late > 0 && random.nextDouble() < late ? 2 : 0);
    packets.add(new Travelling(packet, due, carried));
    if (twice > 0 && random.nextDouble() < twice) {
      packets.add(new Travelling(packet, due + 1, carried));
    }
  }

  private boolean isFull(int length, long millis) {
    if (bytesPerMilli == 0) {
      return false;
    }
    double begins = Math.max(queueEnds, (double) millis);
    boolean full = begins - millis > queueMillis;
    queueEnds = full ? begins : begins + (double) length / bytesPerMilli;
    return full;
  }

  /** In the one state everything is lost, in the other nothing (Gilbert). */
  private boolean isLost() {
    double intoLoss = loss / (burst * (1 - loss));
    losing = losing ? random.nextDouble() >= 1 / burst : random.nextDouble() < intoLoss;
    return losing;
  }

  /** Counts from here on. */
  void begin() {
    bytes = 0;
    firstBytes = 0;
    lost = 0;
    carried = 0;
  }

  /** Hands over what is due. */
  void arrive(long millis, Consumer<byte[]> there) {
    while (!packets.isEmpty() && packets.peek().due <= millis) {
      there.accept(packets.remove().packet);
    }
  }

  /** What is sent now would have to wait for so long. */
  int queueMillis(long millis) {
    return (int) Math.max(0, queueEnds - millis);
  }

  /** All that was sent, lost or not. */
  long bytes() {
    return bytes;
  }

  /** All that was sent for the first time. */
  long firstBytes() {
    return firstBytes;
  }

  long lost() {
    return lost;
  }

  long carried() {
    return carried;
  }
}
