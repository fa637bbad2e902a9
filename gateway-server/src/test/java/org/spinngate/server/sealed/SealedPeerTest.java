package org.spinngate.server.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.net.PortAddress;
import org.spinngate.server.net.PortMeter;
import org.spinngate.server.sealed.PeerBench.Sent;
import org.spinngate.server.testing.LogCapture;

/** What one client's packets do, and where to it is answered. */
@ExtendWith(LeakExtension.class)
class SealedPeerTest {
  private static final InetSocketAddress HOME = new InetSocketAddress(PeerBench.HOME, 40_000);
  private static final InetSocketAddress AWAY =
      new InetSocketAddress(PeerBench.address("198.51.100.1"), 40_000);

  private final PeerBench bench = new PeerBench(PortMeter.NONE);
  private final MemoryClient client = new MemoryClient(bench.keys().get(0));
  private final PortAddress here = bench.at("192.0.2.1");
  private LogCapture log;

  @BeforeEach
  void listen() {
    log = new LogCapture(SealedDoor.class.getName());
  }

  @AfterEach
  void close() {
    log.close();
    client.close();
    bench.close();
  }

  private List<Sent> sent(PortAddress from) {
    return PeerBench.sent(bench.socketOf(from));
  }

  /** The one packet that has left from an address. */
  private Sent only(PortAddress from) {
    List<Sent> all = sent(from);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private void validate(InetSocketAddress from, PortAddress to) {
    bench.arrive(from, to, client.question());
    bench.arrive(from, to, client.replyTo(only(to).packet()));
    client.hear(only(to).packet());
  }

  @Test
  void theClientIsToldKeysAtTheBeginning() {
    assertThat(bench.keys()).hasSize(1);
    assertThat(bench.door().peers().find(bench.keys().get(0).index())).isSameAs(bench.peer());
  }

  @Test
  void aFirstQuestionIsChallengedAndItsRepetitionAnswered() {
    bench.arrive(HOME, here, client.question());
    Sent challenge = only(here);
    assertThat(challenge.to()).isEqualTo(HOME);
    byte[] response = client.replyTo(challenge.packet());
    assertThat(client.wasAnswered()).isFalse();

    bench.arrive(HOME, here, response);
    client.hear(only(here).packet());

    assertThat(client.wasAnswered()).isTrue();
  }

  @Test
  void whatComesBeforeTheProofReachesTheBoardAndTheReplyGoesByTheStream() {
    bench.arrive(HOME, here, client.datagram(26));
    assertThat(bench.board().sent()).hasSize(1);
    only(here);

    bench.reply(30);

    assertThat(sent(here)).isEmpty();
  }

  @Test
  void whatTheBoardSaysGoesToTheProvenAddressAndNowhereElse() {
    validate(HOME, here);
    bench.arrive(HOME, here, client.datagram(26));

    bench.reply(30);
    Sent reply = only(here);
    assertThat(reply.to()).isEqualTo(HOME);
    client.hear(reply.packet());

    assertThat(client.datagrams()).hasSize(1);
  }

  @Test
  void anotherAddressThanTheStreamsGetsNothingAndTheLogSaysSoOnce() {
    for (int i = 0; i < 50; i++) {
      bench.arrive(AWAY, here, client.datagram(26));
    }

    assertThat(bench.board().sent()).hasSize(50);
    assertThat(sent(here)).isEmpty();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("198.51.100.1:40000", "203.0.113.9", "where none may be sent to");
  }

  @Test
  void whereClientsMayRoamAnotherAddressIsChallengedLikeAnyOther() {
    bench.roam(true);
    validate(AWAY, here);
    bench.arrive(AWAY, here, client.datagram(26));

    bench.reply(30);

    assertThat(only(here).to()).isEqualTo(AWAY);
  }

  @Test
  void whenTheyMayNotAnyMoreTheAddressIsGivenUpWithTheNextQuestion() {
    bench.roam(true);
    validate(AWAY, here);
    bench.roam(false);
    bench.peer().keysAreOld();
    bench.arrive(AWAY, here, client.renew(bench.keys().get(1)));
    bench.arrive(AWAY, here, client.datagram(26));

    bench.reply(30);

    assertThat(sent(here)).isEmpty();
  }

  @Test
  void answersLeaveFromTheAddressThatWasAskedOnceItIsProven() {
    validate(HOME, here);
    PortAddress there = bench.at("192.0.2.2");

    bench.arrive(HOME, there, client.datagram(26));
    Sent challenge = only(there);
    assertThat(sent(here)).isEmpty();
    bench.arrive(HOME, there, client.replyTo(challenge.packet()));
    client.hear(only(there).packet());
    bench.reply(30);

    assertThat(only(there).to()).isEqualTo(HOME);
    assertThat(sent(here)).isEmpty();
  }

  @Test
  void theSameAddressOfThisMachineDescribedAnewIsTheSame() {
    validate(HOME, here);
    PortAddress again = bench.at("192.0.2.1");

    bench.arrive(HOME, again, client.datagram(26));

    assertThat(sent(again)).isEmpty();
    assertThat(sent(here)).isEmpty();
  }

  @Test
  void aSocketThatWasClosedIsReplaced() {
    validate(HOME, here);
    bench.arrive(HOME, here, client.datagram(26));
    bench.socketOf(here).close();
    EmbeddedChannel next = bench.open(here);

    bench.reply(30);

    assertThat(PeerBench.sent(next)).hasSize(1);
  }

  @Test
  void whereThereIsNoSocketNothingLeavesAndNothingLeaks() {
    bench.socketOf(here).close();

    bench.arrive(HOME, here, client.question());

    assertThat(bench.peer().hasRoom()).isFalse();
  }

  @Test
  void keysAreRenewedAndTheOnesBeforeTheLastForgotten() {
    validate(HOME, here);
    for (int i = 0; i < 3; i++) {
      bench.peer().keysAreOld();
      bench.run();
    }

    List<Sealing> keys = bench.keys();
    assertThat(keys).hasSize(4).doesNotHaveDuplicates();
    SealedPeers peers = bench.door().peers();
    assertThat(peers.find(keys.get(0).index())).isNull();
    assertThat(peers.find(keys.get(1).index())).isNull();
    assertThat(peers.find(keys.get(2).index())).isSameAs(bench.peer());
    assertThat(peers.find(keys.get(3).index())).isSameAs(bench.peer());
  }

  @Test
  void newKeysNeedNoNewProofOfTheAddress() {
    validate(HOME, here);
    bench.peer().keysAreOld();
    bench.run();

    bench.arrive(HOME, here, client.renew(bench.keys().get(1)));
    client.hear(only(here).packet());
    bench.arrive(HOME, here, client.datagram(26));
    bench.reply(30);

    assertThat(only(here).to()).isEqualTo(HOME);
  }

  @Test
  void theEndOfTheConnectionIsTheEndOfItsKeysAndOfAllPackets() {
    validate(HOME, here);
    byte[] late = client.datagram(26);

    bench.end();
    bench.arrive(HOME, here, late);

    assertThat(bench.door().peers().find(bench.keys().get(0).index())).isNull();
    assertThat(bench.board().sent()).isEmpty();
    assertThat(sent(here)).isEmpty();
  }
}
