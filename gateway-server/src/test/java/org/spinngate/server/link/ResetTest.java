package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Reset;
import org.spinngate.protocol.ResetDone;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.board.PowerOutcome.Result;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.Somebody;
import org.spinngate.server.testing.TestLoop;

/** Users who have a board power-cycled, and who may not. */
@ExtendWith(LeakExtension.class)
class ResetTest {
  private static final Holder ALICE = new Holder("alice", TestLoop.BEGIN, Duration.ZERO);

  private final LogCapture audit = new LogCapture("org.spinngate.audit");
  private final LinkBench bench = new LinkBench();

  ResetTest() throws SSLException {}

  @BeforeEach
  void wire() {
    bench.board().showPowerSwitch(Optional.of("a switch"));
  }

  @AfterEach
  void close() {
    bench.close();
    audit.close();
  }

  private Connection reset(String user, String board) {
    Connection connection = bench.connect().logIn(user);
    connection.next(Welcome.class);
    connection.say(new Reset(board));
    bench.run();
    return connection;
  }

  private void end(PowerOutcome how) {
    bench.power().end(how);
    bench.run();
  }

  @Test
  void aBoardThatNobodyHasIsTakenForAsLongAsItIsPowerCycled() {
    Connection alice = reset("alice", "spin5-01");
    bench.power().tell("power-cycling spin5-01, about 35 s");
    assertThat(alice.next()).isEqualTo(new Notice("power-cycling spin5-01, about 35 s"));

    assertThat(bench.board().lease().holder()).contains(ALICE);
    Connection bob = bench.connect().logIn("bob");
    bob.next(Welcome.class);
    bob.say(new Open("spin5-01", 60));
    assertThat(bob.next()).isInstanceOf(Waiting.class);

    end(PlayedPower.done());
    assertThat(alice.next()).isEqualTo(new ResetDone("board spin5-01 is power-cycled"));
    assertThat(alice.isOpen()).isFalse();
    assertThat(bob.next()).isInstanceOf(Opened.class);
    assertThat(audit.lines("board reset"))
        .containsExactly("board reset: user=alice peer=203.0.113.9:51544 board=spin5-01 result=ok");
  }

  @Test
  void theUsersOwnSessionGoesOnAndIsTold() {
    Connection session = bench.connect().openBoard("alice", "spin5-01");

    Connection alice = reset("alice", "spin5-01");
    end(PlayedPower.done());

    assertThat(alice.next()).isInstanceOf(ResetDone.class);
    assertThat(session.next(Notice.class).text()).startsWith("the board was power-cycled");
    assertThat(session.isOpen()).isTrue();
    assertThat(bench.board().lease().holders()).isEqualTo(1);
  }

  @Test
  void nobodyResetsWhatSomebodyElseHas() {
    bench.connect().openBoard("alice", "spin5-01");

    Connection bob = reset("bob", "spin5-01");

    assertThat(bob.next())
        .isEqualTo(
            new Refused(CloseCause.BOARD_BUSY, "board spin5-01 is in use", Optional.of(ALICE)));
    assertThat(bench.power().asked()).isEmpty();
    assertThat(audit.lines("board reset"))
        .containsExactly(
            "board reset: user=bob peer=203.0.113.9:51544 board=spin5-01 result=board-busy");
  }

  @ParameterizedTest
  @CsvSource({
    "NO_POWER, board-refused",
    "HELD, board-busy",
    "TOO_SOON, board-busy",
    "FAILED, board-failed",
    "STOPPING, stopping"
  })
  void whyNotIsToldInTheWordsOfThePower(Result result, String cause) {
    Connection alice = reset("alice", "spin5-01");
    end(new PowerOutcome(result, "the reason"));

    Refused refused = alice.next(Refused.class);
    assertThat(refused.cause().label()).isEqualTo(cause);
    assertThat(refused.text()).isEqualTo("the reason");
    assertThat(bench.board().lease().held()).isFalse();
    assertThat(audit.lines("board reset")).last().asString().endsWith(" result=" + cause);
  }

  @Test
  void whatHasComeUpMeanwhileIsToldWithItsOwnCause() {
    Connection alice = reset("alice", "spin5-01");
    bench.board().disable("new fan");
    end(new PowerOutcome(Result.REFUSED, "the reason"));

    assertThat(alice.next(Refused.class).cause()).isEqualTo(CloseCause.BOARD_DISABLED);
  }

  @Test
  void aBoardThatNothingSwitchesIsNotAskedFor() {
    bench.board().showPowerSwitch(Optional.empty());

    assertThat(reset("alice", "spin5-01").next())
        .isEqualTo(
            new Refused(
                CloseCause.BOARD_REFUSED,
                "the gateway cannot switch the power of board spin5-01",
                Optional.empty()));
    assertThat(bench.power().asked()).isEmpty();
  }

  @Test
  void anUnknownAndAForbiddenBoardAreRefusedAlike() {
    Refused forbidden = reset("eve", "spin5-01").next(Refused.class);

    assertThat(reset("eve", "spin5-99").next()).isEqualTo(forbidden);
    assertThat(forbidden).isEqualTo(Refused.because(CloseCause.BOARD_REFUSED));
  }

  @Test
  void whatKeepsAUserFromBoardsKeepsHimFromThis() {
    bench.board().disable("new fan");
    assertThat(reset("alice", "spin5-01").refusal()).isEqualTo(CloseCause.BOARD_DISABLED);
    bench.board().enable();

    Connection session = bench.connect().openBoard("alice", "spin5-01");
    bench.supervision().kickUser("alice", "later");
    bench.run();
    session.next(Bye.class);
    assertThat(reset("alice", "spin5-01").refusal()).isEqualTo(CloseCause.KICKED);

    bench.sessions().refuseNew(CloseCause.STOPPING);
    assertThat(reset("bob", "spin5-01").refusal()).isEqualTo(CloseCause.STOPPING);
    assertThat(bench.power().asked()).isEmpty();
  }

  @Test
  void whoGoesMeanwhileKeepsTheBoardUntilItIsDone() {
    Connection alice = reset("alice", "spin5-01");
    alice.say(new Bye(CloseCause.RELEASED, ""));
    assertThat(alice.isOpen()).isFalse();
    assertThat(bench.board().lease().held()).isTrue();

    end(PlayedPower.done());

    assertThat(bench.board().lease().held()).isFalse();
    assertThat(audit.lines("board reset")).hasSize(1);
  }

  @Test
  void aResetOutOfTurnIsAViolationAndSwitchesNothing() {
    Reset wish = new Reset("spin5-01");
    Connection stranger = bench.connect().say(wish);
    assertThat(stranger.isOpen()).isFalse();

    Connection session = bench.connect().openBoard("alice", "spin5-01").say(wish);
    assertThat(session.goodbye()).isEqualTo(CloseCause.VIOLATION);
    bench.run();

    bench.connect().openBoard("alice", "spin5-01");
    Connection waiting = bench.connect().logIn("bob");
    waiting.next(Welcome.class);
    waiting.say(new Open("spin5-01", 60), wish);
    waiting.next(Waiting.class);
    assertThat(waiting.goodbye()).isEqualTo(CloseCause.VIOLATION);

    Connection twice = reset("alice", "spin5-01").say(wish);
    assertThat(twice.isOpen()).isFalse();
    assertThat(bench.power().asked()).containsExactly("alice spin5-01");
  }

  @Test
  void whoReadsTailsIsToldThatTheServerAndTheBoardCanDoIt() {
    Connection client =
        bench
            .connect()
            .say(Hello.of("alice", Somebody.token("alice"), "gateway-client 0.2").with(Extras.of()))
            .say(new Open("spin5-01", 0));

    assertThat(Reset.isOfferedIn(client.next(Welcome.class).extras())).isTrue();
    assertThat(Reset.isOfferedIn(client.next(Opened.class).extras())).isTrue();
  }

  @Test
  void aBoardThatAnotherGatewayTakesMeanwhileIsNotSwitchedAnyMore() throws SSLException {
    LinkBench several = LinkBench.withFarLeases();
    try {
      several.board().showPowerSwitch(Optional.of("a switch"));
      Connection alice = several.connect().logIn("alice");
      alice.next(Welcome.class);
      alice.say(new Reset("spin5-01"));
      several.run();
      several.far().answer();
      several.run();
      assertThat(several.power().objection()).isEmpty();

      several.far().loseGrants(CloseCause.ELSEWHERE, "away for too long");

      assertThat(several.power().objection().orElseThrow().cause()).isEqualTo(CloseCause.ELSEWHERE);
      assertThat(several.board().lease().held()).isFalse();
      several.power().end(new PowerOutcome(Result.REFUSED, "away for too long"));
      several.run();
      assertThat(alice.next(Refused.class).cause()).isEqualTo(CloseCause.ELSEWHERE);
    } finally {
      several.close();
    }
  }
}
