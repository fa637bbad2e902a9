package org.spinngate.bench;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Users who come at an even rate, ask one thing, and leave with the answer.
 *
 * <p>Confined to the event loop of its clients.
 */
final class LoginStream {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Beyond so many on their way, the server does not keep up and nobody else comes. */
  private static final int MOST_UNDER_WAY = 200;

  private final LightClients clients;
  private final int boards;
  private final double perNano;
  private final Latencies times = new Latencies();
  private long begunAt;
  private long came;
  private int underWay;
  private int failed;
  private @Nullable Future<?> ticking;

  LoginStream(LightClients clients, int boards, int perSecond) {
    this.clients = clients;
    this.boards = boards;
    this.perNano = perSecond / (double) TimeUnit.SECONDS.toNanos(1);
  }

  void start() {
    EventLoop loop = clients.loop();
    begunAt = System.nanoTime();
    ticking = loop.scheduleAtFixedRate(this::tick, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
  }

  private void tick() {
    long due = (long) ((System.nanoTime() - begunAt) * perNano);
    for (; came < due && underWay < MOST_UNDER_WAY; came++) {
      come();
    }
  }

  private void come() {
    long at = System.nanoTime();
    underWay++;
    LightSession[] session = new LightSession[1];
    clients
        .open((int) came, boards, time -> answered(session[0], at))
        .addListener(
            (Future<LightSession> opened) -> {
              if (opened.isSuccess()) {
                session[0] = opened.getNow();
                session[0].ask();
              } else {
                failed++;
                underWay--;
              }
            });
  }

  private void answered(LightSession session, long cameAt) {
    times.add(System.nanoTime() - cameAt);
    underWay--;
    session.leave();
  }

  void stop() {
    if (ticking != null) {
      ticking.cancel(false);
    }
  }

  /** From the first packet to the board's answer, of everybody who got one. */
  Latencies times() {
    return times;
  }

  int failed() {
    return failed;
  }
}
