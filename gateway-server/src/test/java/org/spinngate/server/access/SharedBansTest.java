package org.spinngate.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spinngate.server.config.LoginLimits;
import org.spinngate.server.config.SharedLimit;

/** A ban at one of several gateways holds at the others. */
class SharedBansTest {
  private static final InetAddress GUESSER = address("192.0.2.1");
  private static final InetAddress OTHER = address("192.0.2.2");
  private static final LoginLimits LIMITS =
      new LoginLimits(new SharedLimit(6, 3), Duration.ofSeconds(60), Duration.ofMinutes(5));

  private final AtomicLong nanos = new AtomicLong();
  private final Gateway one = new Gateway();
  private final Gateway two = new Gateway();

  /** What one gateway knows of failed logins. */
  private final class Gateway {
    final SharedBans bans = new SharedBans(LIMITS::ban, nanos::get);
    final LoginAttempts attempts = new LoginAttempts(() -> LIMITS, nanos::get, bans);

    void fails(String user, InetAddress from, int times) {
      for (int time = 0; time < times; time++) {
        attempts.failed(user, from);
      }
    }
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void tell() {
    two.bans.heard("gw1", one.bans.own());
    one.bans.heard("gw2", two.bans.own());
  }

  @Test
  void aNameThatIsBannedAtOneIsBannedAtAllAndAtNoOtherAddress() {
    one.fails("alice", GUESSER, 3);
    tell();

    assertThat(two.attempts.banned("alice", GUESSER)).isTrue();
    assertThat(two.attempts.banned("bob", GUESSER)).isFalse();
    assertThat(two.attempts.banned("alice", OTHER)).isFalse();
    assertThat(two.attempts.banned(GUESSER)).isFalse();
  }

  @Test
  void anAddressThatIsBannedAtOneIsBannedAtAllForEverybody() {
    one.fails("alice", GUESSER, 2);
    one.fails("bob", GUESSER, 2);
    one.fails("carol", GUESSER, 2);
    tell();

    assertThat(two.attempts.banned(GUESSER)).isTrue();
    assertThat(two.attempts.banned("dave", GUESSER)).isTrue();
    assertThat(two.attempts.banned(OTHER)).isFalse();
  }

  @Test
  void anAddressOfIpv6IsBannedAtAllByItsNetwork() {
    one.fails("alice", address("2001:db8:1:2::7"), 3);
    tell();

    assertThat(two.attempts.banned("alice", address("2001:db8:1:2::8"))).isTrue();
    assertThat(two.attempts.banned("alice", address("2001:db8:1:3::7"))).isFalse();
  }

  @Test
  void whatFailedLessOftenIsTheBusinessOfOneGateway() {
    one.fails("alice", GUESSER, 2);

    assertThat(one.bans.own()).isEmpty();
  }

  @Test
  void aBanEndsEverywhereAtItsTimeThoughSomebodyGoesOnGuessing() {
    one.fails("alice", GUESSER, 3);
    tell();
    pass(Duration.ofMinutes(4));
    two.fails("alice", GUESSER, 20);
    one.fails("alice", GUESSER, 2);
    tell();

    pass(Duration.ofSeconds(61));
    tell();

    assertThat(one.attempts.banned("alice", GUESSER)).isFalse();
    assertThat(two.attempts.banned("alice", GUESSER)).isFalse();
  }

  @Test
  void aBanOfAGatewayThatIsSilentLapsesByItself() {
    one.fails("alice", GUESSER, 3);
    tell();
    pass(Duration.ofMinutes(4));
    assertThat(two.attempts.banned("alice", GUESSER)).isTrue();

    pass(Duration.ofMinutes(2));

    assertThat(two.attempts.banned("alice", GUESSER)).isFalse();
  }

  @Test
  void whoHasLoggedInFromThereAtEitherGatewayIsNoStranger() {
    one.attempts.succeeded("alice", GUESSER);
    two.attempts.succeeded("bob", GUESSER);
    one.fails("mallory", GUESSER, 6);
    tell();

    assertThat(two.attempts.banned("alice", GUESSER)).isTrue();
    assertThat(two.attempts.knows("alice", GUESSER)).isTrue();
    assertThat(two.attempts.knows("bob", GUESSER)).isTrue();
    assertThat(two.attempts.knows("mallory", GUESSER)).isFalse();
    assertThat(two.attempts.knows("alice", OTHER)).isFalse();
  }

  @Test
  void anAddressWhereSomebodyHasLoggedInAtAnotherGatewayIsInhabited() {
    one.attempts.succeeded("alice", GUESSER);
    one.fails("mallory", GUESSER, 6);
    tell();

    assertThat(two.attempts.inhabited(GUESSER)).isTrue();
    assertThat(two.attempts.inhabited(OTHER)).isFalse();
  }

  @Test
  void whoGuessesFromManyAddressesFillsNothing() {
    for (int host = 0; host < 3 * SharedBans.MOST; host++) {
      one.fails("alice", address("10.1." + host / 250 + "." + host % 250), 6);
    }

    assertThat(one.bans.own()).hasSize(SharedBans.MOST);
    assertThat(one.attempts.banned(address("10.1.5.249"))).as("at this gateway").isTrue();
  }

  @Test
  void whoGuessesManyNamesAtOneAddressTakesOneLine() {
    for (String name : List.of("alice", "bob", "carol")) {
      one.fails(name, GUESSER, 3);
    }

    assertThat(one.bans.own()).hasSize(1);
  }

  @Test
  void noNameIsToldThatSomebodyTyped() {
    one.fails("correct horse battery staple", GUESSER, 3);

    assertThat(one.bans.own()).singleElement().asString().doesNotContain("horse");
  }

  @Test
  void whatIsNoBanIsPassedOver() {
    two.bans.heard("gw1", List.of("", "nonsense", "4-xyz", "9-00000000", "4-c0000201"));

    assertThat(two.attempts.banned(GUESSER)).isTrue();
  }

  private static InetAddress host(int host) {
    return address("10.1." + host / 250 + "." + host % 250);
  }

  private void logIn(int users, InetAddress from) {
    for (int user = 0; user < users; user++) {
      one.attempts.succeeded("user-" + user, from);
    }
  }

  private long heardAtTheOther(int users, InetAddress from) {
    return IntStream.range(0, users)
        .filter(user -> two.attempts.knows("user-" + user, from))
        .count();
  }

  @Test
  void aWholeCampusIsHeardThoughSomebodyThereGuesses() {
    logIn(400, GUESSER);
    logIn(3, OTHER);
    one.fails("mallory", GUESSER, 6);
    one.fails("mallory", OTHER, 6);
    tell();

    assertThat(heardAtTheOther(400, GUESSER)).isEqualTo(400);
    assertThat(heardAtTheOther(3, OTHER)).isEqualTo(3);
  }

  @Test
  void whereMoreAreKnownThanCanBeToldEachPlaceHasItsShare() {
    for (int host = 0; host < 20; host++) {
      logIn(host == 7 ? 5 : 100, host(host));
      one.fails("mallory", host(host), 6);
    }
    tell();

    assertThat(one.bans.own()).hasSizeBetween(500, 20 + 500);
    assertThat(heardAtTheOther(100, host(7))).isEqualTo(5);
    assertThat(heardAtTheOther(100, host(0))).isEqualTo(26);
    assertThat(heardAtTheOther(100, host(19))).isEqualTo(26);
  }

  @Test
  void whoIsKnownIsLookedThroughOnceForAllPlaces() {
    AtomicInteger looks = new AtomicInteger();
    one.bans.counting(
        (places, most) -> {
          looks.incrementAndGet();
          return Map.of();
        });
    for (int host = 0; host < SharedBans.MOST; host++) {
      one.fails("mallory", host(host), 6);
    }

    one.bans.own();

    assertThat(looks).hasValue(1);
  }

  @Test
  void whatAGatewayHasSaidThatIsGoneIsForgottenOnceItHasLapsed() {
    one.fails("alice", GUESSER, 3);
    tell();
    two.bans.silent("gw1");
    pass(Duration.ofMinutes(4));
    two.bans.heard("gw3", List.of());
    assertThat(two.attempts.banned("alice", GUESSER)).isTrue();

    pass(Duration.ofMinutes(2));
    two.bans.heard("gw3", List.of());

    assertThat(two.bans.remembered()).isZero();
  }

  @Test
  void aBanThatHasLapsedHereDoesNotBeginAnewWithTheSameWord() {
    one.fails("alice", GUESSER, 3);
    List<String> said = one.bans.own();
    two.bans.heard("gw1", said);
    pass(Duration.ofMinutes(6));
    two.bans.heard("gw3", List.of());

    two.bans.heard("gw1", said);

    assertThat(two.attempts.banned("alice", GUESSER)).isFalse();
  }

  @Test
  void whoLogsInThereMeanwhileIsHeardFromThenOn() {
    one.attempts.succeeded("alice", GUESSER);
    one.fails("mallory", GUESSER, 6);
    tell();
    assertThat(two.attempts.knows("bob", GUESSER)).isFalse();

    one.attempts.succeeded("bob", GUESSER);
    tell();

    assertThat(two.attempts.knows("alice", GUESSER)).isTrue();
    assertThat(two.attempts.knows("bob", GUESSER)).isTrue();
  }
}
