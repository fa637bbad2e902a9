package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.net.PortUnreachableException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.testing.LogCapture;

@ExtendWith(LeakExtension.class)
class SessionLogTest {
  private final LogCapture log = new LogCapture(Session.class.getName());
  private final SessionBench bench = SessionBench.usual();
  private final Visit alice = bench.visit("alice");

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void aSessionHasALineWhenItOpensAndOneWhenItEnds() {
    alice.send(1, TestDatagrams.datagram(26));
    alice.send(1, TestDatagrams.datagram(0));
    bench.socket(0).receive(new byte[48]);
    assertThat(log.lines()).containsExactly("session opened");
    assertThat(log.lastValue("peer")).isEqualTo("203.0.113.9:51544");

    alice.session().end(CloseCause.KICKED, "");

    assertThat(log.lines())
        .hasSize(2)
        .last()
        .isEqualTo("session ended: to board 1/26B, to client 1/48B, dropped 1 (1 empty)");
    assertThat(log.lastValue("cause")).isEqualTo("kicked");
    assertThat(log.lastValue("user")).isEqualTo("alice");
    assertThat(log.lastValue("board")).isEqualTo("spin5-01");
    assertThat(log.lastValue("session")).isEqualTo(alice.session().id().toString());
  }

  @Test
  void aSecondEndIsNotLogged() {
    alice.session().end(CloseCause.RELEASED, "");
    alice.session().end(CloseCause.LOST, "");

    assertThat(log.lines("session ended")).hasSize(1);
    assertThat(log.lastValue("cause")).isEqualTo("released");
  }

  @Test
  void whatFallsAfterTheEndHasALineOfItsOwn() {
    alice.session().end(CloseCause.RELEASED, "");

    alice.send(1, TestDatagrams.datagram(26));
    alice.boot(1, 0, TestDatagrams.datagram(18));
    bench.time().pass(Duration.ofSeconds(5));

    assertThat(log.lines("session ended before"))
        .containsExactly("session ended before: dropped 2 (2 session-ended) more");
    assertThat(log.lastValue("session")).isEqualTo(alice.session().id().toString());
  }

  @Test
  void aTagThatAimsElsewhereHasALineAndIsTold() {
    alice.send(1, TagRequests.aimed(1, TagRequests.SET, 1, 0x0A00_0005, 17_895));
    alice.send(1, TagRequests.aimed(2, TagRequests.SET, 1, 0x0A00_0005, 17_895));

    assertThat(log.lines("tag-elsewhere"))
        .containsExactly(
            "tag-elsewhere: an IP tag that aims at 10.0.0.5:17895 passes unchanged: "
                + "its output does not come through the gateway");
    assertThat(log.lastValue("user")).isEqualTo("alice");
    assertThat(alice.tunnel().notices()).hasSize(1);
  }

  @Test
  void aCompleteBootHasALine() {
    for (int opcode : new int[] {1, 3, 5}) {
      alice.boot(1, 0, TestDatagrams.bootPacket(opcode));
    }

    bench.time().pass(Duration.ofSeconds(1));

    assertThat(log.lines("boot")).containsExactly("boot spin5-01: 3/3 packets in 0.02 s by alice");
  }

  @Test
  void anIncompleteBootHasALineThatSaysWhatWasMissing() {
    alice.boot(1, 0, TestDatagrams.bootPacket(1));
    alice.boot(1, 0, TestDatagrams.bootPacket(5));

    bench.time().pass(Duration.ofSeconds(1));

    assertThat(log.lines("boot"))
        .containsExactly(
            "boot spin5-01: 2/3 packets in 0.01 s by alice, incomplete: missing blocks: 0");
  }

  @Test
  void aBoardThatCannotBeReachedHasOneLineAMinute() {
    alice.send(1, TestDatagrams.datagram(26));
    for (int i = 0; i < 100; i++) {
      bench.socket(0).fail(new PortUnreachableException("refused"));
    }
    assertThat(log.lines("cannot be reached"))
        .containsExactly(
            "board spin5-01 cannot be reached at 127.0.0.2:17893: " + "is it powered and cabled?");

    bench.time().jump(Duration.ofMinutes(1));
    bench.socket(0).fail(new PortUnreachableException("refused"));

    assertThat(log.lines("cannot be reached"))
        .hasSize(2)
        .last()
        .asString()
        .contains("(and 99 more before it)");
    assertThat(log.events()).last().extracting("level").isEqualTo(Level.WARN);
    assertThat(log.stackTraces()).isZero();
  }

  @Test
  void otherDropsAreCountedWithoutALine() {
    for (int i = 0; i < 10; i++) {
      alice.send(1, TestDatagrams.datagram(0));
    }

    assertThat(log.lines()).containsExactly("session opened");
  }
}
