package org.spinngate.bench;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Takes one server through growing numbers of sessions. Used by one thread, which it blocks. */
final class ScaleRun {
  private static final int OPENING_AT_A_TIME = 32;
  private static final long PATIENCE_SECONDS = 120;
  private static final long SETTLING_MILLIS = 500;
  private static final int OPENING_STEPS = 200;
  private static final long STEP_MILLIS = 10;

  /** Longer than a session counts as in use, and is asked often whether it is there. */
  private static final long SILENCE_MILLIS = 6_000;

  private final ScalePlan plan;
  private final ScaleServer server;
  private final LightClients residents;
  private final LightClients visitors;
  private final int boards;
  private final List<LightSession> sessions = new ArrayList<>();
  private volatile LongConsumer answered = time -> {};

  /**
   * @param residents the sessions that stay
   * @param visitors the users who come and go
   */
  ScaleRun(
      ScalePlan plan,
      ScaleServer server,
      LightClients residents,
      LightClients visitors,
      int boards) {
    this.plan = plan;
    this.server = server;
    this.residents = residents;
    this.visitors = visitors;
    this.boards = boards;
  }

  /** Opens sessions until there are so many, and measures. */
  ScaleRow measure(int count) throws Exception {
    grow(count);
    List<LightSession> withFlow = List.copyOf(sessions.subList(0, plan.flows(count)));
    openFlows(withFlow);
    List<LightSession> talking = withFlow.subList(0, Math.min(withFlow.size(), plan.talking()));
    List<ScaleRow.Load> alone = new ArrayList<>();
    List<ScaleRow.Load> busy = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      alone.add(load(talking, 0));
      busy.add(load(talking, plan.logins()));
    }
    long closed = sessions.stream().filter(session -> !session.isOpen()).count();
    if (closed > 0) {
      throw new IOException(closed + " sessions were lost");
    }
    return new ScaleRow(
        count,
        withFlow.size(),
        server.residentBytes(),
        ScaleRow.Load.median(alone),
        ScaleRow.Load.median(busy));
  }

  /** Everybody asks once, which takes the same time for any number, and falls silent. */
  private void openFlows(List<LightSession> withFlow) throws InterruptedException {
    EventLoop loop = residents.loop();
    int each = 1 + withFlow.size() / OPENING_STEPS;
    for (int from = 0; from < withFlow.size(); from += each) {
      List<LightSession> some = withFlow.subList(from, Math.min(withFlow.size(), from + each));
      loop.schedule(() -> some.forEach(LightSession::ask), STEP_MILLIS, TimeUnit.MILLISECONDS)
          .sync();
    }
    loop.schedule(() -> {}, SILENCE_MILLIS, TimeUnit.MILLISECONDS).sync();
  }

  /** A JVM is slow in its first seconds. */
  void warmUp(int seconds) throws Exception {
    grow(1);
    load(sessions, plan.logins(), seconds);
  }

  private void grow(int count) throws Exception {
    Semaphore places = new Semaphore(OPENING_AT_A_TIME);
    List<Future<LightSession>> opening = new ArrayList<>();
    for (int number = sessions.size(); number < count; number++) {
      places.acquire();
      Future<LightSession> one = residents.open(number, boards, time -> answered.accept(time));
      opening.add(one.addListener(done -> places.release()));
    }
    for (Future<LightSession> one : opening) {
      if (!one.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("a session does not open");
      }
      sessions.add(one.get());
    }
  }

  private ScaleRow.Load load(List<LightSession> talking, int logins) throws Exception {
    return load(talking, logins, plan.seconds());
  }

  private ScaleRow.Load load(List<LightSession> talking, int logins, int seconds) throws Exception {
    Latencies latencies = new Latencies();
    RequestStream requests = new RequestStream(residents.loop(), talking, plan.requests());
    LoginStream users = new LoginStream(visitors, boards, logins);
    answered = latencies::add;
    double cpuBefore = server.cpuSeconds();
    residents.loop().submit(requests::start).sync();
    visitors.loop().submit(users::start).sync();
    residents.loop().schedule(requests::stop, seconds, TimeUnit.SECONDS).sync();
    double cpu = server.cpuSeconds() - cpuBefore;
    visitors.loop().submit(users::stop).sync();
    // The last answers, and the last users' goodbyes.
    residents.loop().schedule(() -> {}, SETTLING_MILLIS, TimeUnit.MILLISECONDS).sync();
    return result(latencies, requests, users, cpu / seconds);
  }

  /** Nothing moves any more, so that another thread may look. */
  private ScaleRow.Load result(
      Latencies latencies, RequestStream requests, LoginStream users, double cores) {
    double seconds = requests.seconds();
    return new ScaleRow.Load(
        latencies.millis(50),
        latencies.millis(99),
        cores,
        latencies.count() / seconds,
        users.times().count() / seconds,
        users.times().millis(50),
        (int) requests.asked() - latencies.count() + users.failed());
  }
}
