package org.spinngate.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.User;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.BoardStatus;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.session.SessionBench;
import org.spinngate.server.testing.Somebody;
import org.spinngate.server.testing.TestLoop;

/** Which board who may have, as the configuration changes. */
class PermissionsTest {
  private final TestLoop time = new TestLoop();
  private final Board spin5 = SessionBench.board("spin5-01", 2, false);
  private final Board shared = SessionBench.board("shared-1", 3, true);
  private final BoardDirectory boards = new BoardDirectory(List.of(spin5, shared));
  private final Map<String, User> users = new HashMap<>();
  private final Set<String> withdrawn = new HashSet<>();
  private final Permissions permissions =
      new Permissions(
          boards,
          name -> Optional.ofNullable(users.get(name)),
          login -> !withdrawn.contains(login.user().name()));

  /** A client of a user as the configuration knows it from here on. */
  private Client client(String user, String... patterns) {
    Login login = Somebody.letIn(user, patterns);
    users.put(user, login.user());
    return new Client(login, "203.0.113.9:51544", time.loop());
  }

  private Optional<Refusal> objection(Client client) {
    return permissions.withdrawal(client, spin5).map(Permissions.Withdrawal::refusal);
  }

  @Test
  void aUserFindsTheBoardsOfItsPatternsAndNoOthers() {
    client("eve", "shared-*");

    assertThat(permissions.board("eve", "shared-1")).contains(shared);
    assertThat(permissions.board("eve", "spin5-01")).isEmpty();
    assertThat(permissions.board("eve", "shared-2")).isEmpty();
    assertThat(permissions.entriesOf("eve"))
        .extracting(Boards.Entry::name)
        .containsExactly("shared-1");
  }

  @Test
  void whomTheOperatorDoesNotKnowMayHaveNothing() {
    assertThat(permissions.knows("nobody")).isFalse();
    assertThat(permissions.board("nobody", "shared-1")).isEmpty();
    assertThat(permissions.mayUse("nobody", shared)).isFalse();
    assertThat(permissions.entriesOf("nobody")).isEmpty();
  }

  @Test
  void nothingSpeaksAgainstWhatIsAsItWas() {
    assertThat(objection(client("alice", "*"))).isEmpty();
  }

  @Test
  void whatHoldsIsTheConfigurationOfThisMomentAndNotThatOfTheLogin() {
    Client alice = client("alice", "*");

    client("alice", "shared-*");

    assertThat(objection(alice))
        .contains(new Refusal(CloseCause.REVOKED, "you may not use board spin5-01 any more"));
    assertThat(permissions.withdrawal(alice, shared)).isEmpty();
  }

  @Test
  void aTokenThatIsWithdrawnComesBeforeWhateverElseSpeaksAgainstIt() {
    Client alice = client("alice", "*");
    withdrawn.add("alice");
    boards.replace(List.of());

    assertThat(objection(alice))
        .contains(new Refusal(CloseCause.REVOKED, Permissions.LOGIN_WITHDRAWN));
  }

  @Test
  void aBoardThatIsGoneIsNobodysWhateverTheUserMay() {
    Client alice = client("alice", "*");

    boards.replace(List.of(shared));

    assertThat(objection(alice))
        .contains(new Refusal(CloseCause.REVOKED, "board spin5-01 was withdrawn by the operator"));
  }

  @Test
  void aNameThatStandsForAnotherBoardByNowIsNoPermissionForTheOneBefore() {
    Client alice = client("alice", "*");

    boards.replace(List.of(SessionBench.board("spin5-01", 9, false), shared));

    assertThat(objection(alice)).map(Refusal::cause).contains(CloseCause.REVOKED);
  }

  @Test
  void theSamePlaceInOtherWordsIsTheSameBoard() {
    Client alice = client("alice", "*");
    Board other =
        spin5.described("spin5-01", true, new Board.Handling(spin5.bootGap(), 1, false), "rack 9");

    boards.replace(List.of(other));

    assertThat(objection(alice)).isEmpty();
  }

  @Test
  void aBoardThatHasAnotherNameByNowIsNotTheOneOfTheOldName() {
    Client alice = client("alice", "*");

    boards.replace(List.of(spin5.described("spin5-02", false, handling(), "")));

    assertThat(objection(alice)).map(Refusal::cause).contains(CloseCause.REVOKED);
    assertThat(permissions.board("alice", "spin5-02")).isPresent();
  }

  private Board.Handling handling() {
    return new Board.Handling(spin5.bootGap(), 8, true);
  }

  @Test
  void aUserSeesWhoHasABoardThatAnotherGatewayServes() {
    Board far = SessionBench.board("spin5-03", 4, false);
    Boards.Entry seen = entryAt(far);

    assertThat(seen.holder()).map(Holder::user).contains("bob");
    assertThat(seen.holder()).map(Holder::since).contains(FakeFacility.SINCE);
    assertThat(seen.state()).isEqualTo("in use at gw2");

    far.disable("new fan");
    assertThat(entryAt(far).state()).isEqualTo("disabled");
    assertThat(entryAt(spin5).holder()).as("which the other gateway does not have").isEmpty();
  }

  private Boards.Entry entryAt(Board board) {
    User alice = Somebody.named("alice", "*");
    return new Permissions(
            new BoardDirectory(List.of(board)),
            name -> Optional.of(alice),
            login -> true,
            Optional.of(new FakeFacility()))
        .entriesOf("alice")
        .get(0);
  }

  @Test
  void aUserSeesWhyABoardHasFailed() {
    client("alice", "*");
    spin5.upkeep().show(Optional.of(new BoardStatus(BoardState.FAILED, "the BMP does not answer")));

    assertThat(permissions.entriesOf("alice"))
        .extracting(Boards.Entry::state)
        .contains("failed: the BMP does not answer");
  }
}
