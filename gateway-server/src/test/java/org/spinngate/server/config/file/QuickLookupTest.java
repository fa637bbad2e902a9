package org.spinngate.server.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a network with a name server that answers for one name only. */
class QuickLookupTest {
  private static final InetAddress ANT = NetUtil.createInetAddressFromIpAddressString("10.9.0.1");

  private final CountDownLatch end = new CountDownLatch(1);
  private long now = 1;
  private final QuickLookup lookup =
      new QuickLookup(this::network, LookupThreads.fresh(), () -> now);

  @AfterEach
  void end() {
    end.countDown();
  }

  private InetAddress network(String host) throws UnknownHostException {
    if (host.equals("ant.lab")) {
      return ANT;
    }
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException(host);
  }

  @Test
  void namesThatNobodyAnswersForHoldNoOtherUp() throws Exception {
    List<String> silent = IntStream.range(0, 20).mapToObj(i -> "bee-" + i + ".lab").toList();
    lookup.expect(silent);

    assertThat(lookup.of("ant.lab")).isEqualTo(ANT);
  }

  @Test
  void allOfThemTogetherAreWaitedForOnce() {
    // The time of the first is the time of all: with it gone, the others are not waited for.
    assertThatThrownBy(() -> lookup.of("bee.lab")).isInstanceOf(UnknownHostException.class);
    now += QuickLookup.PATIENCE.toNanos();

    for (int i = 0; i < 1000; i++) {
      String host = "bee-" + i + ".lab";
      assertThatThrownBy(() -> lookup.of(host)).isInstanceOf(UnknownHostException.class);
    }
  }
}
