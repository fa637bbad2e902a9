package org.spinngate.protocol.loss;

import java.util.concurrent.TimeUnit;

/**
 * How many of the packets that one side sends are lost on their way, by comparing what had been
 * sent when a numbered frame left with what the peer says had arrived when that frame came. What is
 * still on its way then counts the same at the beginning and at the end of a measurement.
 *
 * <p>Confined to the event loop; makes no objects.
 */
public final class LossMeter {
  /** Numbers that may be on their way at once. */
  private static final int REMEMBERED = 32;

  private final int[] numbers = new int[REMEMBERED];
  private final int[] packetsThen = new int[REMEMBERED];
  private final int[] copiesThen = new int[REMEMBERED];
  private final long[] leftNanos = new long[REMEMBERED];
  private final Redundancy redundancy;

  private int packets;
  private int copies;
  private boolean begun;
  private int latest;
  private int packetsBefore;
  private int copiesBefore;
  private int arrivedBefore;
  private int copiesArrivedBefore;
  private long totalPackets;
  private long totalCopies;
  private long totalLost;
  private long totalSaved;

  /** Most measurements are of few packets, so parts of one count. */
  private double saved;

  /**
   * @param redundancy told of each measurement
   */
  LossMeter(Redundancy redundancy) {
    this.redundancy = redundancy;
  }

  /** A packet has left for the first time. */
  public void sentPacket() {
    packets++;
  }

  /** A packet has left once more, without having been asked for. */
  void sentCopy() {
    copies++;
    totalCopies++;
  }

  /** A packet has left once more, since the peer asked for it. */
  void resent() {
    copies++;
  }

  /** A frame of this number, which is not 0 and higher than all before, leaves now. */
  public void left(int number, long now) {
    int slot = slot(number);
    numbers[slot] = number;
    packetsThen[slot] = packets;
    copiesThen[slot] = copies;
    leftNanos[slot] = now;
  }

  /**
   * The peer says how much had arrived when the frame of this number came.
   *
   * @return the time since that left in nanoseconds, or -1 if the number is not known (any more)
   */
  public long reported(int number, int arrived, int copiesArrived, long now) {
    int slot = slot(number);
    if (number == 0 || numbers[slot] != number) {
      return -1;
    }
    if (!begun || number - latest > 0) {
      if (begun) {
        measured(
            packetsThen[slot] - packetsBefore,
            copiesThen[slot] - copiesBefore,
            arrived - arrivedBefore,
            copiesArrived - copiesArrivedBefore,
            now);
      }
      begun = true;
      latest = number;
      packetsBefore = packetsThen[slot];
      copiesBefore = copiesThen[slot];
      arrivedBefore = arrived;
      copiesArrivedBefore = copiesArrived;
    }
    return now - leftNanos[slot];
  }

  private void measured(int sent, int sentAgain, int arrived, int arrivedAgain, long now) {
    int lost = sent - arrived;
    int lostOfAll = lost + sentAgain - arrivedAgain;
    totalPackets += sent + sentAgain;
    totalLost += lostOfAll;
    if (sentAgain > 0) {
      // First ones are lost as often as any; those that are not missing came as a copy.
      double firstLost = (double) lostOfAll * sent / (sent + sentAgain);
      saved += firstLost - lost;
      totalSaved = Math.max(totalSaved, Math.round(saved));
    }
    redundancy.measured(sent, sentAgain, lost, lostOfAll, now);
  }

  private static int slot(int number) {
    return number & REMEMBERED - 1;
  }

  /** Of a million packets, each copy counted for itself; -1 before the first measurement. */
  public int lossPerMillion() {
    if (totalPackets == 0) {
      return -1;
    }
    long perMillion = Math.max(0, totalLost) * TimeUnit.SECONDS.toMicros(1) / totalPackets;
    return (int) Math.min(TimeUnit.SECONDS.toMicros(1), perMillion);
  }

  /** How many copies have left without having been asked for. */
  public long copies() {
    return totalCopies;
  }

  /** About how many packets have arrived only because they were sent more than once. */
  public long saved() {
    return totalSaved;
  }
}
