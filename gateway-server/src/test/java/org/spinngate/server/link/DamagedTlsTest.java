package org.spinngate.server.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.Somebody;

/** A network that damages what it carries. */
@ExtendWith(LeakExtension.class)
class DamagedTlsTest {
  @Test
  void damageAfterTheHandshakeIsNotToldAsAHandshakeThatFailed(@TempDir Path folder)
      throws Exception {
    try (LogCapture log = new LogCapture(LogCapture.EVERYTHING);
        TlsBench bench =
            new TlsBench(TlsBench.identity(folder), 1000, 1000, Duration.ofMinutes(5));
        Socket wire = new Socket();
        TlsClient client = new TlsClient(bench.dialOver(wire))) {
      client.say(Hello.of("alice", Somebody.token("alice"), "c"));
      client.next(Welcome.class);

      wire.getOutputStream().write("no record of TLS at all".getBytes(US_ASCII));

      await().until(() -> log.lines("turned away").size() == 1);
      assertThat(log.lines("turned away").get(0)).endsWith("its TLS was damaged on the way");
      assertThat(log.stackTraces()).isZero();
    }
  }
}
