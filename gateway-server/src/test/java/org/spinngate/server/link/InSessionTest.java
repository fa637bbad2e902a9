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
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.BootTaken;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.MemorySocket;

@ExtendWith(LeakExtension.class)
class InSessionTest {
  private final LogCapture log = new LogCapture("org.spinngate");
  private final LinkBench bench = new LinkBench();
  private final Connection client = bench.connect().openBoard("alice", "spin5-01");

  InSessionTest() throws SSLException {}

  @AfterEach
  void close() {
    bench.close();
    log.close();
  }

  private static ByteBuf datagram(int bytes) {
    return Unpooled.buffer(Math.max(1, bytes)).writeZero(bytes);
  }

  private void assertEnded(CloseCause cause) {
    assertThat(bench.sessions().count()).isZero();
    assertThat(bench.board().lease().holder()).isEmpty();
    assertThat(log.lines("session ended")).hasSize(1);
    assertThat(log.lastValue("cause")).isEqualTo(cause.label());
    assertThat(log.stackTraces()).isZero();
  }

  private void assertDetached() {
    assertThat(client.isOpen()).isFalse();
    assertThat(bench.sessions().count()).isEqualTo(1);
    assertThat(log.lines("session detached")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 26, 282, 1042, 1472})
  void datagramsPassUnchangedBothWays(int bytes) {
    client.sendScp(1, datagram(bytes));
    bench.socket(0).receive(new byte[bytes]);

    assertThat(bench.socket(0).sent().get(0).bytes()).isEqualTo(new byte[bytes]);
    assertThat(client.datagrams()).containsExactly(new byte[bytes]);
  }

  @Test
  void bootDatagramsReachTheBootServiceWithTheirGaps() {
    client.sendBoot(1, 0, datagram(18)).sendBoot(1, 40, datagram(19));
    bench.pass(Duration.ofSeconds(1));

    MemorySocket socket = bench.socket(0);

    assertThat(socket.target().getPort()).isEqualTo(54321);
    assertThat(socket.sent()).hasSize(2);
    bench.pass(Duration.ofSeconds(5));
    assertThat(client.next()).isEqualTo(new BootTaken(1, 1));
    assertThat(client.next()).isEqualTo(new BootTaken(1, 2));
    assertThat(client.next()).isInstanceOf(BootReport.class);
  }

  @Test
  void scpThatIsLateFallsAndIsCountedAndABootIsNot() {
    client.markTime(10_000).sendScp(1, datagram(26));
    bench.pass(Duration.ofSeconds(2));

    client.markTime(11_499).sendScp(1, datagram(27)).sendBoot(1, 0, datagram(18));
    client.markTime(11_500).sendScp(1, datagram(28));
    bench.pass(Duration.ofSeconds(1));

    assertThat(bench.socket(0).sent())
        .extracting(sent -> sent.bytes().length)
        .containsExactly(26, 28);
    assertThat(bench.socket(1).sent()).hasSize(1);
    client.say(new Bye(CloseCause.RELEASED, ""));
    assertThat(log.lines("dropped 1 (1 stale)")).hasSize(1);
  }

  @Test
  void aTimeMarkBeforeTheSessionIsAViolation() {
    Connection early = bench.connect().logIn("bob");
    early.next();

    early.markTime(0);

    assertThat(early.goodbye()).isEqualTo(CloseCause.VIOLATION);
  }

  @Test
  void aForgottenApplicationClosesItsFlow() {
    client.sendScp(1, datagram(26)).say(new FlowClosed(Service.SCP, 1));

    assertThat(bench.socket(0).isOpen()).isFalse();
  }

  @Test
  void aGoodbyeReleasesTheBoardAtOnce() {
    client.sendScp(1, datagram(26)).say(new Bye(CloseCause.RELEASED, ""));

    assertThat(client.goodbye()).isEqualTo(CloseCause.RELEASED);
    assertThat(bench.socket(0).isOpen()).isFalse();
    assertEnded(CloseCause.RELEASED);
  }

  @Test
  void whatComesAfterTheGoodbyeIsDropped() {
    ByteBuf bytes = Unpooled.buffer();
    new Bye(CloseCause.RELEASED, "").writeFrame(bytes);
    new Bye(CloseCause.RELEASED, "").writeFrame(bytes);
    new Ping(1).writeFrame(bytes);

    client.sayBytes(bytes);

    assertThat(client.next()).isInstanceOf(Bye.class);
    assertThat(client.isOpen()).isFalse();
    assertEnded(CloseCause.RELEASED);
  }

  @Test
  void aBrokenConnectionKeepsTheBoard() {
    client.close();

    assertDetached();
    assertThat(bench.board().lease().holder()).isPresent();
  }

  @Test
  void aSilentClientIsLostAtTwiceTheDeadlineThatItWasTold() {
    bench.pass(Duration.ofSeconds(49));
    assertThat(bench.sessions().count()).isEqualTo(1);

    bench.pass(Duration.ofSeconds(1));

    assertDetached();
  }

  @Test
  void aClientThatFallsSilentInATalkIsLostSooner() {
    client.sendScp(1, datagram(26));
    bench.pass(Duration.ofMillis(5_900));
    assertThat(bench.sessions().count()).isEqualTo(1);

    bench.pass(Duration.ofMillis(100));

    assertDetached();
  }

  @Test
  void aClientThatAnswersIsNotLost() {
    for (int i = 0; i < 12; i++) {
      bench.pass(Duration.ofSeconds(10));
      client.pings().forEach(ping -> client.say(new Pong(ping.stamp())));
      client.pings().clear();
    }

    assertThat(client.isOpen()).isTrue();
    assertThat(bench.sessions().count()).isEqualTo(1);
  }

  @Test
  void questionsOfTheClientAreAnswered() {
    client.say(new Ping(42));

    assertThat(client.next()).isEqualTo(new Pong(42));
  }

  static List<ByteBuf> violations() {
    return List.of(
        Unpooled.buffer().writeShort(0),
        Unpooled.buffer().writeShort(16 * 1024 + 1),
        Unpooled.buffer().writeShort(1).writeByte(0x0D),
        Unpooled.buffer().writeShort(1).writeByte(0x82),
        Unpooled.buffer().writeShort(2).writeByte(0x80).writeByte(0),
        Unpooled.buffer().writeShort(3).writeByte(0x80).writeShort(0),
        Unpooled.buffer().writeShort(4).writeByte(0x81).writeZero(3),
        Unpooled.buffer().writeShort(3 + 1473).writeByte(0x80).writeShort(1).writeZero(1473),
        Unpooled.buffer()
            .writeShort(7)
            .writeByte(0x88)
            .writeShort(1)
            .writeByte(3)
            .writeInt(0x10000),
        Unpooled.buffer()
            .writeShort(7)
            .writeByte(0x88)
            .writeShort(1)
            .writeByte(0)
            .writeShort(0)
            .writeByte(1),
        Unpooled.buffer().writeShort(5).writeByte(0x88).writeShort(1).writeByte(0).writeByte(1),
        Unpooled.buffer().writeShort(2).writeByte(0x0C).writeByte(1),
        Unpooled.buffer().writeShort(2).writeByte(0x07).writeByte(0));
  }

  @ParameterizedTest
  @MethodSource("violations")
  void aViolationEndsTheSessionWithItsCauseAndOneLine(ByteBuf bytes) {
    client.sayBytes(bytes.copy());

    assertThat(client.goodbye()).isEqualTo(CloseCause.VIOLATION);
    assertThat(log.lines("turned away")).hasSize(1);
    assertEnded(CloseCause.VIOLATION);
  }

  @Test
  void aSecondOpenIsAViolation() {
    client.say(new Open("spin5-01", 0));

    assertThat(client.goodbye()).isEqualTo(CloseCause.VIOLATION);
    assertEnded(CloseCause.VIOLATION);
  }

  @Test
  void anEmptyDatagramIsNoViolation() {
    client.sendScp(1, datagram(0)).sendBoot(1, 0, datagram(0)).sendScp(1, datagram(26));

    assertThat(client.isOpen()).isTrue();
    assertThat(bench.socket(0).sent()).hasSize(1);
  }

  @Test
  void whoIsEndedByTheServerHearsWhy() {
    bench.sessions().endAll(CloseCause.STOPPING, "for tonight");
    bench.run();

    assertThat(client.next()).isEqualTo(new Bye(CloseCause.STOPPING, "for tonight"));
    assertThat(client.isOpen()).isFalse();
    assertEnded(CloseCause.STOPPING);
  }

  @Test
  void manyFramesInOneReadLeaveTogether() {
    ByteBuf frames = Unpooled.buffer();
    for (int i = 0; i < 100; i++) {
      DataFrame.writeScp(frames, 1 + i % 4, datagram(26));
    }

    client.sayBytes(frames);

    for (int socket = 0; socket < 4; socket++) {
      assertThat(bench.socket(socket).sent()).hasSize(25);
    }
  }
}
