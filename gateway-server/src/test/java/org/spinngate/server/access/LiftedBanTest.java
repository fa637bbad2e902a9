package org.spinngate.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.spinngate.server.config.LoginLimits;
import org.spinngate.server.config.SharedLimit;

/** A ban that the operator sees and lifts at one gateway. */
class LiftedBanTest {
  private static final InetAddress GUESSER = address("2001:db8:1:2::77");
  private static final InetAddress NEIGHBOUR = address("2001:db8:1:2::78");
  private static final BanTarget NETWORK = BanTarget.of("2001:DB8:1:2::/64");
  private static final Duration BAN = Duration.ofMinutes(5);
  private static final Duration SOME_TIME = Duration.ofSeconds(20);

  private final AtomicLong nanos = new AtomicLong();
  private LoginLimits limits = new LoginLimits(new SharedLimit(6, 3), Duration.ofSeconds(60), BAN);
  private final SharedBans bans = new SharedBans(() -> limits.ban(), nanos::get);
  private final LoginAttempts attempts = new LoginAttempts(() -> limits, nanos::get, bans);

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private void fails(String user, int times) {
    for (int time = 0; time < times; time++) {
      attempts.failed(user, GUESSER);
    }
  }

  @Test
  void everyBanIsShownUntilItEndsAndAFewFailuresAreNone() {
    fails("alice", 3);
    fails("bob", 2);
    nanos.addAndGet(SOME_TIME.toNanos());

    assertThat(bans.bans(Set.of("alice", "bob")))
        .containsExactly(
            new LoginBan(
                "2001:db8:1:2::/64", false, Optional.of("alice"), BAN.minus(SOME_TIME), ""));

    nanos.addAndGet(BAN.toNanos());
    assertThat(bans.bans(Set.of("alice"))).isEmpty();
  }

  @Test
  void anAddressIsFreeWithAllNamesThatFailedThere() {
    fails("alice", 3);
    fails("bob", 3);
    assertThat(attempts.banned(NEIGHBOUR)).isTrue();

    assertThat(bans.lift(NETWORK)).isEqualTo(3);

    assertThat(attempts.banned(GUESSER)).isFalse();
    assertThat(attempts.banned("alice", GUESSER)).isFalse();
    assertThat(bans.own()).isEmpty();
  }

  @Test
  void whoIsFreeMayFailAsOftenAsAnybodyBeforeTheNextBan() {
    fails("alice", 3);
    bans.lift(NETWORK);

    fails("alice", 2);
    assertThat(attempts.banned("alice", GUESSER)).isFalse();
    fails("alice", 1);
    assertThat(attempts.banned("alice", GUESSER)).isTrue();
    assertThat(bans.own()).hasSize(1);
  }

  @Test
  void whatAnotherGatewayGoesOnSayingStaysLiftedAndWhatItSaysAnewHolds() {
    List<String> said = List.of("6-20010db800010002", "4-c0000201");
    bans.heard("gw2", said);
    bans.lift(NETWORK);
    bans.heard("gw2", said);
    assertThat(attempts.banned(GUESSER)).isFalse();
    assertThat(attempts.banned(address("192.0.2.1"))).isTrue();

    bans.heard("gw2", List.of());
    bans.heard("gw2", said);

    assertThat(attempts.banned(GUESSER)).isTrue();
  }

  @Test
  void aReloadThatChangesHowOftenOneMayFailChangesWhatIsShown() {
    fails("alice", 3);
    limits = new LoginLimits(new SharedLimit(60, 30), Duration.ofSeconds(60), BAN);

    assertThat(bans.bans(Set.of("alice"))).isEmpty();
    assertThat(attempts.banned("alice", GUESSER)).isFalse();
  }
}
