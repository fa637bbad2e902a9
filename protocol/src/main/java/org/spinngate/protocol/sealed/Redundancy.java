package org.spinngate.protocol.sealed;

import java.util.concurrent.TimeUnit;

/**
 * Decides how often each packet is sent. A tool waits half a second or more for what is lost; a
 * second copy of a datagram this small costs nearly nothing.
 *
 * <pre>
 *           loss over 0.5 %             of the packets over 0.3 % lost nevertheless (bursts)
 *   once ------------------> twice ----------------------------> three times, five times
 *     ^                        |                                          |
 *     +---- 30 s of a clean line, or for 10 s: far more lost than before -+
 * </pre>
 *
 * <p>Where little is sent, a third time costs nothing that anybody notices, and three times is the
 * least. Copies are the first to go when anything is short: no more are made than fit {@link
 * #MOST_BYTES} a second, all that leaves counted.
 *
 * <p>Confined to the event loop; makes no objects.
 */
final class Redundancy {
  /** The rate in bytes a second, copies included, above which packets are not copied. */
  static final long MOST_BYTES = 5_000_000;

  /** How long a line must have been clean before its packets are sent once again. */
  static final long CLEAN_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** How long none are made when far more is lost, be it for their sake or by an interruption. */
  static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int MOST_COPIES = 4;
  private static final int SAMPLE = 200;
  private static final int SURELY_LOST = 3;
  private static final int LITTLE_BYTES = 250_000;
  private static final int COPIES_OF_LITTLE = 2;
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long MEASURED_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double LOSSY = 0.005;
  private static final double STILL_LOSSY = 0.003;
  private static final double FAR_MORE_TIMES = 3;
  private static final double FAR_MORE = 0.1;

  private int copies;
  private double lossAtFirst;
  private long lossyAt;
  private boolean pausing;
  private long pausedAt;
  private long paidUntil;
  private long measuringSince;
  private long measuredBytes;
  private long bytesPerSecond;
  private boolean everPaid;
  private int sent;
  private int sentAgain;
  private int lost;
  private int lostOfAll;

  /** How many more times packets are to be sent at the least, rate permitting. */
  int copies() {
    return pausing ? 0 : copies;
  }

  /**
   * How many more times a packet is to be sent that leaves now, for which it is paid by this.
   *
   * @param bytes of the packet
   */
  int copiesOf(int bytes, long now) {
    measure(bytes, now);
    pay(bytes, now);
    if (copies() == 0 || !mayCopy(now)) {
      return 0;
    }
    int wanted = bytesPerSecond < LITTLE_BYTES ? Math.max(COPIES_OF_LITTLE, copies) : copies;
    return (int) Math.min(wanted, MOST_BYTES / Math.max(1, bytesPerSecond) - 1);
  }

  private void measure(int bytes, long now) {
    if (!everPaid) {
      measuringSince = now;
    }
    long time = now - measuringSince;
    if (time >= MEASURED_NANOS) {
      bytesPerSecond = time > SECOND ? 0 : measuredBytes * SECOND / time;
      measuringSince = now;
      measuredBytes = 0;
    }
    measuredBytes += bytes;
  }

  /** A packet or a copy of so many bytes leaves. */
  void pay(int bytes, long now) {
    long from = everPaid && paidUntil - now > 0 ? paidUntil : now;
    everPaid = true;
    paidUntil = from + bytes * SECOND / MOST_BYTES;
  }

  /** Whether the rate allows another copy. */
  boolean mayCopy(long now) {
    return paidUntil - now < BURST_NANOS;
  }

  /**
   * Takes a measurement.
   *
   * @param packets sent for the first time
   * @param again how many copies were sent
   * @param missing of the packets, how many have not arrived by any copy
   * @param missingOfAll of packets and copies together
   */
  void measured(int packets, int again, int missing, int missingOfAll, long now) {
    sent += packets;
    sentAgain += again;
    lost += missing;
    lostOfAll += missingOfAll;
    int all = sent + sentAgain;
    if (all >= SAMPLE || lostOfAll >= SURELY_LOST) {
      judge((double) lostOfAll / Math.max(1, all), all >= SAMPLE, now);
      sent = 0;
      sentAgain = 0;
      lost = 0;
      lostOfAll = 0;
    }
  }

  private void judge(double loss, boolean full, long now) {
    if (lostOfAll >= 2 && loss > LOSSY) {
      lossyAt = now;
      lossy(loss, full, now);
    } else if (now - lossyAt >= CLEAN_NANOS) {
      copies = 0;
      pausing = false;
    }
  }

  private void lossy(double loss, boolean full, long now) {
    boolean farMore = full && loss > FAR_MORE_TIMES * lossAtFirst + FAR_MORE;
    boolean pauseIsOver = pausing && !farMore && now - pausedAt >= PAUSE_NANOS;
    if (copies == 0 || pauseIsOver) {
      copies = 1;
      pausing = false;
      lossAtFirst = loss;
    } else if (farMore) {
      // The line is too narrow for more, and the copies may be what fills it.
      pausing = true;
      pausedAt = now;
    } else if (sentAgain > 0 && lost >= 2 && lost > STILL_LOSSY * sent) {
      copies = Math.min(MOST_COPIES, 2 * copies);
    }
  }
}
