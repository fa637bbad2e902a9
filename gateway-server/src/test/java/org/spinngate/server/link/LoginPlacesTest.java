package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.Somebody;

/** The places of connections that are on their way to a login. */
@ExtendWith(LeakExtension.class)
class LoginPlacesTest {
  private static final int PLACES = 8;

  @Test
  void everyPlaceIsGivenBackOnceHoweverAConnectionEnds() throws SSLException {
    LinkBench bench = new LinkBench();
    bench.connect().logIn("alice");
    bench.connect().logIn("alice").close();
    bench.connect().say(Hello.of("alice", "wrong", "c"));
    bench.connect().close();
    bench.connect();
    assertThat(bench.pending().taken()).isPositive();
    bench.pass(LinkBench.LOGIN);
    bench.close();

    assertThat(bench.pending().taken()).isZero();
  }

  @Test
  void aConnectionThatGetsNoEncryptionGivesItsPlaceBack() throws SSLException {
    LinkBench bench = new LinkBench();

    Connection connection = bench.connectWithoutTls();
    bench.run();

    assertThat(connection.isOpen()).isFalse();
    assertThat(bench.pending().taken()).isZero();
    bench.close();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "others have one address of the loopback")
  void anAddressThatHoldsEveryPlaceInSilenceKeepsNobodyElseOut(@TempDir Path folder)
      throws Exception {
    Path identity = TlsBench.identity(folder);
    InetAddress strangers = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    List<Socket> silent = new ArrayList<>();
    try (LogCapture log = new LogCapture(LogCapture.EVERYTHING);
        TlsBench bench = new TlsBench(identity, 1000, PLACES, Duration.ofMinutes(5))) {
      for (int i = 0; i < 2 * PLACES; i++) {
        silent.add(dial(bench, strangers));
      }
      await().until(() -> !log.lines("too many connections").isEmpty());

      try (TlsClient honest = new TlsClient(bench.dial())) {
        honest.say(Hello.of("alice", Somebody.token("alice"), "c"));
        assertThat(honest.next(Welcome.class)).isNotNull();
      }
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private static Socket dial(TlsBench bench, InetAddress from) throws IOException {
    return new Socket(bench.address().getAddress(), bench.address().getPort(), from, 0);
  }
}
