package org.spinngate.protocol.pace;

/** A TCP transfer that looks for loss (CUBIC, RFC 9438), without time-outs. */
final class CubicTransfer implements NarrowLine.Sender {
  private static final int SEGMENT = 1_448;
  private static final int PACKET = 1_500;
  private static final double BETA = 0.7;
  private static final double C = 0.4;
  private static final double LEAST = 2;
  private static final double MOST_STEP = 0.5;
  private static final double MILLIS = 1_000;

  private final NarrowLine line;
  private double window = 10;
  private double most = Double.MAX_VALUE;
  private double friendly;
  private long reducedAt;
  private boolean slowStart = true;
  private int under;
  private long sent;
  private long judgedFrom;
  private long millis;
  private long bytes;

  CubicTransfer(NarrowLine line) {
    this.line = line;
    line.add(this);
  }

  /** What has come, in bytes. */
  long bytes() {
    return bytes;
  }

  @Override
  public void tick(long now) {
    millis = now;
    while (under < (int) window) {
      under++;
      long number = sent++;
      line.send(
          PACKET,
          () -> {
            bytes += SEGMENT;
            line.back(this::came);
          },
          () -> line.back(() -> lost(number)));
    }
  }

  private void came() {
    under--;
    if (slowStart) {
      window++;
      return;
    }
    double time = (millis - reducedAt) / MILLIS;
    double back = Math.cbrt(most * (1 - BETA) / C);
    double target = C * Math.pow(time - back, 3) + most;
    friendly += 3 * (1 - BETA) / (1 + BETA) / window;
    double wanted = Math.max(target, friendly);
    window += Math.max(0, Math.min(MOST_STEP, (wanted - window) / window));
  }

  private void lost(long number) {
    under--;
    if (number < judgedFrom) {
      return;
    }
    judgedFrom = sent;
    slowStart = false;
    most = window < most ? window * (1 + BETA) / 2 : window;
    window = Math.max(LEAST, window * BETA);
    friendly = window;
    reducedAt = millis;
  }
}
