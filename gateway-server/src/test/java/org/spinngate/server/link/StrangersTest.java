package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.TestLoop;

class StrangersTest {
  private final LogCapture log = new LogCapture(Strangers.class.getName());
  private final TestLoop time = new TestLoop();
  private final Strangers strangers = new Strangers(time::nanoTime);

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void theFirstHasALineAtOnce() {
    strangers.turnedAway("203.0.113.9:1", "no TLS 1.3 handshake");

    assertThat(log.lines()).containsExactly("turned away 203.0.113.9:1: no TLS 1.3 handshake");
  }

  @Test
  void thoseThatFollowAreHeldBackAndCounted() {
    for (int i = 0; i < 10_000; i++) {
      strangers.turnedAway("203.0.113.9:" + i, "too many connections");
    }
    time.jump(Duration.ofSeconds(10));

    strangers.turnedAway("203.0.113.9:7", "too many connections");

    assertThat(log.lines())
        .containsExactly(
            "turned away 203.0.113.9:0: too many connections",
            "turned away 203.0.113.9:7: too many connections (and 9999 more before it)");
  }

  @Test
  void afterAQuietTimeNothingIsHeldBack() {
    strangers.turnedAway("a", "x");
    time.jump(Duration.ofSeconds(10));
    strangers.turnedAway("b", "x");
    time.jump(Duration.ofMinutes(1));
    strangers.turnedAway("c", "x");

    assertThat(log.lines()).hasSize(3).noneMatch(line -> line.contains("more before"));
  }
}
