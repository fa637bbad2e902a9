package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.simulated.SimulationSettings;

/** Those who guess tokens cost only themselves. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class BadLoginsTest {
  /** Both can be raised to see what a long attack does. */
  private static final int TIMES = Integer.getInteger("bad.logins", 3000);

  private static final int PER_SECOND = Integer.getInteger("bad.logins.rate", 1000);
  private static final int ADDRESSES = 4;

  private Facility facility;

  @BeforeEach
  void start() {
    facility =
        Facility.plan()
            .board("spin5-01", SimulationSettings::booted)
            .board("spin5-02", SimulationSettings::booted)
            .user("alice", "*")
            .start();
  }

  @AfterEach
  void stop() {
    facility.close();
  }

  @Test
  void theyNeitherDisturbSessionsNorKeepUsersOutNorFillTheLog() throws Exception {
    try (CapturedLog log = new CapturedLog();
        TestClient alice = facility.client("alice", "spin5-01")) {
      BusyApplication application = new BusyApplication(alice.application(), 0, 0);
      List<TokenGuesser> guessers = guessers();

      CompletableFuture<Void> attack = attack(guessers);
      int logins = 0;
      while (!attack.isDone()) {
        facility.client("alice", "spin5-02").close();
        logins++;
      }

      attack.get(TestClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      application.stop();
      assertThat(logins).isPositive();
      assertThat(application.statistics().retries()).isZero();
      assertThat(alice.events().ups()).isEqualTo(1);
      assertThat(guessers)
          .allSatisfy(guesser -> assertThat(guesser.closed()).isGreaterThan(guesser.answered()));
      assertThat(guessers.stream().mapToInt(one -> one.answered() + one.closed()).sum())
          .isEqualTo(TIMES / ADDRESSES * ADDRESSES);
      assertThat(linesAbout(log)).hasSizeLessThan(100);
      assertThat(log.stackTraces()).isEmpty();
    }
  }

  /** All but what the sessions of the test itself leave: a line each way, and tables. */
  private static List<String> linesAbout(CapturedLog log) {
    return log.lines().stream()
        .filter(line -> !line.startsWith("session opened"))
        .filter(line -> !line.startsWith("session ended"))
        .filter(line -> !line.matches("(?s)[0-9]+ sessions?\\b.*"))
        .toList();
  }

  private List<TokenGuesser> guessers() throws Exception {
    List<TokenGuesser> guessers = new ArrayList<>();
    for (int address = 1; address <= ADDRESSES; address++) {
      guessers.add(new TokenGuesser(facility.address(), "127.94.31." + address));
    }
    return guessers;
  }

  private static CompletableFuture<Void> attack(List<TokenGuesser> guessers) {
    return CompletableFuture.allOf(
        guessers.stream()
            .map(
                guesser ->
                    CompletableFuture.runAsync(
                        () -> guesser.guess(TIMES / ADDRESSES, PER_SECOND / ADDRESSES),
                        task -> new Thread(task, "guesser").start()))
            .toArray(CompletableFuture[]::new));
  }
}
