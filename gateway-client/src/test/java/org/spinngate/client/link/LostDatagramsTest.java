package org.spinngate.client.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.dial.IdentityCheck;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DatagramsSent;
import org.spinngate.protocol.testing.LeakExtension;

/** Datagrams that the end of a connection takes with it. */
@ExtendWith(LeakExtension.class)
class LostDatagramsTest {
  private final Conversation server;

  LostDatagramsTest() throws SettingsException {
    server = Conversation.forBoard(IdentityCheck.of(Conversation.ACCESS.trust()));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whatTheServerHasSentByEarlierConnectionsAndDidNotComeIsCounted() {
    server.opened();

    server.receive(new DatagramsSent(2));

    assertThat(server.applications()).filteredOn("dropped tunnel-down"::equals).hasSize(2);
  }

  @Test
  void whatWaitsWhenTheServerIsTakenForLostIsCounted() {
    server.opened();
    server.tunnel().sendScp(1, Unpooled.wrappedBuffer(new byte[26]));

    server.channel().pipeline().fireUserEventTriggered(CloseCause.LOST);

    assertThat(server.applications()).endsWith("detach", "unsent 1 tunnel-down");
  }
}
