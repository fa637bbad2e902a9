package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;

/** Clients at a server whose book of leases answers 300 ms later. */
@ExtendWith(LeakExtension.class)
class FarLeasesLinkTest {
  private final LinkBench bench = LinkBench.withFarLeases();

  FarLeasesLinkTest() throws SSLException {}

  @AfterEach
  void close() {
    bench.close();
  }

  private Connection ask(String user, long waitSeconds) {
    Connection connection = bench.connect().logIn(user);
    connection.next(Welcome.class);
    connection.say(new Open("spin5-01", waitSeconds));
    bench.run();
    assertThat(connection.isSilent()).isTrue();
    return connection;
  }

  private void answer() {
    bench.pass(Duration.ofMillis(300));
    bench.far().answer();
    bench.run();
  }

  @Test
  void theLoopServesOthersWhileTheBookIsAsked() {
    Connection alice = ask("alice", 0);

    Connection bob = bench.connect().logIn("bob");
    bob.next(Welcome.class);
    bob.say(new ListBoards());
    bench.run();
    assertThat(bob.next()).isInstanceOf(Boards.class);
    answer();

    assertThat(alice.next()).isInstanceOf(Opened.class);
  }

  @Test
  void whoInterruptsWhileTheBookIsAskedLeavesTheBoardFree() {
    Connection alice = ask("alice", 0);

    alice.say(new Bye(CloseCause.RELEASED, ""));
    assertThat(alice.isOpen()).isFalse();
    answer();

    assertThat(bench.board().lease().held()).isFalse();
    Connection bob = ask("bob", 0);
    answer();
    assertThat(bob.next()).isInstanceOf(Opened.class);
  }

  @Test
  void aConnectionThatBreaksWhileTheBookIsAskedLeavesTheQueue() {
    Connection alice = ask("alice", 0);
    answer();
    alice.next(Opened.class);
    Connection bob = ask("bob", 60);

    bob.close();
    answer();

    assertThat(bench.board().lease().waiting()).isZero();
  }

  @Test
  void whoWaitsIsToldAndServedLater() {
    Connection alice = ask("alice", 0);
    answer();
    alice.next(Opened.class);
    Connection bob = ask("bob", 60);
    answer();
    assertThat(bob.next(Waiting.class).position()).isOne();

    alice.say(new Bye(CloseCause.RELEASED, ""));
    bench.run();

    assertThat(bob.next()).isInstanceOf(Opened.class);
  }

  @Test
  void aLostBoardIsAGoodbyeWithItsCause() {
    Connection alice = ask("alice", 0);
    answer();
    alice.next(Opened.class);

    bench.far().loseGrants(CloseCause.BOARD_FAILED, "another gateway has the board");
    bench.run();

    assertThat(alice.goodbye()).isEqualTo(CloseCause.BOARD_FAILED);
    assertThat(bench.board().lease().held()).isFalse();
  }

  @Test
  void aHeartbeatGoesOnWhileTheBookIsAsked() {
    Connection alice = ask("alice", 0);

    bench.pass(Duration.ofSeconds(9));
    alice.say(new Pong(0));
    bench.pass(Duration.ofSeconds(9));

    assertThat(alice.isOpen()).isTrue();
  }
}
