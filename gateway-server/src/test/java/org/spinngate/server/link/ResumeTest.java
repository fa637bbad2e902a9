package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DatagramsSent;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;

/** Clients that come back for their sessions, through the real pipeline. */
@ExtendWith(LeakExtension.class)
class ResumeTest {
  private LinkBench bench;
  private Connection first;
  private Opened opened;

  @BeforeEach
  void open() throws SSLException {
    bench = new LinkBench();
    first = bench.connect().logIn("alice");
    first.next(Welcome.class);
    opened = first.say(new Open("spin5-01", 0)).next(Opened.class);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Resume wish(int generation) {
    return new Resume(
        new Open("spin5-01", 0), opened.session(), opened.resumption().token(), generation);
  }

  private Connection loggedIn(String user) {
    Connection connection = bench.connect().logIn(user);
    connection.next(Welcome.class);
    return connection;
  }

  private static ByteBuf datagram(int bytes) {
    return Unpooled.buffer(bytes).writeZero(bytes);
  }

  @Test
  void theSameSessionGoesOnThroughTheSameSocket() {
    first.sendScp(1, datagram(26));
    first.close();

    Connection second = loggedIn("alice").say(wish(1));
    Opened again = second.next(Opened.class);
    second.sendScp(1, datagram(27));

    assertThat(again.session()).isEqualTo(opened.session());
    assertThat(again.resumption().resumed()).isTrue();
    assertThat(bench.socket(0).sent()).hasSize(2);
    assertThat(bench.sessions().count()).isEqualTo(1);
  }

  @Test
  void whatWasUnderWayWhenItsConnectionEndedIsCountedOnTheNext() {
    first.sendScp(1, datagram(26));
    Connection second = loggedIn("alice").say(wish(1));
    second.next(Opened.class);

    assertThat(second.next(DatagramsSent.class)).isEqualTo(new DatagramsSent(0));
    second.say(new DatagramsSent(4));
    second.sendScp(1, datagram(27));

    assertThat(bench.socket(0).sent()).hasSize(2);
    try (LogCapture log = new LogCapture("org.spinngate.server.session")) {
      second.say(new Bye(CloseCause.RELEASED, ""));
      assertThat(log.lines("session ended"))
          .singleElement()
          .asString()
          .contains("dropped 3 (3 tunnel-down)");
    }
  }

  @Test
  void aSecondConnectionBesideALivingOneTakesOver() {
    Connection second = loggedIn("alice").say(wish(1));

    assertThat(second.next(Opened.class).resumption().resumed()).isTrue();
    assertThat(first.goodbye()).isEqualTo(CloseCause.SUPERSEDED);
    assertThat(bench.sessions().count()).isEqualTo(1);
  }

  @Test
  void aCopyThatComesTooLateIsToldSo() {
    loggedIn("alice").say(wish(2));

    Connection copy = loggedIn("alice").say(wish(2));

    assertThat(copy.next(Refused.class).cause()).isEqualTo(CloseCause.SUPERSEDED);
    assertThat(copy.isOpen()).isFalse();
    assertThat(bench.sessions().count()).isEqualTo(1);
  }

  @Test
  void anotherUserWithTheTokenIsServedLikeAnybody() {
    Connection bob = loggedIn("bob").say(wish(1));

    assertThat(bob.next(Refused.class).cause()).isEqualTo(CloseCause.BOARD_BUSY);
    assertThat(first.isOpen()).isTrue();
  }

  @Test
  void aForgedTokenIsServedLikeNone() {
    Resume forged = new Resume(new Open("spin5-01", 0), opened.session(), new ResumeToken(3, 4), 1);

    assertThat(loggedIn("alice").say(forged).next(Refused.class).cause())
        .isEqualTo(CloseCause.BOARD_BUSY);
    assertThat(first.isOpen()).isTrue();
  }

  @Test
  void answersThatArriveAfterTheWishAreNoViolation() {
    first.close();

    Connection second = loggedIn("alice").say(wish(1), new Pong(1));

    assertThat(second.next(Opened.class).resumption().resumed()).isTrue();
    assertThat(second.isOpen()).isTrue();
  }

  @Test
  void theNewConnectionCanReleaseTheBoard() {
    Connection second = loggedIn("alice").say(wish(1));
    second.next(Opened.class);

    second.say(new Bye(CloseCause.RELEASED, ""));
    assertThat(bench.sessions().count()).isZero();
  }

  @Test
  void aWishForASessionThatWasReleasedIsToldSo() {
    first.say(new Bye(CloseCause.RELEASED, ""));

    assertThat(loggedIn("alice").say(wish(1)).next(Refused.class).cause())
        .as("it is said why, since it can only be a copy that asks")
        .isEqualTo(CloseCause.RELEASED);
  }

  @Test
  void aWishForASessionThatIsNotKnownCountsAsOneForItsBoard() {
    Resume unknown =
        new Resume(new Open("shared-1", 0), 1 ^ opened.session(), new ResumeToken(3, 4), 1);

    Opened other = loggedIn("alice").say(unknown).next(Opened.class);

    assertThat(other.board()).isEqualTo("shared-1");
    assertThat(other.resumption().resumed()).isFalse();
  }

  @Test
  void aSecondWishIsAViolation() {
    Connection second = loggedIn("alice").say(wish(1));
    second.next(Opened.class);
    second.next(DatagramsSent.class);

    second.say(wish(2));

    assertThat(second.goodbye()).isEqualTo(CloseCause.VIOLATION);
  }
}
