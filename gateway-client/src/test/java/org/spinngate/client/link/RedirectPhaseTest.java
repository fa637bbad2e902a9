package org.spinngate.client.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.dial.IdentityCheck;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Elsewhere;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.testing.LeakExtension;

/** A server that sends to another one, in each phase in which it can say so. */
@ExtendWith(LeakExtension.class)
class RedirectPhaseTest {
  private final Conversation server;

  RedirectPhaseTest() throws SettingsException {
    server = Conversation.forBoard(IdentityCheck.of(Conversation.ACCESS.trust()));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aGatewayThatSendsToAnotherEndsTheConversationWithThatAddress() {
    server.welcome();

    server.receive(new Elsewhere("gw2.example.org:17894"));
    assertThat(server.endings()).isEmpty();
    server.receive(Refused.because(CloseCause.ELSEWHERE));

    assertThat(server.endings()).containsExactly(new Ending.Elsewhere("gw2.example.org:17894"));
  }

  @Test
  void anAddressWithAnotherAnswerAfterItMeansNothing() {
    server.welcome();

    server.receive(new Elsewhere("gw2.example.org:17894"));
    server.receive(new Notice("soon over"));
    server.receive(Refused.because(CloseCause.ELSEWHERE));

    assertThat(server.endings()).containsExactly(Ending.of(CloseCause.ELSEWHERE));
  }

  @Test
  void anAddressBesideASessionIsPassedOver() {
    server.opened();

    server.receive(new Elsewhere("gw2.example.org:17894"));

    assertThat(server.endings()).isEmpty();
  }
}
