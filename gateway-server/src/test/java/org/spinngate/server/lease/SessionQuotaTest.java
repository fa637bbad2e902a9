package org.spinngate.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;

class SessionQuotaTest {
  private final SessionQuota quota = new SessionQuota(() -> new SessionLimits(3, 2));

  @Test
  void aUserHasSoManySessionsAndNoMore() {
    assertThat(quota.enter("alice")).isEmpty();
    assertThat(quota.enter("alice")).isEmpty();
    assertThat(quota.enter("alice")).contains(CloseCause.USER_LIMIT);
    assertThat(quota.enter("bob")).isEmpty();
  }

  @Test
  void theServerHasSoManySessionsAndNoMore() {
    quota.enter("alice");
    quota.enter("bob");
    quota.enter("carol");

    assertThat(quota.enter("dave")).contains(CloseCause.OVERLOADED);
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() {
    quota.enter("alice");
    quota.enter("alice");
    quota.leave("alice");
    quota.leave("alice");

    assertThat(quota.enter("alice")).isEmpty();
    assertThat(quota.enter("alice")).isEmpty();
    assertThat(quota.enter("alice")).contains(CloseCause.USER_LIMIT);
  }
}
