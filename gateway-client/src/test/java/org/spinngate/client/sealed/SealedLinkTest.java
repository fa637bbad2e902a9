package org.spinngate.client.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.CarrierChoice;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.SealingKey;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;

/** The client's packets over real sockets. */
@ExtendWith(LeakExtension.class)
class SealedLinkTest {
  /** For any packet, also for those of a path that has been searched by then. */
  private static final int TOO_LONG = DataFrame.MAX_DATAGRAM;

  private LinkBench bench;
  private PacketServer server;

  private void start(CarrierWish wish) throws IOException {
    bench = new LinkBench(wish);
    server = new PacketServer(LinkBench.KEYS, bench.address());
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
    server.close();
  }

  @Test
  void aPathThatAnswersIsChosenAndTheServerHearsOfIt() throws IOException {
    start(CarrierWish.AUTO);

    server.until(() -> bench.isCarriedBy("udp"));

    assertThat(bench.next()).isEqualTo(new CarrierChoice(true));
  }

  @Test
  void whoObservesThePathKnowsByWhatItGoesAndHowLongItIs() throws IOException {
    start(CarrierWish.AUTO);
    assertThat(bench.path().carrier()).isEqualTo(Carrier.TCP);

    server.until(() -> bench.path().carrier() == Carrier.UDP);
    assertThat(bench.path().roundTrip()).isPresent();

    bench.end();
    assertThat(bench.path().connected()).isFalse();
    assertThat(bench.path().carrier()).as("of the end").isEqualTo(Carrier.UDP);
  }

  @Test
  void byIpv6PacketsPassAsWell() throws IOException {
    bench = new LinkBench(CarrierWish.AUTO, "::1");
    server = new PacketServer(LinkBench.KEYS, bench.address());

    server.until(() -> bench.isCarriedBy("udp"));
    bench.send(26);
    server.until(() -> server.datagrams().size() == 1);
    server.reply(7, 30);
    server.until(() -> bench.heard().contains("flush"));

    assertThat(bench.heard()).containsExactly("SCP 7 30", "flush");
    assertThat(bench.warnings()).isEmpty();
  }

  @Test
  void untilThenTheStreamCarriesAndAfterwardsWhatIsTooLong() throws IOException {
    start(CarrierWish.AUTO);
    assertThat(bench.send(26)).isNull();
    assertThat(bench.next()).isEqualTo(DataFrame.SCP_KIND);

    server.until(() -> bench.isCarriedBy("udp"));
    bench.next();
    bench.send(26);
    bench.send(TOO_LONG);
    server.until(() -> server.datagrams().size() == 1);

    assertThat(server.datagrams()).containsExactly("7 26");
    assertThat(bench.next()).isEqualTo(DataFrame.SCP_KIND);
  }

  @Test
  void whatComesBackIsDeliveredAndFlushedOnceForAll() throws IOException {
    start(CarrierWish.AUTO);
    server.until(() -> bench.isCarriedBy("udp"));

    server.reply(7, 30);
    server.until(() -> bench.heard().contains("flush"));

    // An answer of the server that comes later ends a pass, too.
    assertThat(bench.heard()).startsWith("SCP 7 30", "flush").containsOnlyOnce("SCP 7 30");
  }

  @Test
  void aFaultOfOurOwnIsToldOnceAndThePathGoesOn() throws IOException {
    start(CarrierWish.AUTO);
    server.until(() -> bench.isCarriedBy("udp"));

    try (LogCapture log = new LogCapture(SealedLink.class.getName())) {
      for (int i = 1; i <= 3; i++) {
        int soFar = i;
        bench.failWithTheNextDatagram();
        server.reply(7, 30);
        server.until(() -> Collections.frequency(bench.heard(), "SCP 7 30") == soFar);
      }
      server.reply(7, 31);
      server.until(() -> bench.heard().contains("SCP 7 31"));

      assertThat(log.lines("fault while taking packets of the server")).hasSize(1);
      assertThat(log.stackTraces()).isEqualTo(1);
    }
    assertThat(bench.isCarriedBy("udp")).isTrue();
  }

  @Test
  void aDetourIsLeftByAnotherPort() throws IOException {
    start(CarrierWish.AUTO);
    server.detour(true);
    server.until(() -> server.ports().size() == 3);
    assertThat(bench.isCarriedBy("tcp")).isTrue();

    server.detour(false);
    server.until(() -> bench.isCarriedBy("udp"));

    assertThat(server.ports()).doesNotHaveDuplicates();
  }

  @Test
  void newKeysAreUsedAtOnce() throws IOException {
    start(CarrierWish.AUTO);
    server.until(() -> bench.isCarriedBy("udp"));
    Sealing next = new Sealing(2, new SealingKey(1, 2, 3), new SealingKey(4, 5, 6));
    server.renew(next);

    bench.keys(next);
    bench.send(26);
    server.until(() -> server.datagrams().size() == 1);
    server.reply(7, 30);
    server.until(() -> bench.heard().contains("flush"));

    assertThat(bench.heard()).containsExactly("SCP 7 30", "flush");
  }

  @Test
  void whoWantsTheStreamOnlyGetsNothingBeside() throws IOException {
    start(CarrierWish.TCP);

    assertThat(bench.send(26)).isNull();
    assertThat(bench.next()).isEqualTo(DataFrame.SCP_KIND);
    assertThat(server.hasHeardNothing()).isTrue();
  }

  @Test
  void whoWantsPacketsOnlyGetsThemWithoutAProof() throws IOException {
    start(CarrierWish.UDP);

    assertThat(bench.next()).isEqualTo(new CarrierChoice(true));
    server.until(() -> server.ports().size() == 1);
    assertThat(bench.send(26)).isNull();
    server.until(() -> server.datagrams().size() == 1);
  }

  @Test
  void aPortThatNobodyListensToIsTriedOnAndOn() throws IOException {
    bench = new LinkBench(CarrierWish.AUTO);
    for (int i = 0; i < 20; i++) {
      assertThat(bench.send(26)).isNull();
      assertThat(bench.next()).isEqualTo(DataFrame.SCP_KIND);
    }

    server = new PacketServer(LinkBench.KEYS, bench.address());
    server.until(() -> bench.isCarriedBy("udp"));

    assertThat(bench.next()).isEqualTo(new CarrierChoice(true));
  }

  @Test
  void whatEndedTakesNothingMore() throws IOException {
    start(CarrierWish.UDP);
    server.until(() -> server.ports().size() == 1);

    bench.end();

    assertThat(bench.send(26)).isEqualTo(DropReason.TUNNEL_DOWN);
    assertThat(bench.isCarriedBy("tcp")).isTrue();
  }
}
