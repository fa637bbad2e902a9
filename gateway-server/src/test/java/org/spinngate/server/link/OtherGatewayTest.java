package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Elsewhere;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Reset;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;
import org.spinngate.server.testing.LogCapture;

/** Clients whose board is at another gateway of the facility, as the book of leases says. */
@ExtendWith(LeakExtension.class)
class OtherGatewayTest {
  private static final String ADDRESS = "gw2.example.org:17894";

  private final LogCapture audit = new LogCapture("org.spinngate.audit");
  private final LinkBench bench = LinkBench.withFarLeases();

  OtherGatewayTest() throws SSLException {}

  @AfterEach
  void close() {
    bench.close();
    audit.close();
  }

  private Connection wish(ControlMessage wish) {
    Connection connection = bench.connect().logIn("alice");
    connection.next(Welcome.class);
    connection.say(wish);
    bench.run();
    return connection;
  }

  private void send() {
    bench.far().sendTo(ADDRESS);
    bench.run();
  }

  private static void assertSent(Connection client) {
    assertThat(client.next()).isEqualTo(new Elsewhere(ADDRESS));
    assertThat(client.refusal()).isEqualTo(CloseCause.ELSEWHERE);
  }

  @Test
  void whoOpensABoardIsToldWhereItIs() {
    Connection alice = wish(new Open("spin5-01", 60));

    send();

    assertSent(alice);
    assertThat(bench.board().lease().held()).isFalse();
    assertThat(audit.lines("board refused"))
        .containsExactly(
            "board refused: user=alice peer=203.0.113.9:51544 board=spin5-01 reason=elsewhere");
  }

  @Test
  void soIsWhoComesBackForASession() {
    Connection alice = wish(new Resume(new Open("spin5-01", 60), 7, Samples.TOKEN, 1));

    send();

    assertSent(alice);
  }

  @Test
  void andWhoWantsItPowerCycled() {
    bench.board().showPowerSwitch(Optional.of("a switch"));
    Connection alice = wish(new Reset("spin5-01"));

    send();

    assertSent(alice);
    assertThat(bench.power().asked()).isEmpty();
  }

  @Test
  void whoHasGoneMeanwhileIsSaidNothing() {
    bench.board().showPowerSwitch(Optional.of("a switch"));
    Connection alice = wish(new Reset("spin5-01"));
    alice.close();

    send();

    assertThat(alice.isSilent()).isTrue();
  }

  @Test
  void aSessionWhoseBoardHasMovedEndsAndMayBeResumedElsewhere() {
    Connection alice = wish(new Open("spin5-01", 0));
    bench.far().answer();
    bench.run();
    Opened opened = alice.next(Opened.class);

    bench.far().loseGrants(CloseCause.ELSEWHERE, CloseCause.ELSEWHERE.sentence());
    bench.run();
    assertThat(alice.goodbye()).isEqualTo(CloseCause.ELSEWHERE);
    assertThat(bench.board().lease().held()).isFalse();

    Connection again =
        wish(
            new Resume(
                new Open("spin5-01", 60),
                opened.session(),
                opened.resumption().token(),
                opened.resumption().resumed() ? 2 : 1));
    send();
    assertSent(again);
  }

  @Test
  void aBookThatCannotAgreeRefusesForTheTimeBeing() {
    Connection alice = wish(new Open("spin5-01", 60));

    bench.far().refuse(CloseCause.NO_QUORUM);
    bench.run();

    assertThat(alice.next())
        .isEqualTo(
            new Refused(
                CloseCause.NO_QUORUM,
                "the gateways cannot agree at present who has a board",
                Optional.empty()));
    assertThat(CloseCause.NO_QUORUM.temporary()).isTrue();
    assertThat(alice.isOpen()).isFalse();
  }

  @Test
  void whoCouldNotBeToldTheAddressIsRefusedAllTheSame() {
    Connection alice = wish(new Open("spin5-01", 60));

    bench.far().sendTo("h".repeat(Elsewhere.MAX_ADDRESS + 1));
    bench.run();

    assertThat(alice.refusal()).isEqualTo(CloseCause.ELSEWHERE);
  }
}
