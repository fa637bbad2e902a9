package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ResendCounts;
import org.spinngate.server.testing.ScpMessage;
import org.spinngate.server.usage.RecordingMeter;

/** What sessions report to the metrics. */
class MeteringTest {
  private static final Duration TICK = Duration.ofMillis(1100);
  private static final int VERSION = 0;

  private final RecordingMeter meter = new RecordingMeter();
  private final SessionBench bench = SessionBench.metered(meter);
  private Visit alice;

  @BeforeEach
  void openASession() {
    alice = bench.visit("alice");
  }

  @Test
  void everySessionIsCountedAtItsBeginningAndItsEnd() {
    alice.session().end(CloseCause.IDLE, "");

    assertThat(meter.heard()).containsExactly("opened spin5-01", "ended spin5-01 idle");
  }

  @Test
  void whatHasMovedIsReportedOnceASecondAndOnlyWhatIsNew() {
    meter.heard();
    alice.send(1, TestDatagrams.datagram(26));
    bench.socket(0).receive(new byte[48]);
    bench.socket(0).receive(new byte[1473]);
    assertThat(meter.heard()).isEmpty();

    bench.time().pass(TICK);
    assertThat(meter.heard()).containsExactly("moved spin5-01 tcp 1/26 1/48 1 (1 oversize)");

    bench.time().pass(TICK);
    assertThat(meter.heard()).isEmpty();

    bench.socket(0).receive(new byte[50]);
    bench.time().pass(TICK);
    assertThat(meter.heard()).containsExactly("moved spin5-01 tcp 0/0 1/50 0");
    alice.session().end(CloseCause.RELEASED, "");
  }

  @Test
  void whatWasResentIsReportedAndOnlyWhatIsNew() {
    meter.heard();
    alice.tunnel().resent(new ResendCounts(4, 3, 1, 20));
    alice.session().end(CloseCause.RELEASED, "");

    assertThat(meter.heard())
        .containsExactly(new ResendCounts(4, 3, 1, 20).toString(), "ended spin5-01 released");
  }

  @Test
  void whatMovedInTheLastSecondIsReportedBeforeTheEnd() {
    meter.heard();
    alice.send(1, TestDatagrams.datagram(26));

    alice.session().end(CloseCause.RELEASED, "");

    assertThat(meter.heard())
        .containsExactly("moved spin5-01 tcp 1/26 0/0 0", "ended spin5-01 released");
  }

  @Test
  void whatFallsAfterTheEndIsReportedToo() {
    alice.session().end(CloseCause.RELEASED, "");
    meter.heard();

    alice.send(1, TestDatagrams.datagram(26));
    alice.send(1, TestDatagrams.datagram(26));
    bench.time().pass(Duration.ofSeconds(5));
    assertThat(meter.heard()).containsExactly("moved spin5-01 tcp 0/0 0/0 2 (2 session-ended)");

    alice.boot(1, 0, TestDatagrams.datagram(18));
    bench.time().pass(Duration.ofSeconds(5));
    assertThat(meter.heard()).containsExactly("moved spin5-01 tcp 0/0 0/0 1 (1 session-ended)");
  }

  @Test
  void theBoardsRoundTripIsThatOfRequestAndReply() {
    meter.heard();
    alice.send(1, Unpooled.wrappedBuffer(ScpMessage.request(VERSION, 77)));
    bench.time().pass(Duration.ofMillis(3));
    bench.socket(0).receive(reply(77));
    bench.socket(0).receive(reply(77));

    bench.time().pass(TICK);

    assertThat(meter.heard()).contains("answered spin5-01 1 in 3000000 ns");
    alice.session().end(CloseCause.RELEASED, "");
  }

  private static byte[] reply(int sequence) {
    byte[] reply = ScpMessage.request(ScpMessage.OK, sequence);
    reply[2] = 7;
    return reply;
  }

  @Test
  void eachMeasurementOfTheTunnelCountsOnce() {
    meter.heard();
    alice.tunnel().measure(38_000_000);

    bench.time().pass(TICK);
    bench.time().pass(TICK);

    assertThat(meter.heard()).containsExactly("tunnel 38000000");
    alice.session().end(CloseCause.RELEASED, "");
  }

  @Test
  void aClientThatComesBackIsCounted() {
    alice.session().lost(alice.tunnel());
    meter.heard();

    alice.session().resume(new RecordingTunnel(), 1, bench.client("alice", "*"));

    assertThat(meter.heard()).containsExactly("resumed spin5-01");
    alice.session().end(CloseCause.RELEASED, "");
  }

  @Test
  void aBootThatWasBrokenOffIsCounted() {
    meter.heard();
    alice.boot(1, 0, TestDatagrams.bootPacket(1));
    bench.time().pass(Duration.ofSeconds(6));

    assertThat(meter.heard()).contains("booted spin5-01 incomplete");
    alice.session().end(CloseCause.RELEASED, "");
  }

  @Test
  void aCompleteBootIsCounted() {
    meter.heard();
    alice.boot(1, 0, TestDatagrams.bootPacket(1));
    alice.boot(1, 0, TestDatagrams.bootPacket(3));
    alice.boot(1, 0, TestDatagrams.bootPacket(5));
    bench.time().pass(TICK);

    assertThat(meter.heard()).contains("booted spin5-01 complete");
    alice.session().end(CloseCause.RELEASED, "");
  }
}
