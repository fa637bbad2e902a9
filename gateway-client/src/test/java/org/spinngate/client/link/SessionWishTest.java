package org.spinngate.client.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.testing.Samples;

class SessionWishTest {
  private static Open again(long againSeconds) {
    SessionWish wish = new SessionWish(new Open("spin5-03", Open.FOR_EVER), againSeconds);
    assertThat(wish.request()).isEqualTo(new Open("spin5-03", Open.FOR_EVER));
    wish.granted(Samples.opened(7, "spin5-03", 32));
    return ((Resume) wish.request()).wish();
  }

  @Test
  void whoWouldWaitForEverDoesSoAgain() {
    assertThat(again(Open.FOR_EVER).waitSeconds()).isEqualTo(Open.FOR_EVER);
  }

  @Test
  void whoMayNotWaitAgainWaitsAsLongAsTheServerMayKeepALostSession() {
    assertThat(again(0).waitSeconds()).isEqualTo(Backoff.graceSeconds());
  }
}
