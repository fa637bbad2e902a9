package org.spinngate.protocol.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SentBytesTest {
  private static final int TIME_MILLIS = 16;
  private static final int KNOWN_MILLIS = 512 * TIME_MILLIS;

  private final SentBytes sent = new SentBytes();

  @Test
  void knowsWhatHadLeftBeforeATimeAtWhichSomethingLeft() {
    sent.sent(100, 1_600);
    sent.sent(20, 1_601);
    sent.sent(3, 1_700);

    assertThat(sent.before(1_601)).isZero();
    assertThat(sent.before(1_700)).isEqualTo(120);
    assertThat(sent.before(1_650)).isEqualTo(-1);
  }

  @Test
  void knowsNothingBeforeTheFirst() {
    assertThat(sent.before(0)).isEqualTo(-1);
  }

  @Test
  void forgetsWhatIsLongAgo() {
    sent.sent(1, 0);
    sent.sent(1, KNOWN_MILLIS);

    assertThat(sent.before(0)).isEqualTo(-1);
    assertThat(sent.before(KNOWN_MILLIS)).isEqualTo(1);
  }

  @Test
  void remembersEachTimeOfAStreamOverTheEndOfTheNumbers() {
    Random random = new Random(5);
    Map<Integer, Long> truth = new HashMap<>();
    long total = 0;
    int now = -200_000;
    for (int packet = 0; packet < 60_000; packet++) {
      now += random.nextInt(20);
      truth.putIfAbsent(now >>> 4, total);
      sent.sent(7, now);
      total += 7;
      int ago = now - random.nextInt(KNOWN_MILLIS - TIME_MILLIS);
      assertThat(sent.before(ago)).isEqualTo(truth.getOrDefault(ago >>> 4, -1L));
    }
  }
}
