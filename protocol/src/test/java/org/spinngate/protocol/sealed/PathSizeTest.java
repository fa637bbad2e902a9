package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;

/** How long the packets of a path become, on lines that lose long ones without a word. */
@ExtendWith(LeakExtension.class)
class PathSizeTest {
  private static final String LONG = "x".repeat(280);

  private final PathBench bench = PathBench.usual();

  @AfterEach
  void close() {
    bench.close();
  }

  private void prove() {
    bench.client().start();
    bench.pass(1_000);
  }

  /** Lets both sides send more in each pass than fits a packet, for so long. */
  private void load(long millis) {
    for (long left = millis; left > 0; left -= 10) {
      for (int i = 0; i < 10; i++) {
        bench.request(LONG);
        bench.reply(LONG);
      }
      bench.pass(10);
    }
  }

  private int longestOf(MemoryEnd end) {
    return end.everLeft().stream().mapToInt(packet -> packet.length).max().orElseThrow();
  }

  @Test
  void onAnEthernetBothSidesFindThatItIsOne() {
    prove();

    assertThat(bench.client().report().packetBytes()).isEqualTo(1472);
    assertThat(bench.server().report().packetBytes()).isEqualTo(1472);
  }

  @Test
  void eachDirectionHasASizeOfItsOwn() {
    bench.toServer().loseLongerThan(1252);
    bench.toClient().loseLongerThan(1372);
    prove();

    load(15_000);

    assertThat(bench.client().report().packetBytes()).isEqualTo(1252);
    assertThat(bench.server().report().packetBytes()).isEqualTo(1372);
  }

  @Test
  void packetsAreFilledUpToTheSizeThatWasFound() {
    prove();
    load(200);
    int before = bench.clientEnd().everLeft().size();
    load(1_000);

    assertThat(bench.clientEnd().everLeft().subList(before, bench.clientEnd().everLeft().size()))
        .anyMatch(packet -> packet.length > 1400 && packet.length < 1472)
        .allMatch(packet -> packet.length <= 1472);
  }

  @Test
  void probesThatAreLostAreNoLoss() {
    bench.toServer().loseLongerThan(1252);
    bench.toClient().loseLongerThan(1252);
    prove();

    load(15_000);

    assertThat(bench.client().report().lossPerMillion()).isZero();
    assertThat(bench.server().report().lossPerMillion()).isZero();
    assertThat(bench.client().report().copies()).isZero();
    assertThat(bench.clientEnd().missing() + bench.serverEnd().missing()).isZero();
    assertThat(bench.clientEnd().datagrams()).hasSameSizeAs(bench.serverEnd().datagrams());
  }

  @Test
  void aLineThatBeginsToLoseLongPacketsLosesNoDatagramAfterTwoSeconds() {
    prove();
    load(5_000);
    bench.toServer().loseLongerThan(1252);
    bench.toClient().loseLongerThan(1252);
    load(2_000);
    bench.pass(500);
    int came = bench.serverEnd().datagrams().size();
    int replies = bench.clientEnd().datagrams().size();

    load(10_000);
    bench.pass(100);

    assertThat(bench.serverEnd().datagrams().size() - came).isEqualTo(10_000);
    assertThat(bench.clientEnd().datagrams().size() - replies).isEqualTo(10_000);
    assertThat(bench.clientEnd().choices()).as("the path is good").containsExactly(true);
  }

  @Test
  void aLongDatagramIsCarriedWhereThereIsRoomForIt() {
    bench.toServer().loseLongerThan(1372);
    prove();
    load(15_000);

    assertThat(bench.client().carries(1372 - 48)).isTrue();
    assertThat(bench.client().carries(1372 - 48 + 1)).isFalse();
    assertThat(bench.server().carries(1472 - 48)).isTrue();
  }

  @Test
  void aLongDatagramThatComesAfterASilenceAsksThePath() {
    prove();
    bench.pass(60_000);
    assertThat(bench.client().carries(1_400)).isFalse();

    bench.pass(60);

    assertThat(bench.client().carries(1_400)).isTrue();
  }

  @Test
  void whileTheSocketTakesNothingLongDatagramsDoNotWaitForIt() {
    prove();
    load(1_000);
    bench.clientEnd().fillUp(true);
    bench.request("waits");

    assertThat(bench.client().carries(1_400)).isFalse();
    bench.clientEnd().fillUp(false);
  }

  @Test
  void aClientThatMovesIsAskedAnewByTheServer() {
    prove();
    bench.toClient().loseLongerThan(1252);
    bench.moveTo(51_545);
    bench.talk(500);

    assertThat(bench.serverEnd().ports()).hasSize(2);
    assertThat(bench.server().report().packetBytes()).isEqualTo(1200);
    load(15_000);
    assertThat(bench.server().report().packetBytes()).isEqualTo(1252);
    assertThat(longestOf(bench.serverEnd())).isEqualTo(1472);
  }

  @Test
  void whereTheSystemMakesFragmentsPacketsStayShort() {
    bench.clientEnd().longestPacket(1200);
    prove();

    load(2_000);

    assertThat(longestOf(bench.clientEnd())).isLessThanOrEqualTo(1200);
    assertThat(bench.server().report().packetBytes()).isEqualTo(1472);
  }
}
