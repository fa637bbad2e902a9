package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Applications that talk to their boards all the time: on one thread, each has a request under way
 * nearly always.
 */
final class SteadyTraffic implements AutoCloseable {
  private final List<SteadyApplication> applications = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private volatile boolean stopped;

  /** Begins, with nobody yet. */
  SteadyTraffic() {
    Thread thread = new Thread(this::run, "steady-traffic");
    thread.setDaemon(true);
    thread.start();
  }

  /** Another one talks from its next turn on. */
  SteadyApplication add(TestClient client, int identity) throws IOException {
    SteadyApplication application = new SteadyApplication(client, identity);
    applications.add(application);
    return application;
  }

  List<SteadyApplication> applications() {
    return applications;
  }

  private void run() {
    try {
      while (!stopped) {
        turn(List.copyOf(applications));
      }
      over.complete(null);
    } catch (IOException | RuntimeException | AssertionError e) {
      over.completeExceptionally(e);
    }
  }

  private static void turn(List<SteadyApplication> present) throws IOException {
    for (SteadyApplication application : present) {
      application.ask();
    }
    for (SteadyApplication application : present) {
      application.take();
    }
  }

  /** Waits until each of those has been answered so many more times. */
  void flows(int turns, List<SteadyApplication> those) {
    List<Integer> before = those.stream().map(SteadyApplication::answered).toList();
    await()
        .atMost(TestClient.PATIENCE.multipliedBy(2))
        .untilAsserted(
            () -> {
              assertNothingLost();
              for (int index = 0; index < before.size(); index++) {
                assertThat(those.get(index).answered()).isGreaterThan(before.get(index) + turns);
              }
            });
  }

  private void assertNothingLost() {
    if (over.isCompletedExceptionally()) {
      over.join();
    }
  }

  /** Lets the present turn come to its end; fails if anything was lost. */
  void stop() {
    stopped = true;
    over.orTimeout(2 * TestClient.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    for (SteadyApplication application : applications) {
      application.close();
    }
  }
}
