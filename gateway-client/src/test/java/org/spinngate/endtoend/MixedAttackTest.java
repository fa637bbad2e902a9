package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Everything at once by one token, beside users at work; for minutes by hand, see the manual. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class MixedAttackTest {
  private static final int USERS = 4;
  private static final int JOBS = 10;

  @Test
  void theOthersGoOnAndTheServerIsReady() throws Exception {
    try (MixedAttack all = new MixedAttack(USERS)) {
      Mallory mallory = all.attack();
      await().atMost(TestClient.PATIENCE).until(() -> mallory.leastDone() >= 1);
      long before = all.least(UserAtWork::jobs) - all.sum(UserAtWork::lost);

      await()
          .atMost(TestClient.PATIENCE)
          .until(() -> all.least(UserAtWork::jobs) - all.sum(UserAtWork::lost) >= before + JOBS);
      all.calm();

      assertThat(mallory.amplification()).isLessThanOrEqualTo(3);
      assertThat(all.isReady()).isTrue();
    }
  }
}
