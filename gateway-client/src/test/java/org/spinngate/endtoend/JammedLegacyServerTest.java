package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.config.LegacyServer;
import org.spinngate.client.config.LegacyServerSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpApplication;

/** An old server that takes connections and no bytes. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class JammedLegacyServerTest {
  private static final int BURST = 100;

  @Test
  void whatItDoesNotTakeIsDroppedAndCounted() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket scp = new ServerSocket(0, 1, loopback);
        ServerSocket boot = new ServerSocket(0, 1, loopback)) {
      LegacyServer server =
          new LegacyServer("127.0.0.1", scp.getLocalPort(), boot.getLocalPort(), true, true);
      LocalSettings local = new LocalSettings(LocalSettings.LOOPBACK, 0, 0);
      try (TestClient client = TestClient.start(new LegacyServerSettings(server, local)).ready()) {
        ScpApplication application = client.application();

        await()
            .atMost(TestClient.PATIENCE)
            .until(
                () -> {
                  for (int number = 0; number < BURST; number++) {
                    application.send(new byte[DataFrame.MAX_DATAGRAM]);
                  }
                  return client.traffic().dropped(DropReason.TUNNEL_FULL) > 0;
                });

        assertThat(client.events().ups()).isEqualTo(1);
        assertThat(client.gateway().ended()).isNotDone();
      }
    }
  }
}
