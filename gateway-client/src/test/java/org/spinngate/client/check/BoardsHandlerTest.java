package org.spinngate.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.dial.IdentityCheck;
import org.spinngate.client.link.Conversation;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class BoardsHandlerTest {
  private final Conversation server;

  BoardsHandlerTest() throws SettingsException {
    server = Conversation.aboutBoards(IdentityCheck.of(Conversation.ACCESS.trust()));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void allPagesOfBoardsAreOneAnswer() {
    server.welcome();
    server.sent();
    assertThat(server.sent()).isEqualTo(new ListBoards());

    server.receive(
        new Boards(List.of(new Boards.Entry("a", false, Optional.empty(), 0, "", "")), true));
    assertThat(server.boards()).isEmpty();
    server.receive(
        new Boards(
            List.of(new Boards.Entry("b", true, Optional.of(Conversation.HOLDER), 2, "", "")),
            false));

    assertThat(server.boards()).extracting(Boards.Entry::name).containsExactly("a", "b");
    assertThat(server.sent()).isEqualTo(new Bye(CloseCause.RELEASED, ""));
  }

  @Test
  void aListOfBoardsWithoutEndIsAViolation() {
    server.welcome();

    server.receive(new Boards(List.of(), true));

    assertThat(server.endings()).singleElement().asString().contains("VIOLATION");
  }
}
