package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;

/** A fault of ours, of which none is known: a test throws it into the real pipeline. */
@ExtendWith(LeakExtension.class)
class FaultTest {
  private final IllegalStateException fault = new IllegalStateException("a fault");
  private LinkBench bench;
  private LogCapture log;

  @BeforeEach
  void open() throws SSLException {
    bench = new LinkBench();
    log = new LogCapture(LogCapture.EVERYTHING);
  }

  @AfterEach
  void close() {
    log.close();
    bench.close();
  }

  @Test
  void withoutASessionItIsTheEndOfItsConnectionOnly() {
    Connection other = bench.connect().openBoard("bob", "shared-1");
    Connection connection = bench.connect();

    connection.pipeline().fireExceptionCaught(fault);

    assertThat(connection.goodbye()).isEqualTo(CloseCause.INTERNAL);
    assertThat(log.lines("fault while serving 203.0.113.9:51544")).hasSize(1);
    assertThat(log.lastValue("cause")).isEqualTo("internal");
    assertThat(other.isOpen()).isTrue();
  }

  @Test
  void inASessionItIsTheEndOfThatSession() {
    Connection connection = bench.connect().openBoard("alice", "spin5-01");

    connection.pipeline().fireExceptionCaught(fault);

    assertThat(connection.goodbye()).isEqualTo(CloseCause.INTERNAL);
    assertThat(log.lines("session ended")).hasSize(1);
    assertThat(log.lastValue("cause")).isEqualTo("internal");
    assertThat(bench.sessions().count()).isZero();
  }
}
