package org.spinngate.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.spinngate.server.config.LoginLimits;
import org.spinngate.server.config.SharedLimit;

/** Guessing tokens leads to a ban. */
class LoginAttemptsTest {
  private static final InetAddress GUESSER = address("192.0.2.1");

  private final AtomicLong nanos = new AtomicLong();
  private final LoginAttempts attempts = banning(3, Duration.ofSeconds(60));

  private LoginAttempts banning(int failures, Duration window) {
    LoginLimits limits =
        new LoginLimits(new SharedLimit(3 * failures, failures), window, Duration.ofMinutes(5));
    return new LoginAttempts(() -> limits, nanos::get, new SharedBans(limits::ban, nanos::get));
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static final String NAME = "alice";

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      attempts.failed(NAME, GUESSER);
    }
  }

  @Test
  void theAllowedNumberOfFailuresWithinTheWindowBans() {
    fail(2);
    assertThat(attempts.banned(NAME, GUESSER)).isFalse();

    fail(1);

    assertThat(attempts.banned(NAME, GUESSER)).isTrue();
    assertThat(attempts.banned(NAME, address("192.0.2.2"))).isFalse();
  }

  @Test
  void failuresAreForgottenWhenTheWindowOfTheFirstIsOver() {
    fail(2);
    pass(61);

    fail(2);

    assertThat(attempts.banned(NAME, GUESSER)).isFalse();
  }

  @Test
  void aSecondFailureDoesNotProlongTheWindow() {
    fail(1);
    pass(40);
    fail(1);
    pass(21);

    fail(1);

    assertThat(attempts.banned(NAME, GUESSER)).isFalse();
  }

  @Test
  void aBanLastsAsLongAsConfiguredAndFurtherFailuresDoNotProlongIt() {
    fail(3);
    pass(200);
    fail(5);
    pass(99);
    assertThat(attempts.banned(NAME, GUESSER)).isTrue();

    pass(2);

    assertThat(attempts.banned(NAME, GUESSER)).isFalse();
  }

  @Test
  void aSingleAllowedFailureBansAtOnce() {
    LoginAttempts strict = banning(1, Duration.ofSeconds(1));

    strict.failed(NAME, GUESSER);
    pass(299);

    assertThat(strict.banned(NAME, GUESSER)).isTrue();
  }

  @Test
  void aGuesserCannotHideInItsNetwork() {
    for (int i = 1; i <= 3; i++) {
      attempts.failed(NAME, address("2001:db8:0:1::" + i));
    }

    assertThat(attempts.banned(NAME, address("2001:db8:0:1::99"))).isTrue();
    assertThat(attempts.banned(NAME, address("2001:db8:0:2::1"))).isFalse();
  }

  @Test
  void anyNumberOfAddressesCostsBoundedMemory() throws UnknownHostException {
    for (int i = 0; i < 150_000; i++) {
      attempts.failed(
          "user-" + i,
          InetAddress.getByAddress(new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i}));
    }

    assertThat(attempts.remembered()).isLessThanOrEqualTo(200_000);
  }

  @Test
  void aBanOfOneNameIsNoneOfOthersAtTheSameAddress() {
    fail(8);

    assertThat(attempts.banned("bob", GUESSER)).isFalse();
    assertThat(attempts.banned(GUESSER)).isFalse();
  }

  @Test
  void manyFailuresOfAnyNamesBanAllStrangersAtAnAddress() {
    for (int i = 0; i < 9; i++) {
      assertThat(attempts.banned(GUESSER)).isFalse();
      attempts.failed("user-" + i, GUESSER);
    }

    assertThat(attempts.banned(GUESSER)).isTrue();
    assertThat(attempts.banned("bob", GUESSER)).isTrue();
    pass(301);
    assertThat(attempts.banned(GUESSER)).isFalse();
  }

  @Test
  void whoLoggedInFromAnAddressIsKnownThereAndNowhereElse() {
    attempts.succeeded("bob", GUESSER);

    assertThat(attempts.knows("bob", GUESSER)).isTrue();
    assertThat(attempts.knows(NAME, GUESSER)).isFalse();
    assertThat(attempts.knows("bob", address("192.0.2.2"))).isFalse();
    assertThat(attempts.inhabited(GUESSER)).isTrue();
    assertThat(attempts.inhabited(address("192.0.2.2"))).isFalse();
  }
}
