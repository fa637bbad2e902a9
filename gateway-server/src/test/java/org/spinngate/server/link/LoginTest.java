package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.Somebody;

@ExtendWith(LeakExtension.class)
class LoginTest {
  private final LogCapture audit = new LogCapture("org.spinngate.audit");
  private final LinkBench bench = new LinkBench();
  private final Connection client = bench.connect();

  LoginTest() throws SSLException {}

  @AfterEach
  void close() {
    bench.close();
    audit.close();
  }

  @Test
  void theRightTokenIsWelcomeAndHeartbeatsBegin() {
    client.logIn("alice");

    assertThat(client.next()).isEqualTo(new Welcome(1, "gateway-server 0.1", 10_000, 25_000));
    assertThat(client.pings()).hasSize(1);
    assertThat(audit.lines())
        .containsExactly(
            "login accepted: user=alice peer=203.0.113.9:51544 client=gateway-client/0.1");
  }

  @Test
  void aWrongTokenAndAnUnknownUserGetTheSameAnswer() {
    Connection other = bench.connect();
    client.say(Hello.of("alice", "wrong", "c"));
    other.say(Hello.of("nobody-we-know", Somebody.token("alice"), "c"));

    Refused first = client.next(Refused.class);

    assertThat(other.next()).isEqualTo(first);
    assertThat(first).isEqualTo(Refused.because(CloseCause.LOGIN_REFUSED));
    assertThat(audit.lines())
        .containsExactly(
            "login refused: user=alice peer=203.0.113.9:51544 reason=credentials",
            "login refused: user=nobody-we-know peer=203.0.113.9:51544 reason=credentials");
  }

  @Test
  void aUserIsWelcomeUntilTheLastDayAndNoLonger() {
    client.logIn("old");
    assertThat(client.refusal()).isEqualTo(CloseCause.LOGIN_REFUSED);

    assertThat(bench.connect().logIn("new").next()).isInstanceOf(Welcome.class);
  }

  @Test
  void aClientOfAnotherVersionIsToldBothRanges() {
    client.say(new Hello(7, 9, "alice", Somebody.token("alice"), "c"));

    Refused refused = client.next(Refused.class);

    assertThat(refused.cause()).isEqualTo(CloseCause.VERSION_MISMATCH);
    assertThat(refused.text())
        .isEqualTo("this server speaks protocol versions 1 to 1, the client 7 to 9");
    assertThat(client.isOpen()).isFalse();
    assertThat(audit.lines())
        .containsExactly("login refused: user=? peer=203.0.113.9:51544 reason=version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice\nlogin accepted: user=root",
        "alice peer=10.0.0.1 reason=banned",
        "alice\u2028x",
        "al\u001b[31mice"
      })
  void aUserNameCanForgeNoFieldAndNoLineOfTheAuditLog(String name) {
    client.say(Hello.of(name, "wrong", "c"));

    String line = audit.lines().get(0);

    assertThat(line)
        .matches("login refused: user=[^ =]* peer=203\\.0\\.113\\.9:51544 reason=credentials");
    assertThat(line.lines()).hasSize(1);
    assertThat(line).doesNotContain("\u001b", "\u2028");
  }

  static List<ControlMessage> outOfTurn() {
    return List.of(
        new Open("spin5-01", 0),
        new ListBoards(),
        new FlowClosed(Service.SCP, 1),
        new Ping(1),
        new Pong(1),
        new Bye(CloseCause.RELEASED, ""),
        new Notice("hello"),
        Refused.because(CloseCause.INTERNAL),
        new Welcome(1, "me", 5000, 15000));
  }

  @ParameterizedTest
  @MethodSource("outOfTurn")
  void anythingButAHelloIsAViolationAtFirst(ControlMessage message) {
    client.say(message);

    assertThat(client.goodbye()).isEqualTo(CloseCause.VIOLATION);
    assertThat(audit.lines()).isEmpty();
  }

  @Test
  void aDatagramBeforeTheLoginIsAViolationAndCalledByItsName() {
    try (LogCapture log = new LogCapture(Strangers.class.getName())) {
      client.sendScp(1, Unpooled.buffer().writeZero(26));

      assertThat(client.goodbye()).isEqualTo(CloseCause.VIOLATION);
      assertThat(log.lines())
          .containsExactly("turned away 203.0.113.9:51544: Datagram out of turn");
    }
  }

  @Test
  void aFrameThatIsTooLongForAStrangerIsAViolationBeforeItsBytesCome() {
    client.sayBytes(Unpooled.buffer().writeShort(4097));

    assertThat(client.goodbye()).isEqualTo(CloseCause.VIOLATION);
  }

  @Test
  void afterTheLoginLongerFramesAreWelcome() {
    client.logIn("alice");
    client.next(Welcome.class);

    client.sayBytes(Unpooled.buffer().writeShort(4097));

    assertThat(client.isSilent()).isTrue();
    assertThat(client.isOpen()).isTrue();
  }

  @Test
  void nothingIsLookedAtAfterAViolation() {
    ByteBuf both = Unpooled.buffer();
    new ListBoards().writeFrame(both);
    Hello.of("alice", Somebody.token("alice"), "c").writeFrame(both);
    new Open("spin5-01", 0).writeFrame(both);

    client.sayBytes(both);

    assertThat(client.goodbye()).isEqualTo(CloseCause.VIOLATION);
    assertThat(audit.lines()).isEmpty();
    assertThat(bench.sessions().count()).isZero();
  }

  @Test
  void nothingIsLookedAtAfterARefusal() {
    client.say(
        Hello.of("alice", "wrong", "c"),
        Hello.of("alice", Somebody.token("alice"), "c"),
        new Open("spin5-01", 0));

    assertThat(client.refusal()).isEqualTo(CloseCause.LOGIN_REFUSED);
    assertThat(audit.lines()).hasSize(1);
  }

  @Test
  void aConnectionThatDoesNotLogInIsEndedAtTheDeadline() {
    bench.pass(Duration.ofSeconds(4));
    assertThat(client.isOpen()).isTrue();

    bench.pass(Duration.ofSeconds(1));

    assertThat(client.goodbye()).isEqualTo(CloseCause.LOGIN_TIMEOUT);
  }

  @Test
  void halfAHelloDoesNotMoveTheDeadline() {
    ByteBuf hello = Connection.bytesOf(Hello.of("alice", Somebody.token("alice"), "c"));
    bench.pass(Duration.ofSeconds(3));
    client.sayBytes(hello.readBytes(9));
    hello.release();

    bench.pass(Duration.ofSeconds(2));

    assertThat(client.goodbye()).isEqualTo(CloseCause.LOGIN_TIMEOUT);
  }

  @Test
  void theDeadlineDoesNotConcernThoseWhoAreLoggedIn() {
    client.logIn("alice");
    client.next(Welcome.class);

    bench.pass(Duration.ofSeconds(10));

    assertThat(client.isOpen()).isTrue();
  }

  @Test
  void aHelloInSingleBytesIsAHello() {
    ByteBuf hello = Connection.bytesOf(Hello.of("alice", Somebody.token("alice"), "c"));
    while (hello.isReadable()) {
      client.sayBytes(hello.readBytes(1));
    }
    hello.release();

    assertThat(client.next()).isInstanceOf(Welcome.class);
  }

  @Test
  void aLoggedInUserMayAskForTheBoardsAgainAndAgain() {
    client.logIn("eve").say(new ListBoards(), new ListBoards());
    client.next(Welcome.class);

    Boards boards = client.next(Boards.class);

    assertThat(boards.entries()).extracting(Boards.Entry::name).containsExactly("shared-1");
    assertThat(client.next()).isEqualTo(boards);
    client.say(new Bye(CloseCause.RELEASED, ""));
    assertThat(client.isOpen()).isFalse();
  }

  @Test
  void aDatagramBeforeABoardIsOpenIsAViolation() {
    client.logIn("alice");
    client.next(Welcome.class);

    client.sendScp(1, Unpooled.buffer().writeZero(DataFrame.MAX_DATAGRAM));

    assertThat(client.goodbye()).isEqualTo(CloseCause.VIOLATION);
  }

  @Test
  void aSecondHelloIsAViolation() {
    client.logIn("alice").logIn("alice");
    client.next(Welcome.class);

    assertThat(client.goodbye()).isEqualTo(CloseCause.VIOLATION);
  }

  @Test
  void aMessageOfALaterVersionThatMayBeIgnoredIsIgnored() {
    client.sayBytes(Unpooled.buffer().writeShort(3).writeByte(0x7F).writeShort(0));

    assertThat(client.logIn("alice").next()).isInstanceOf(Welcome.class);
  }
}
