package org.spinngate.server.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Mutator;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.ProxyHeaders;

/** After any bytes at the door a connection goes on or ends; nothing is thrown or left over. */
@ExtendWith(LeakExtension.class)
class BalancerBytesTest {
  private static final int CONNECTIONS = 20_000;
  private static final long SEED = 17894;
  private static final InetSocketAddress USER =
      new InetSocketAddress(BalancerBench.address("203.0.113.9"), 51544);

  private final LogCapture log = new LogCapture(LogCapture.EVERYTHING);
  private final BalancerBench bench = new BalancerBench();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Mutator mutator =
      new Mutator(
          SEED,
          List.of(
              ProxyHeaders.line(USER),
              ProxyHeaders.line("UNKNOWN"),
              ProxyHeaders.binary(USER),
              ProxyHeaders.binary(USER, new byte[] {0x20, 0, 9, 1, 0, 0, 0, 0, 1, 0, 1, 9}),
              ProxyHeaders.local(),
              ProxyHeaders.binary(ProxyHeaders.PROXY, 0x31, new byte[216])));

  @AfterEach
  void nothingIsLeft() {
    bench.close();
    assertThat(bench.waiting()).isZero();
    assertThat(log.stackTraces()).isZero();
    assertThat(log.lines("fault")).isEmpty();
    log.close();
  }

  private void sayWrongThings(String from) {
    EmbeddedChannel connection = bench.connect(from);
    byte[] bytes = mutator.next();
    int cut = random.nextInt(bytes.length + 1);
    bench.say(connection, Arrays.copyOf(bytes, cut));
    bench.say(connection, Arrays.copyOfRange(bytes, cut, bytes.length));
    connection.finishAndReleaseAll();
  }

  @Test
  void ofABalancer() {
    for (int i = 0; i < CONNECTIONS; i++) {
      sayWrongThings(BalancerBench.BALANCER);
    }

    assertThat(bench.came()).hasSizeBetween(1, CONNECTIONS);
    assertThat(bench.counted()).hasSizeBetween(1, CONNECTIONS);
  }

  @Test
  void ofAStranger() {
    for (int i = 0; i < CONNECTIONS; i++) {
      sayWrongThings(BalancerBench.STRANGER);
    }

    assertThat(bench.came()).hasSize(CONNECTIONS).containsOnly("198.51.100.7:4711");
  }
}
