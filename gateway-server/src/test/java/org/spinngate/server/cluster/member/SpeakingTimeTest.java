package org.spinngate.server.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is shown of the time for which a gateway may speak to its boards. */
class SpeakingTimeTest extends MembershipBench {
  @Test
  void itIsKnownForHowLongAGatewayMaySpeakWithoutAnotherBeat() {
    Gateway one = gateway("gw1-a");
    assertThat(one.safeFor()).isZero();

    pass(2);
    assertThat(one.safeFor()).isBetween(TIMES.ttl().minus(TIMES.beat()), TIMES.ttl());

    one.stands = true;
    pass(5);
    assertThat(one.safeFor())
        .isBetween(TIMES.ttl().minusSeconds(5).minus(TIMES.beat()), TIMES.ttl().minusSeconds(5));
    pass(15);
    assertThat(one.safeFor()).isZero();
  }
}
