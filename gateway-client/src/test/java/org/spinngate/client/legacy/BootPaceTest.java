package org.spinngate.client.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.BootReport.State;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.TestLoop;

@ExtendWith(LeakExtension.class)
class BootPaceTest {
  private final TestLoop loop = new TestLoop();
  private final long begin = loop.nanoTime();
  private final List<String> left = new ArrayList<>();
  private final List<String> taken = new ArrayList<>();
  private final List<BootReport> reports = new ArrayList<>();
  private final List<Runnable> whenLeft = new ArrayList<>();
  private final BootPace pace =
      new BootPace(
          loop.loop(),
          this::send,
          loop::nanoTime,
          (flow, count) -> taken.add(flow + ":" + count),
          reports::add);

  private void send(ByteBuf datagram, Runnable task) {
    long millis = Duration.ofNanos(loop.nanoTime() - begin).toMillis();
    left.add(datagram.getByte(0) + " at " + millis);
    whenLeft.add(task);
  }

  private void offer(int flow, int gapMillis, int content) {
    ByteBuf datagram = Unpooled.buffer(1).writeByte(content);
    pace.offer(flow, gapMillis, datagram);
    datagram.release();
  }

  @Test
  void theFirstLeavesAtOnceAndABunchWithTheShortestGap() {
    offer(1, 0, 1);
    offer(1, 0, 2);
    offer(1, 3, 3);
    loop.pass(Duration.ofMillis(100));

    assertThat(left).containsExactly("1 at 0", "2 at 10", "3 at 20");
  }

  @Test
  void theSendersGapIsKeptUpToAQuarterOfASecond() {
    offer(1, 0, 1);
    offer(1, 50, 2);
    offer(1, 60_000, 3);
    loop.pass(Duration.ofSeconds(1));

    assertThat(left).containsExactly("1 at 0", "2 at 50", "3 at 300");
  }

  @Test
  void whatComesInItsSendersRhythmIsNotHeldUp() {
    offer(1, 0, 1);
    loop.pass(Duration.ofMillis(20));
    offer(1, 20, 2);
    loop.run();

    assertThat(left).containsExactly("1 at 0", "2 at 20");
  }

  @Test
  void whatTheSystemHasTakenIsCountedForItsFlow() {
    offer(1, 0, 1);
    offer(2, 0, 2);
    offer(1, 0, 3);
    loop.pass(Duration.ofMillis(100));
    assertThat(taken).isEmpty();

    whenLeft.forEach(Runnable::run);

    assertThat(taken).containsExactly("1:1", "2:1", "1:2");
  }

  @Test
  void aBootIsReportedAsItLeaves() {
    for (byte[] packet : BootImage.random(1, 2).packets()) {
      pace.offer(1, 0, Unpooled.wrappedBuffer(packet));
    }
    offer(1, 0, 1);
    loop.pass(Duration.ofMillis(100));

    assertThat(reports).extracting(BootReport::sent).containsExactly(1, 2, 3, 4);
    assertThat(reports).extracting(BootReport::announced).containsOnly(4);
    assertThat(reports)
        .extracting(BootReport::state)
        .containsExactly(State.UNDER_WAY, State.UNDER_WAY, State.UNDER_WAY, State.COMPLETE);
    assertThat(reports.get(3).elapsedMillis()).isEqualTo(30);
    assertThat(reports.get(3).text()).contains("does not say");
  }

  @Test
  void aBootOfWhichBlocksAreMissingIsIncomplete() {
    List<byte[]> packets = BootImage.random(1, 2).packets();
    pace.offer(1, 0, Unpooled.wrappedBuffer(packets.get(0)));
    pace.offer(1, 0, Unpooled.wrappedBuffer(packets.get(3)));
    loop.pass(Duration.ofMillis(100));

    assertThat(reports.get(1).state()).isEqualTo(State.INCOMPLETE);
  }

  @Test
  void afterItsEndNothingLeavesAndNothingIsTold() {
    offer(1, 0, 1);
    offer(1, 0, 2);
    loop.run();
    pace.end();
    whenLeft.forEach(Runnable::run);
    loop.pass(Duration.ofMillis(100));

    assertThat(left).containsExactly("1 at 0");
    assertThat(taken).isEmpty();
  }
}
