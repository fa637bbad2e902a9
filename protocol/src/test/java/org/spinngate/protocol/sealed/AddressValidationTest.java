package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which address is believed, by a clock that overflows within each test. */
class AddressValidationTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int BYTES = 62;
  private static final int CHALLENGE = 54;
  private static final Port HOME = Port.open(1);
  private static final Port AWAY = Port.open(2);

  private final SplittableRandom random = new SplittableRandom(5);
  private final AddressValidation addresses = new AddressValidation(random::nextLong);
  private long now = Long.MAX_VALUE - SECOND / 2;

  private boolean newest(Port from) {
    return addresses.arrived(from, BYTES, true, now);
  }

  private void overtaken(Port from) {
    addresses.arrived(from, BYTES, false, now);
  }

  private void validate(Port place) {
    newest(place);
    assertThat(addresses.answered(addresses.challenge(now), now)).isTrue();
  }

  @Test
  void nothingIsBelievedAtFirstAndNoAnswerWithoutAChallengeCounts() {
    assertThat(addresses.answered(0, now)).isFalse();
    assertThat(addresses.mayCarry(now)).isFalse();

    assertThat(newest(HOME)).isTrue();
    assertThat(newest(HOME)).as("only the first time").isFalse();

    assertThat(addresses.answered(0, now)).isFalse();
    assertThat(addresses.isFromValidated()).isFalse();
    assertThat(addresses.mayCarry(now)).isFalse();
  }

  @Test
  void anAddressIsBelievedWhenItRepeatsItsChallenge() {
    validate(HOME);

    assertThat(addresses.isFromValidated()).isTrue();
    assertThat(addresses.mayCarry(now)).isTrue();
    assertThat(addresses.answered(addresses.challenge(now), now)).as("once").isFalse();
  }

  @Test
  void theChallengeOfOneAddressSaysNothingOfAnother() {
    newest(HOME);
    long ofHome = addresses.challenge(now);

    newest(AWAY);
    assertThat(addresses.answered(ofHome, now)).isFalse();
    overtaken(HOME);
    assertThat(addresses.answered(ofHome, now)).as("no candidate any more").isFalse();
    newest(HOME);
    assertThat(addresses.answered(ofHome, now)).as("it begins anew").isFalse();
  }

  @Test
  void whoKnowsTheChallengeMustSayItFromThere() {
    newest(HOME);
    long challenge = addresses.challenge(now);

    overtaken(AWAY);
    assertThat(addresses.answered(challenge, now)).isFalse();
    overtaken(HOME);
    assertThat(addresses.answered(challenge, now)).isTrue();
  }

  @Test
  void aChallengeLivesForTenSeconds() {
    newest(HOME);
    long first = addresses.challenge(now);
    now += 10 * SECOND - 1;
    assertThat(addresses.challenge(now)).isEqualTo(first);

    now++;
    assertThat(addresses.answered(first, now)).isFalse();
    assertThat(addresses.challenge(now)).isNotEqualTo(first);
    assertThat(addresses.answered(addresses.challenge(now), now)).isTrue();
  }

  @Test
  void whileAnotherAddressIsACandidateNeitherCarriesAndTheFormerIsNotForgotten() {
    validate(HOME);

    assertThat(newest(AWAY)).isTrue();
    assertThat(addresses.mayCarry(now)).isFalse();
    assertThat(addresses.isFromValidated()).isFalse();

    assertThat(newest(HOME)).as("it needs no other challenge").isFalse();
    assertThat(addresses.isFromValidated()).isTrue();
    assertThat(addresses.mayCarry(now)).isTrue();
  }

  @Test
  void aPacketThatWasOvertakenBeginsNothing() {
    validate(HOME);

    overtaken(AWAY);

    assertThat(addresses.mayCarry(now)).isTrue();
    assertThat(addresses.mayChallenge(CHALLENGE)).isFalse();
  }

  @Test
  void silenceForFiveSecondsEndsItAndAnythingAuthenticBeginsItAgain() {
    validate(HOME);

    now += 5 * SECOND - 1;
    assertThat(addresses.mayCarry(now)).isTrue();
    overtaken(HOME);
    now += 5 * SECOND - 1;
    assertThat(addresses.mayCarry(now)).isTrue();
    now++;
    assertThat(addresses.mayCarry(now)).isFalse();

    newest(HOME);
    assertThat(addresses.mayCarry(now)).isTrue();
  }

  @Test
  void anAddressMustProveItselfAgainWithinAMinute() {
    validate(HOME);
    for (int seconds = 0; seconds < 59; seconds++) {
      assertThat(addresses.isDue(now)).isEqualTo(seconds >= 30);
      now += SECOND;
      newest(HOME);
    }
    assertThat(addresses.mayCarry(now)).isTrue();
    now += SECOND;
    newest(HOME);
    assertThat(addresses.mayCarry(now)).isFalse();

    assertThat(addresses.answered(addresses.challenge(now) + 1, now)).isFalse();
    assertThat(addresses.mayCarry(now)).isFalse();
    addresses.answered(addresses.challenge(now), now);
    assertThat(addresses.mayCarry(now)).isTrue();
    assertThat(addresses.isDue(now)).isFalse();
  }

  @Test
  void anotherAddressCannotProveItForTheOneThatIsDue() {
    validate(HOME);
    now += 31 * SECOND;
    newest(HOME);
    long challenge = addresses.challenge(now);
    overtaken(AWAY);

    addresses.answered(challenge, now);

    newest(HOME);
    assertThat(addresses.isDue(now)).isTrue();
  }

  @Test
  void whatIsHeardFromElsewhereDoesNotProlongIt() {
    validate(HOME);

    now += 5 * SECOND;
    overtaken(AWAY);

    assertThat(addresses.mayCarry(now)).isFalse();
  }

  @Test
  void anAddressThatMayNotBeAnsweredIsNeverChallengedAndNothingGoesElsewhereMeanwhile() {
    validate(HOME);

    assertThat(newest(Port.forbidden(666))).isFalse();

    assertThat(addresses.mayChallenge(CHALLENGE)).isFalse();
    assertThat(addresses.answered(addresses.challenge(now), now)).isFalse();
    assertThat(addresses.mayCarry(now)).isFalse();
  }

  @Test
  void anAddressThatMayNotBeAnsweredAnyMoreIsGivenUp() {
    boolean[] allowed = {true};
    PacketSource place = () -> allowed[0];
    addresses.arrived(place, BYTES, true, now);
    addresses.answered(addresses.challenge(now), now);
    addresses.recheck();
    assertThat(addresses.mayCarry(now)).isTrue();

    allowed[0] = false;
    addresses.recheck();

    assertThat(addresses.mayCarry(now)).isFalse();
    assertThat(addresses.isFromValidated()).isFalse();
  }

  @Test
  void aCandidateNeverGetsMoreThanThreeTimesWhatCameFromIt() {
    List<Port> places = new ArrayList<>();
    for (int port = 1; port <= 4; port++) {
      places.add(Port.open(port));
    }
    Map<Port, Long> came = new HashMap<>();
    Map<Port, Long> went = new HashMap<>();

    for (int i = 0; i < 100_000; i++) {
      Port from = places.get(random.nextInt(4) * random.nextInt(2));
      int bytes = 36 + random.nextInt(60);
      addresses.arrived(from, bytes, random.nextInt(5) > 0, now);
      came.merge(from, (long) bytes, Long::sum);
      for (int wish = random.nextInt(4); wish > 0; wish--) {
        if (addresses.mayChallenge(CHALLENGE)) {
          went.merge(from, (long) CHALLENGE, Long::sum);
        }
      }
      addresses.answered(random.nextLong(), now);
      now += random.nextLong(SECOND / 10);
    }

    assertThat(went.keySet()).isEqualTo(came.keySet());
    assertThat(went)
        .allSatisfy((place, bytes) -> assertThat(bytes).isLessThan(3 * came.get(place)));
    assertThat(addresses.mayCarry(now)).isFalse();
  }
}
