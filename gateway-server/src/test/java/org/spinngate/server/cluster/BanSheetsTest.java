package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spinngate.server.access.LoginAttempts;
import org.spinngate.server.access.SharedBans;
import org.spinngate.server.cluster.ban.BanSheets;
import org.spinngate.server.cluster.member.FakeMember;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.config.LoginLimits;
import org.spinngate.server.config.SharedLimit;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.ledger.MemoryLedger;
import org.spinngate.server.testing.TestLoop;

/** Bans on their way from one gateway to the others. */
class BanSheetsTest {
  private static final LoginLimits LIMITS =
      new LoginLimits(new SharedLimit(6, 3), Duration.ofSeconds(60), Duration.ofMinutes(5));
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final List<Guarded> all = new ArrayList<>();
  private final Guarded one = new Guarded("gw1");
  private final Guarded two = new Guarded("gw2");

  /** A gateway at which somebody guesses. */
  private final class Guarded {
    final MemoryLedger ledger = engine.ledger(time.loop());
    final FakeMember member = new FakeMember(ledger, name());
    final Neighbours neighbours;
    final SharedBans bans = new SharedBans(LIMITS::ban, time::nanoTime);
    final LoginAttempts attempts = new LoginAttempts(() -> LIMITS, time::nanoTime, bans);
    final Runnable looks;

    Guarded(String name) {
      neighbours = new Neighbours(ledger, member, time.loop());
      looks = BanSheets.begin(neighbours, bans);
      time.run();
      all.add(this);
      assertThat(name).isEqualTo(member.id());
    }

    private String name() {
      return "gw" + (all.size() + 1);
    }

    void fails(String user, int host, int times) {
      for (int attempt = 0; attempt < times; attempt++) {
        attempts.failed(user, address(host));
      }
    }

    boolean bans(String user, int host) {
      return attempts.banned(user, address(host));
    }
  }

  private static InetAddress address(int host) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, (byte) (host >> 8), (byte) host});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private void pass(Duration length) {
    for (long looks = length.dividedBy(BanSheets.LOOK); looks > 0; looks--) {
      time.jump(BanSheets.LOOK);
      all.forEach(gateway -> gateway.looks.run());
      time.run();
    }
  }

  @Test
  void aBanHoldsAtAllGatewaysWithinASecondAndEndsAtItsTime() {
    one.fails("alice", 7, 3);
    pass(A_SECOND);
    assertThat(two.bans("alice", 7)).isTrue();

    pass(Duration.ofMinutes(5));

    assertThat(two.bans("alice", 7)).isFalse();
    assertThat(engine.find(Keys.bans("gw1")).orElseThrow().value()).isEqualTo("bans=\n");
  }

  @Test
  void whoJoinsMeanwhileKnowsItToo() {
    one.fails("alice", 7, 3);
    pass(A_SECOND);

    assertThat(new Guarded("gw3").bans("alice", 7)).isTrue();
  }

  @Test
  void whileTheEngineIsAwayEachBansByItselfAndTheyHearOfItAfterwards() {
    engine.stop();
    one.fails("alice", 7, 3);
    pass(Duration.ofSeconds(10));
    assertThat(one.bans("alice", 7)).isTrue();
    assertThat(two.bans("alice", 7)).isFalse();

    engine.start();
    pass(A_SECOND);

    assertThat(two.bans("alice", 7)).isTrue();
  }

  @Test
  void aGatewayThatGuessersFromManyPlacesBesetWritesNoMoreThanTwiceASecondAndOneKey() {
    pass(A_SECOND);
    long before = engine.made();
    for (int look = 0; look < 20; look++) {
      for (int host = 0; host < 100; host++) {
        one.fails("alice", 100 * look + host, 3);
      }
      pass(BanSheets.LOOK);
    }

    assertThat(engine.made() - before).isLessThanOrEqualTo(20);
    assertThat(one.ledger.below(Keys.BANS)).hasSize(1);
    assertThat(engine.find(Keys.bans("gw1")).orElseThrow().value()).hasSizeLessThan(64_000);
  }

  @Test
  void whereNobodyGuessesNothingIsWritten() {
    long before = engine.made();

    pass(Duration.ofMinutes(1));

    assertThat(engine.made()).isEqualTo(before);
  }

  @Test
  void theBansOfAGatewayThatIsGoneHoldToTheirEndAndAreTakenAway() {
    one.fails("alice", 7, 3);
    pass(A_SECOND);
    one.member.end();
    all.remove(one);
    pass(Duration.ofMinutes(4));
    assertThat(two.bans("alice", 7)).isTrue();

    pass(Duration.ofMinutes(2));

    assertThat(two.bans("alice", 7)).isFalse();
    assertThat(engine.find(Keys.bans("gw1"))).isEmpty();
  }

  @Test
  void aGatewayThatJoinsAnewTellsItsBansUnderItsNewName() {
    one.fails("alice", 7, 3);
    pass(A_SECOND);
    one.member.end();
    one.neighbours.joined(new FakeMember(one.ledger, "gw1-again"));
    pass(A_SECOND);

    assertThat(engine.find(Keys.bans("gw1-again"))).isPresent();
    pass(Duration.ofMinutes(5));
    assertThat(two.bans("alice", 7)).isFalse();
    assertThat(one.bans("alice", 7)).isFalse();
  }

  @Test
  void anAnswerThatDoesNotComeIsNoReasonToFallSilent() {
    one.ledger.holdAnswers();
    one.fails("alice", 7, 3);
    pass(A_SECOND);
    one.ledger.giveUp();
    one.ledger.cut();
    one.ledger.mend();
    one.ledger.release();
    one.fails("bob", 8, 3);
    pass(Duration.ofSeconds(2));

    assertThat(two.bans("alice", 7)).isTrue();
    assertThat(two.bans("bob", 8)).isTrue();
  }

  private void failAtEach(int first, int hosts) {
    for (int host = first; host < first + hosts; host++) {
      one.fails("alice", host, 3);
    }
  }

  @Test
  void theMoreBansThereAreTheMoreSeldomAllOfThemAreWritten() {
    failAtEach(0, 300);
    pass(A_SECOND);
    long before = engine.made();
    for (int second = 0; second < 60; second++) {
      failAtEach(300 + second, 1);
      pass(A_SECOND);
    }
    assertThat(engine.made() - before).as("one in 300 x 20 ms").isBetween(8L, 10L);

    pass(Duration.ofSeconds(8));

    assertThat(two.bans("alice", 359)).isTrue();
  }

  @Test
  void aFewBansAreToldWithinASecondHoweverOftenTheyChange() {
    for (int host = 0; host < 25; host++) {
      failAtEach(host, 1);
      pass(A_SECOND);
      assertThat(two.bans("alice", host)).isTrue();
    }
  }
}
