package org.spinngate.server.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Gateways whose operator has given them different ttls. */
class UnequalTtlsTest extends MembershipBench {
  @Test
  void whoHasALongerTtlIsFencedOnlyAfterThat() {
    gateway("gw1-a");
    Gateway slow = new Gateway("gw2-b", new Machine("", ""), BeatTimes.of(Duration.ofSeconds(30)));
    pass(5);
    slow.stands = true;

    pass(41);
    assertThat(engine.find("/gateways/gw2-b")).isPresent();
    pass(4);

    assertThat(engine.find("/gateways/gw2-b")).isEmpty();
  }

  @Test
  void whoHasAShorterTtlIsWatchedByTheLongerOneToo() {
    Gateway quick = gateway("gw1-a");
    new Gateway("gw2-b", new Machine("", ""), BeatTimes.of(Duration.ofSeconds(30)));
    pass(5);
    quick.stands = true;

    pass(41);
    assertThat(engine.find("/gateways/gw1-a")).isPresent();
    pass(4);

    assertThat(engine.find("/gateways/gw1-a")).isEmpty();
  }
}
