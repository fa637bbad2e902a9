package org.spinngate.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.server.testing.LogCapture;

class NameLookupsTest {
  private long now;
  private long nanosOfAFailure;
  private final Map<String, InetAddress> network = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> names = new ArrayList<>(List.of("ant.lab"));
  private final Map<String, InetAddress> learnt = new HashMap<>();
  private final LogCapture log = new LogCapture(NameLookups.class.getName());
  private final NameLookups lookups =
      new NameLookups(() -> names, this::lookUp, () -> now, learnt::putAll);

  @AfterEach
  void end() {
    lookups.close();
    log.close();
  }

  private InetAddress lookUp(String host) throws UnknownHostException {
    asked.add(host);
    InetAddress found = network.get(host);
    if (found == null) {
      now += nanosOfAFailure;
      throw new UnknownHostException(host);
    }
    return found;
  }

  private static InetAddress address(String literal) {
    return NetUtil.createInetAddressFromIpAddressString(literal);
  }

  private void roundAfter(long seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
    lookups.round();
  }

  @Test
  void aNameThatIsNotKnownIsAskedForAgainAndToldOnce() {
    lookups.round();
    roundAfter(5);
    network.put("ant.lab", address("10.9.0.1"));
    roundAfter(10);

    assertThat(learnt).containsEntry("ant.lab", address("10.9.0.1"));
    assertThat(log.lines("cannot be resolved"))
        .containsExactly("ant.lab cannot be resolved now; it is looked up again");
  }

  @Test
  void itIsAskedForLessAndLessOftenUpToAMinute() {
    for (int second = 0; second < 600; second++) {
      roundAfter(1);
    }

    // After 0, 5, 15, 35 and 75 seconds, and then each minute.
    assertThat(asked).hasSize(5 + (600 - 76) / 60);
  }

  @Test
  void aKnownNameIsAskedForEachMinuteSinceItMayMeanSomethingElse() {
    network.put("ant.lab", address("10.9.0.1"));
    lookups.round();
    roundAfter(59);
    assertThat(asked).hasSize(1);

    network.put("ant.lab", address("10.9.0.2"));
    roundAfter(1);

    assertThat(learnt).containsEntry("ant.lab", address("10.9.0.2"));
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void aNameServerThatIsNotThereIsAskedOnceInARound() {
    nanosOfAFailure = TimeUnit.SECONDS.toNanos(10);
    names.addAll(List.of("bee.lab", "cow.lab"));

    lookups.round();
    assertThat(asked).containsExactly("ant.lab");
    lookups.round();
    lookups.round();

    assertThat(asked).startsWith("ant.lab").contains("bee.lab");
  }

  @Test
  void oneNameThatIsNotKnownDoesNotKeepTheOthersWaiting() {
    names.add("bee.lab");
    network.put("bee.lab", address("10.9.0.2"));

    lookups.round();

    assertThat(learnt).containsOnlyKeys("bee.lab");
  }

  @Test
  void aNameThatNoBoardHasAnyMoreIsForgotten() {
    lookups.round();
    names.clear();

    roundAfter(60);

    assertThat(asked).hasSize(1);
  }
}
