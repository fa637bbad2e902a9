package org.spinngate.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.ShownLease;

class BoardCheckTest {
  private static final Board.Addresses ADDRESSES =
      new Board.Addresses(
          new InetSocketAddress("127.0.0.2", 17893), new InetSocketAddress("127.0.0.2", 54321));

  private final Board ant = board("ant");
  private final Board bee = board("bee");
  private final BoardCheck check = new BoardCheck(new BoardDirectory(List.of(ant, bee)));

  private static Board board(String name) {
    return new Board(
        name, ADDRESSES, false, new Board.Handling(Duration.ofMillis(10), 8, true), "");
  }

  @Test
  void boardsThatWereNeverHeardAreNoReasonToBeUnwell() {
    assertThat(check.check()).isEqualTo(new HealthCheck("boards", true, "0 within reach"));
  }

  @Test
  void oneUnreachableBoardIsNamedAndLeavesTheOthers() {
    ant.condition().answered("SC&MP 4.0.0");
    bee.condition().refused("no route to host");

    assertThat(check.check())
        .isEqualTo(
            new HealthCheck("boards", true, "1 within reach; unreachable: bee (no route to host)"));
  }

  @Test
  void nothingCanGoOutIfEveryBoardThatIsKnownIsUnreachable() {
    bee.condition().refused("no route to host");

    assertThat(check.check().ok()).isFalse();
  }

  @Test
  void aDisabledBoardCountsForNothing() {
    ant.condition().answered("SC&MP 4.0.0");
    ant.disable("new fan");
    bee.condition().refused("no route to host");

    assertThat(check.check().ok()).isFalse();

    bee.disable("new fan");

    assertThat(check.check().ok()).isTrue();
  }

  @Test
  void aBoardWhoseUserSendsNothingOutweighsOneThatIsDead() {
    ShownLease.take(ant);
    bee.condition().refused("no route to host");

    assertThat(check.check().ok()).isTrue();
  }

  @Test
  void moreDeadBoardsThanSilentUsersAreACutPath() {
    Board cat = board("cat");
    ShownLease.take(ant);
    bee.condition().refused("no route to host");
    cat.condition().refused("no route to host");

    assertThat(new BoardCheck(new BoardDirectory(List.of(ant, bee, cat))).check().ok()).isFalse();
  }

  @Test
  void ofManyUnreachableBoardsTheFirstTwentyAreNamed() {
    List<Board> many = IntStream.range(0, 23).mapToObj(i -> board("b" + i)).toList();
    many.forEach(board -> board.condition().refused("gone"));

    HealthCheck all = new BoardCheck(new BoardDirectory(many)).check();

    assertThat(all.detail()).endsWith("b19 (gone) and 3 more");
  }
}
