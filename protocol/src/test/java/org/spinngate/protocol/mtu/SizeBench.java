package org.spinngate.protocol.mtu;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A sender of packets and a line that loses those that are longer than it likes, and some others;
 * in simulated milliseconds, always the same for a seed. The peer reports every 150 ms, and at once
 * when a probe comes.
 */
final class SizeBench {
  private static final int REPORT_MILLIS = 150;

  private final SplittableRandom random;
  private final Deque<Reported> reports = new ArrayDeque<>();
  private int longest = PacketSize.MOST;
  private final PacketSize size = new PacketSize(() -> longest);
  private int passes = Integer.MAX_VALUE;
  private int roundTripMillis = 40;
  private double loss;
  private long millis = Integer.MAX_VALUE;
  private int came;
  private int probes;
  private int lostPackets;

  /** A report on its way. */
  private record Reported(int probe, long due) {}

  SizeBench(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Of an IP packet by IPv4, so many bytes pass, from here on. */
  SizeBench mtu(int bytes) {
    passes = bytes - 28;
    return this;
  }

  /** The socket sends no longer ones whole. */
  SizeBench longest(int bytes) {
    longest = bytes;
    return this;
  }

  SizeBench roundTrip(int each) {
    roundTripMillis = each;
    return this;
  }

  /** This part of the packets is lost each way, of all sizes alike. */
  SizeBench lose(double part) {
    loss = part;
    return this;
  }

  PacketSize size() {
    return size;
  }

  long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  int limit() {
    return size.limit(nanos());
  }

  /** How many probes have left. */
  int probes() {
    return probes;
  }

  /** How many of the packets of a stream the line has lost for their length. */
  int lostPackets() {
    return lostPackets;
  }

  /** The path is proved, and the peer knows probes. */
  SizeBench begin() {
    size.use(true);
    return this;
  }

  /** Nothing but questions and answers. */
  SizeBench idle(int forMillis) {
    return pass(forMillis, false);
  }

  /** Each millisecond a packet leaves that is as long as it may be. */
  SizeBench stream(int forMillis) {
    return pass(forMillis, true);
  }

  private SizeBench pass(int forMillis, boolean streaming) {
    for (int i = 0; i < forMillis; i++) {
      millis++;
      while (!reports.isEmpty() && reports.peek().due <= millis) {
        size.offered(PacketSize.MOST);
        size.came(reports.remove().probe, nanos());
        probe();
      }
      if (millis % REPORT_MILLIS == 0) {
        report();
        probe();
      }
      if (streaming) {
        lostPackets += size.limit(nanos()) > passes ? 1 : 0;
        size.want();
        probe();
      }
    }
    return this;
  }

  private void probe() {
    int bytes = size.due(nanos());
    if (bytes > 0) {
      probes++;
      int number = size.left(bytes, nanos());
      if (bytes <= passes && random.nextDouble() >= loss) {
        came = number;
        report();
      }
    }
  }

  private void report() {
    if (random.nextDouble() >= loss) {
      reports.add(new Reported(came, millis + roundTripMillis));
    }
  }
}
