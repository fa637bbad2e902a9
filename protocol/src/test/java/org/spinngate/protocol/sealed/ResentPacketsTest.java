package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.ResendCounts;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class ResentPacketsTest {
  private static final int ELSEWHERE = 40_404;
  private static final long FAR_AHEAD = 10_000;

  private final PathBench bench = PathBench.proven();

  @AfterEach
  void close() {
    bench.close();
  }

  /** The server sends a reply that is lost, and one that is not. */
  private void loseAReply() {
    loseAReply(bench);
  }

  private static void loseAReply(PathBench bench) {
    bench.toClient().block(true);
    bench.reply("lost");
    bench.pass(1);
    bench.toClient().block(false);
    bench.reply("next");
  }

  private static byte[] askForEverything() {
    return Packets.mark(0).u16(16).u8(0x89).u32(Packets.INDEX).u64(0).u16(0).u8(255).toArray();
  }

  private List<String> sentAgain() {
    List<String> all = bench.serverEnd().everLeft().stream().map(ByteBufUtil::hexDump).toList();
    HashSet<String> once = new HashSet<>();
    return all.stream().filter(packet -> !once.add(packet)).toList();
  }

  @Test
  void aPacketThatWasLostIsAskedForAndComesARoundTripLater() {
    loseAReply();
    bench.pass(62);
    assertThat(bench.clientEnd().datagrams()).containsExactly("1 next");
    bench.pass(8);

    assertThat(bench.clientEnd().datagrams()).containsExactly("1 next", "1 lost");
    assertThat(bench.client().report().resends()).isEqualTo(new ResendCounts(1, 1, 0, 0));
    assertThat(bench.server().report().resends()).isEqualTo(new ResendCounts(0, 0, 0, 1));
    assertThat(sentAgain()).as("the same bytes").hasSize(1);
  }

  @Test
  void whatIsMissedWhileAnAskIsUnderWayDoesNotWaitForItsAnswer() {
    loseAReply();
    bench.pass(30);
    loseAReply();
    bench.pass(70);

    assertThat(bench.clientEnd().datagrams())
        .containsExactly("1 next", "1 next", "1 lost", "1 lost");
  }

  @Test
  void lossesThatAreCloserThanARoundTripAreEachAskedForAtOnce() {
    bench.toClient().delay(100);
    bench.toServer().delay(100);
    bench.pass(1_000);
    for (int i = 0; i < 60; i++) {
      loseAReply();
      bench.pass(4);
    }
    bench.pass(310);

    assertThat(bench.clientEnd().datagrams()).filteredOn("1 lost"::equals).hasSize(60);
    assertThat(bench.client().report().resends().givenUp()).isZero();
  }

  @Test
  void onALongLineWhatComesAfterOneAskIsRecovered() {
    try (PathBench far = PathBench.usual()) {
      far.toClient().delay(150);
      far.toServer().delay(150);
      far.client().start();
      far.pass(1_000);
      for (int i = 0; i < 5; i++) {
        loseAReply(far);
        far.pass(500);
      }

      ResendCounts counts = far.client().report().resends();
      assertThat(counts.recovered()).isGreaterThanOrEqualTo(5);
      assertThat(counts.givenUp()).isZero();
    }
  }

  @Test
  void asksAreFourMillisecondsApartOrMore() {
    for (int i = 0; i < 20; i++) {
      loseAReply();
      bench.pass(1);
    }
    bench.pass(100);

    assertThat(bench.client().report().resends().asked()).isEqualTo(20);
    assertThat(bench.clientEnd().everLeft().stream().filter(Packets::asksForAny).count())
        .isLessThanOrEqualTo(12);
  }

  @Test
  void theLastPacketOfAllIsMissedWithTheNextAnswer() {
    bench.request("request");
    bench.pass(20);
    bench.toClient().block(true);
    bench.reply("lost");
    bench.pass(1);
    bench.toClient().block(false);
    bench.pass(250);

    assertThat(bench.clientEnd().datagrams()).containsExactly("1 lost");
  }

  @Test
  void aRequestThatWasLostIsAskedForByTheServer() {
    bench.toServer().block(true);
    bench.request("lost");
    bench.pass(1);
    bench.toServer().block(false);
    bench.request("next");
    bench.pass(70);

    assertThat(bench.serverEnd().datagrams()).containsExactly("1 next", "1 lost");
    assertThat(bench.server().report().resends()).isEqualTo(new ResendCounts(1, 1, 0, 0));
  }

  @Test
  void whatIsResentIsCountedNeitherAsLostNorAsLate() {
    loseAReply();
    bench.talk(3_000);

    assertThat(bench.clientEnd().missing()).isZero();
    assertThat(bench.clientEnd().drops()).isEmpty();
  }

  @Test
  void lostQuestionsAndAnswersAreNotAskedFor() {
    for (int i = 0; i < 5; i++) {
      bench.toClient().block(true);
      bench.pass(160);
      bench.toClient().block(false);
      bench.pass(160);
    }
    bench.reply("reply");
    bench.pass(100);

    assertThat(bench.client().report().resends()).isEqualTo(ResendCounts.NONE);
  }

  @Test
  void keysThatAreExchangedInBetweenDoNotMatter() {
    bench.toClient().block(true);
    bench.reply("lost");
    bench.pass(1);
    bench.toClient().block(false);
    bench.reply("next");
    bench.renew(Packets.NEXT_KEYS);
    bench.pass(70);

    assertThat(bench.clientEnd().datagrams()).containsExactly("1 next", "1 lost");
  }

  @Test
  void aClientThatHasMovedGetsWhatItMisses() {
    bench.talk(200);
    bench.moveTo(ELSEWHERE);
    bench.talk(1_000);
    bench.clientEnd().datagrams();
    long before = bench.client().report().resends().recovered();
    loseAReply();
    bench.pass(70);

    assertThat(bench.clientEnd().datagrams()).contains("1 lost");
    assertThat(bench.client().report().resends().recovered()).isEqualTo(before + 1);
    assertThat(bench.serverEnd().everLeftFor(ELSEWHERE)).isNotEmpty();
  }

  @Test
  void pathsThatCloseGiveBackWhatTheyKept() {
    bench.request("request");
    bench.reply("reply");
    bench.pass(2);
    long ofBoth = bench.held();
    bench.client().close();
    assertThat(bench.held()).isPositive().isLessThan(ofBoth);

    bench.server().close();

    assertThat(bench.held()).isZero();
  }

  @Test
  void nothingIsSentAgainOnTheWordOfAnAddressThatHasNotProvedItself() {
    bench.reply("reply");
    bench.pass(50);

    bench.forge(ELSEWHERE, FAR_AHEAD, askForEverything());

    assertThat(sentAgain()).isEmpty();
    assertThat(bench.serverEnd().everLeftFor(ELSEWHERE))
        .hasSize(1)
        .allMatch(packet -> packet.length == 54);
  }

  @Test
  void whoHasTheKeysAndAsksForEverGetsNoMoreThanTheBudget() {
    for (int i = 0; i < 200; i++) {
      bench.reply("reply");
      bench.forge(51_544, FAR_AHEAD + i, askForEverything());
      bench.pass(2);
    }
    int sent = bench.serverEnd().everLeft().stream().mapToInt(packet -> packet.length).sum();
    int again = sentAgain().stream().mapToInt(hex -> hex.length() / 2).sum();

    assertThat(again).isPositive().isLessThanOrEqualTo(4_800 + (sent - again) / 10);
  }
}
