package org.spinngate.protocol.loss;

import java.util.concurrent.TimeUnit;

/**
 * Decides how often each packet is sent without having been asked for, and whether any is sent more
 * than once. A tool waits half a second or more for what is lost; a second copy of a datagram this
 * small costs nearly nothing.
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
 * #MOST_BYTES} a second, all that leaves counted. A stream, where much more leaves than comes, has
 * none if the peer asks for what is lost in time: what nobody waits for may come a round trip
 * later, for a fiftieth of the bytes. And nothing is sent more than once while the line seems full.
 *
 * <p>Confined to the event loop; makes no objects.
 */
final class Redundancy {
  /** The rate in bytes a second, copies included, above which packets are not copied. */
  static final long MOST_BYTES = 5_000_000;

  /** How long a line must have been clean before its packets are sent once again. */
  static final long CLEAN_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** How long none are made when far more is lost, because of them or by an interruption. */
  static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int MOST_COPIES = 4;
  private static final int SAMPLE = 200;
  private static final int SURELY_LOST = 3;
  private static final int LITTLE_BYTES = 250_000;
  private static final int COPIES_OF_LITTLE = 2;
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long MEASURED_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long TALK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int STREAM_TIMES = 2;
  private static final int STREAM_MORE = 16;

  /** If more packets than that were sent again, most of them were copies. */
  private static final double RESENT_AT_MOST = 0.25;

  private static final double LOSSY = 0.005;
  private static final double STILL_LOSSY = 0.003;
  private static final double FAR_MORE_TIMES = 3;
  private static final double FAR_MORE = 0.1;

  private final CongestionWatch line = new CongestionWatch();
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
  private boolean streams;
  private boolean everTalked;
  private long talkedAt;
  private int leftBefore;
  private int cameBefore;
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
    boolean little = isLittle();
    if (copies() == 0 || !mayCopy(now) || (streams && !little)) {
      return 0;
    }
    int wanted = little ? Math.max(COPIES_OF_LITTLE, copies) : copies;
    return (int) Math.min(wanted, MOST_BYTES / Math.max(1, bytesPerSecond) - 1);
  }

  /**
   * Looks which way the datagrams go.
   *
   * @param left how many have left, modulo 2^32
   * @param came how many have come, modulo 2^32
   * @param repairs whether the peer asks for what is lost, and in time
   */
  void talked(int left, int came, boolean repairs, long now) {
    if (everTalked && now - talkedAt < TALK_NANOS) {
      return;
    }
    streams = repairs && left - leftBefore > STREAM_TIMES * (came - cameBefore) + STREAM_MORE;
    everTalked = true;
    talkedAt = now;
    leftBefore = left;
    cameBefore = came;
  }

  /** Whether a packet may be sent again that the peer asks for. */
  boolean mayResend(long now) {
    return !line.isCongested(now);
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

  /** A stream that has just begun shows before its first measurement is over. */
  private boolean isLittle() {
    long most = LITTLE_BYTES * MEASURED_NANOS / SECOND;
    return bytesPerSecond < LITTLE_BYTES && measuredBytes < most;
  }

  /** A packet or a copy of so many bytes leaves. */
  void pay(int bytes, long now) {
    long from = everPaid && paidUntil - now > 0 ? paidUntil : now;
    everPaid = true;
    paidUntil = from + bytes * SECOND / MOST_BYTES;
  }

  /** Whether the rate and the line allow another copy. */
  boolean mayCopy(long now) {
    return paidUntil - now < BURST_NANOS && !line.isCongested(now);
  }

  /**
   * Takes a measurement.
   *
   * @param packets sent for the first time
   * @param again how many were sent once more, as copies or because the peer asked
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
      // A network that doubles packets makes it seem that fewer than none are lost.
      judge((double) Math.max(0, lostOfAll) / Math.max(1, all), all >= SAMPLE, now);
      sent = 0;
      sentAgain = 0;
      lost = 0;
      lostOfAll = 0;
    }
  }

  private void judge(double loss, boolean full, long now) {
    if (full) {
      line.measured(loss, (double) bytesPerSecond, now);
    }
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
    } else if (sentAgain > RESENT_AT_MOST * sent && lost >= 2 && lost > STILL_LOSSY * sent) {
      copies = Math.min(MOST_COPIES, 2 * copies);
    }
  }
}
