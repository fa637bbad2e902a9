package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.SealingKey;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Mutator;

/** Where a server speaks to, and to whom it never does. */
@ExtendWith(LeakExtension.class)
class RoamingTest {
  private static final int HOME = 51_544;
  private static final int AWAY = 40_000;

  private final PathBench bench = PathBench.proven();

  @AfterEach
  void close() {
    bench.close();
  }

  private byte[] latestOfClient() {
    List<byte[]> packets = bench.clientEnd().everLeft();
    return packets.get(packets.size() - 1);
  }

  @Test
  void aClientThatMovesIsFoundAndKeepsThePath() {
    bench.talk(1_000);
    bench.moveTo(AWAY);
    bench.talk(1_000);

    assertThat(bench.serverEnd().ports()).containsExactly(HOME, AWAY);
    assertThat(bench.clientEnd().choices()).containsExactly(true);
    assertThat(bench.server().isChosen()).isTrue();
  }

  @Test
  void aClientThatMovesWhileNobodyTalksIsFoundByItsNextQuestion() {
    bench.moveTo(AWAY);

    bench.pass(4_200);

    assertThat(bench.serverEnd().ports()).containsExactly(HOME, AWAY);
    assertThat(bench.server().isChosen()).isTrue();
  }

  @Test
  void untilTheNewAddressHasAnsweredNoDatagramGoesByThePath() {
    bench.moveTo(AWAY);
    bench.request("moved");
    bench.pass(21);
    assertThat(bench.serverEnd().datagrams()).containsExactly("1 moved");
    assertThat(bench.server().isChosen()).as("before the challenge is back").isFalse();

    bench.pass(42);

    assertThat(bench.server().isChosen()).isTrue();
  }

  @Test
  void whatWaitsWhenTheClientMovesGoesToItsNewAddress() {
    bench.talk(100);
    bench.serverEnd().fillUp(true);
    bench.reply("waits");
    bench.moveTo(AWAY);
    bench.request("moved");
    bench.pass(21);
    int atHome = bench.serverEnd().everLeftFor(HOME).size();

    bench.serverEnd().fillUp(false);
    bench.pass(100);

    assertThat(bench.serverEnd().ports()).containsExactly(HOME, AWAY);
    assertThat(bench.serverEnd().everLeftFor(HOME)).hasSize(atHome);
    assertThat(bench.clientEnd().datagrams()).contains("1 waits");
    assertThat(bench.serverEnd().unsent()).isEmpty();
  }

  @Test
  void aChallengeThatIsLostIsSentAgain() {
    bench.toClient().block(true);
    bench.moveTo(AWAY);
    bench.talk(400);
    assertThat(bench.serverEnd().ports()).containsExactly(HOME);

    bench.toClient().block(false);
    bench.talk(200);

    assertThat(bench.serverEnd().ports()).containsExactly(HOME, AWAY);
    assertThat(bench.clientEnd().choices()).containsExactly(true);
  }

  @Test
  void aClientThatIsSilentForFiveSecondsGetsItsDatagramsByTheStream() {
    bench.talk(1_000);
    bench.toServer().block(true);

    bench.pass(400);
    assertThat(bench.server().isChosen()).isTrue();
    int said = bench.serverEnd().everLeft().size();
    bench.time().pass(4_700);

    assertThat(bench.server().isChosen()).isFalse();
    assertThat(bench.serverEnd().everLeft()).hasSize(said);
  }

  @Test
  void anIdlePathStaysInUseForTheFirstWordOfABoard() {
    for (int i = 0; i < 1_300; i++) {
      bench.pass(100);
      assertThat(bench.server().isChosen()).isTrue();
    }
    assertThat(bench.serverEnd().ports()).containsExactly(HOME);
  }

  @Test
  void aCopyFromElsewhereMovesNothing() {
    bench.request("a");
    bench.pass(30);

    bench.arriveAtServer(666, latestOfClient());

    assertThat(bench.server().isChosen()).isTrue();
    assertThat(bench.serverEnd().everLeftFor(666)).isEmpty();
  }

  @Test
  void aPacketThatWasOvertakenMovesNothing() {
    bench.forge(HOME, 1_001, Packets.scp(300, 1, "newest"));

    bench.forge(666, 1_000, Packets.scp(300, 1, "overtaken"));

    assertThat(bench.serverEnd().datagrams()).containsExactly("1 newest", "1 overtaken");
    assertThat(bench.server().isChosen()).isTrue();
    assertThat(bench.serverEnd().everLeftFor(666)).isEmpty();
  }

  @Test
  void aPacketOfTheFormerKeysMovesNothingOnceTheNewOnesAreUsed() {
    bench.renew(Packets.NEXT_KEYS);
    bench.pass(50);

    bench.forge(666, 1_000, Packets.scp(300, 1, "held back"));

    assertThat(bench.serverEnd().datagrams()).containsExactly("1 held back");
    assertThat(bench.server().isChosen()).isTrue();
    assertThat(bench.serverEnd().everLeftFor(666)).isEmpty();
  }

  @Test
  void aPacketOfTheFormerKeysMovesTheClientThatHasNotGotTheNewOnes() {
    bench.server().renew(Packets.NEXT_KEYS);
    bench.moveTo(AWAY);

    bench.talk(300);

    assertThat(bench.serverEnd().ports()).containsExactly(HOME, AWAY);
  }

  @Test
  void strangersNeverHearAWordAndChangeNothing() {
    bench.request("a");
    bench.pass(30);
    byte[] real = latestOfClient();
    int said = bench.serverEnd().everLeft().size();
    SealingKey wrong = Packets.NEXT_KEYS.toServer();
    byte[] question = Packets.sealed(wrong, Packets.INDEX, 900, Packets.question(0, 7, 0));
    Mutator mutator = new Mutator(6, List.of(real, question));

    for (int i = 0; i < 20_000; i++) {
      byte[] packet = mutator.next();
      bench.arriveAtServer(666, packet);
      bench.arriveAtClient(packet);
    }
    bench.time().run();

    assertThat(bench.serverEnd().everLeft()).hasSize(said);
    assertThat(bench.serverEnd().ports()).containsExactly(HOME);
    assertThat(bench.serverEnd().datagrams()).containsExactly("1 a");
    assertThat(bench.clientEnd().datagrams()).isEmpty();
  }

  @Test
  void authenticPacketsWithoutAQuestionGetNoAnswer() {
    int said = bench.serverEnd().everLeft().size();

    bench.arriveAtServer(HOME, Packets.toServer(1_000, Packets.mark(0).toArray()));
    bench.arriveAtServer(HOME, Packets.toServer(1_001, Packets.answer(0, 2)));
    bench.time().run();

    assertThat(bench.serverEnd().everLeft()).hasSize(said);
  }

  @Test
  void aClientAnswersNoQuestions() {
    int said = bench.clientEnd().everLeft().size();

    bench.arriveAtClient(Packets.toClient(1_000, Packets.question(0, 7, 1)));
    bench.time().run();

    assertThat(bench.clientEnd().everLeft()).hasSize(said);
  }
}
