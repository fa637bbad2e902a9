package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;

/** What a server sends to an address that its client has written on packets, and nothing more. */
@ExtendWith(LeakExtension.class)
class UnprovenAddressTest {
  private static final int HOME = 51_544;
  private static final int AWAY = 40_000;

  private final PathBench bench = PathBench.proven();

  @AfterEach
  void close() {
    bench.close();
  }

  private int bytesFor(int port) {
    return bench.serverEnd().everLeftFor(port).stream().mapToInt(packet -> packet.length).sum();
  }

  @Test
  void anAddressThatNeverAnswersGetsLessThanCameFromItAndNoDatagram() {
    int forged = 0;
    for (int number = 1; number <= 1_000; number++) {
      forged += bench.forge(666, 1_000 + number, Packets.question(300, number, number - 1));
      if (bench.server().isChosen()) {
        bench.reply("of the board");
      }
      bench.time().pass(5);
    }

    assertThat(bytesFor(666)).isPositive().isLessThan(forged);
    assertThat(bench.serverEnd().everLeftFor(666))
        .allMatch(
            packet -> Packets.frames(Packets.KEYS.toClient(), packet).get(1).equals("challenge"));
    assertThat(bench.serverEnd().ports()).containsExactly(HOME);
    assertThat(bench.server().report().copies()).as("though all is said to be lost").isZero();
  }

  @Test
  void anAddressThatIsForgedAfterItsOwnerHasLeftItIsUsedForAMinuteAtTheMost() {
    bench.moveTo(AWAY);
    int seconds = 0;
    while (bench.server().isChosen() && seconds < 100) {
      seconds++;
      bench.forge(
          HOME, 1_000 + seconds, Packets.question(300 + 1_000L * seconds, 100 + seconds, 0));
      bench.time().pass(1_000);
    }

    assertThat(seconds).isBetween(59, 61);
  }

  @Test
  void theShortestPacketsEarnNoMoreThanThreeTimesTheirBytes() {
    int forged = 0;
    for (int number = 1; number <= 1_000; number++) {
      int port = 600 + number % 7;
      forged += bench.forge(port, 1_000 + number, Packets.mark(300).toArray());
    }

    int answered = 0;
    for (int port = 600; port < 607; port++) {
      answered += bytesFor(port);
    }
    assertThat(answered).isPositive().isLessThan(3 * forged);
  }

  @Test
  void aForgedSourceIsChallengedAndTheClientThatGoesOnIsBelievedAtOnce() {
    bench.talk(1_000);
    bench.forge(666, 1_000_000, Packets.mark(1_000).toArray());
    assertThat(bench.server().isChosen()).isFalse();

    bench.forge(HOME, 1_000_001, Packets.mark(1_000).toArray());

    assertThat(bench.server().isChosen()).isTrue();
    assertThat(bench.serverEnd().ports()).containsExactly(HOME);
  }

  @Test
  void anAddressThatIsForbiddenGetsNothingAtAll() {
    bench.forbid(666);

    for (int number = 1; number <= 100; number++) {
      bench.forge(666, 1_000 + number, Packets.question(300, number, 0));
    }

    assertThat(bench.serverEnd().everLeftFor(666)).isEmpty();
    assertThat(bench.server().isChosen()).isFalse();
  }

  @Test
  void aRightResponseFromElsewhereProvesNothing() {
    bench.toClient().block(true);
    bench.forge(AWAY, 1_000, Packets.question(300, 1, 0));
    List<byte[]> challenges = bench.serverEnd().everLeftFor(AWAY);
    long challenge = Packets.challenge(challenges.get(challenges.size() - 1));

    bench.forge(666, 1_001, Packets.response(300, challenge));
    assertThat(bench.serverEnd().ports()).containsExactly(HOME);
    bench.forge(AWAY, 1_002, Packets.response(300, challenge));
    assertThat(bench.serverEnd().ports()).as("an earlier challenge").containsExactly(HOME);

    challenges = bench.serverEnd().everLeftFor(AWAY);
    challenge = Packets.challenge(challenges.get(challenges.size() - 1));
    bench.forge(AWAY, 1_003, Packets.response(300, challenge));
    assertThat(bench.serverEnd().ports()).containsExactly(HOME, AWAY);
  }

  @Test
  void anEarlierClientThatKnowsNoChallengesIsNeverAnswered() {
    PathBench fresh = PathBench.usual();
    try {
      for (int number = 1; number <= 100; number++) {
        fresh.arriveAtServer(HOME, Packets.toServer(number, Packets.question(0, number, 0)));
        fresh.time().run();
      }

      assertThat(fresh.serverEnd().everLeftFor(HOME))
          .isNotEmpty()
          .allMatch(
              packet -> Packets.frames(Packets.KEYS.toClient(), packet).get(1).equals("challenge"));
      assertThat(fresh.serverEnd().ports()).isEmpty();
    } finally {
      fresh.close();
    }
  }

  @Test
  void aClientThatIsChallengedForEverAsksAtItsUsualPace() {
    PathBench fresh = PathBench.usual();
    try {
      fresh.client().start();
      fresh.time().run();
      for (int i = 0; i < 1_000; i++) {
        byte[] challenge = Packets.mark(i).u16(9).u8(0x86).u64(i).toArray();
        fresh.arriveAtClient(Packets.toClient(i, challenge));
        fresh.time().pass(1);
      }

      assertThat(fresh.clientEnd().everLeft()).hasSizeLessThan(13);
    } finally {
      fresh.close();
    }
  }
}
