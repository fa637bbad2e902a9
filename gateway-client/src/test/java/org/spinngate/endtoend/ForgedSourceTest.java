package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpMessage;
import org.spinngate.simulated.SimulationSettings;

/** A user of a board who writes the address of somebody else on his packets. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class ForgedSourceTest {
  private static final int READ = 2;
  private static final int REQUESTS = 200;
  private static final int MOST_TIMES = 3;

  /** Shorter than any packet that holds what a board has said. */
  private static final int NO_DATAGRAM = 64;

  private Facility facility;
  private ForgingUser user;

  @BeforeEach
  void start() throws Exception {
    facility =
        Facility.plan()
            .board("spin5-01", SimulationSettings::booted)
            .user("mallory", "spin5-01")
            .with("legacy { enabled = true, board = spin5-01, allow = [\"127.0.0.9\"] }")
            .with("legacy.boot-listen = [\"127.0.0.1:0\"]")
            .start();
    user = new ForgingUser(facility.address(), "mallory", "spin5-01");
  }

  @AfterEach
  void stop() throws Exception {
    user.close();
    facility.close();
  }

  private static byte[] read(int sequence) {
    return ScpMessage.request(READ, sequence, 0x70000000, 256, 2);
  }

  private void awaitReplies(int wanted, Victim victim) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(TestClient.PATIENCE)
        .until(() -> user.replies() >= wanted || victim.bytes() > MOST_TIMES * victim.forged());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.3", "127.0.0.1"})
  void oneForgedPacketDoesNotTurnTheBoardsDatagramsOnSomebodyElse(String place) throws Exception {
    try (Victim victim = new Victim(InetAddress.getByName(place))) {
      victim.forge(facility.address(), user.question());
      user.choosePackets();

      for (int request = 1; request <= REQUESTS; request++) {
        user.request(read(request));
        awaitReplies(request, victim);
      }

      assertThat(victim.bytes()).isLessThanOrEqualTo(MOST_TIMES * victim.forged());
      assertThat(victim.longest()).isLessThan(NO_DATAGRAM);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.3", "127.0.0.1"})
  void packetsThatAllComeFromAForgedSourceEarnNoMoreThanThreeTimesTheirBytes(String place)
      throws Exception {
    try (Victim victim = new Victim(InetAddress.getByName(place))) {
      user.choosePackets();

      for (int request = 1; request <= REQUESTS; request++) {
        victim.forge(facility.address(), user.question(read(request)));
        awaitReplies(request, victim);
      }

      assertThat(victim.bytes()).isLessThanOrEqualTo(MOST_TIMES * victim.forged());
      assertThat(victim.longest()).isLessThan(NO_DATAGRAM);
    }
  }

  @Test
  void whoHasNoKeysGetsNothingWhateverHeSendsToAnyPort() throws Exception {
    SplittableRandom random = new SplittableRandom(8);
    try (Victim victim = new Victim(InetAddress.getLoopbackAddress())) {
      for (int first = 0; first < 256; first++) {
        byte[] noise = new byte[1 + random.nextInt(400)];
        random.nextBytes(noise);
        noise[0] = (byte) first;
        victim.forge(facility.server().bootAddresses().get(0), noise);
        victim.forge(facility.address(), noise);
        victim.forge(facility.address(), read(first));
      }

      // The same socket of the server takes it, after all the others; if that is full, one more.
      AtomicInteger questions = new AtomicInteger();
      await().atMost(TestClient.PATIENCE).until(() -> isChallenged(victim, questions));

      assertThat(victim.packets()).as("challenges alone").isLessThanOrEqualTo(questions.get());
      assertThat(victim.longest()).isLessThan(NO_DATAGRAM);
    }
  }

  private boolean isChallenged(Victim victim, AtomicInteger questions) throws Exception {
    if (victim.packets() == 0) {
      questions.incrementAndGet();
      victim.forge(facility.address(), user.question());
    }
    return victim.packets() > 0;
  }
}
