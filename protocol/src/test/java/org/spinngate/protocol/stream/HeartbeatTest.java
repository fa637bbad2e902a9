package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class HeartbeatTest {
  private final HeartbeatBench bench = HeartbeatBench.client();
  private final EmbeddedChannel channel = bench.channel();
  private final Heartbeat heartbeat = bench.heartbeat();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theFirstQuestionIsAskedAtOnce() {
    assertThat(bench.questions()).containsExactly(0L);
    assertThat(channel.outboundMessages()).isEmpty();
  }

  @Test
  void aTickThatFailsEndsTheConnectionByItsFault() {
    AtomicBoolean broken = new AtomicBoolean();
    HeartbeatBench other =
        HeartbeatBench.of(
            timing ->
                Heartbeat.ofClient(
                    HeartbeatBench.INTERVAL,
                    HeartbeatBench.DEADLINE,
                    Timing.of(() -> timeOrFault(timing, broken.get()))));

    broken.set(true);
    other.pass(HeartbeatBench.INTERVAL.toMillis());

    assertThat(other.channel().isOpen()).isFalse();
    assertThatThrownBy(other.channel()::checkException).hasMessage("no time today");
    other.close();
  }

  private static long timeOrFault(Timing timing, boolean broken) {
    if (broken) {
      throw new IllegalStateException("no time today");
    }
    return timing.now();
  }

  @Test
  void anIdlePeerIsAskedAtEveryIntervalWhateverItSays() {
    bench.pass(5_000);
    bench.hear(new Notice("still here"));
    bench.pass(5_000);
    bench.hear(new Notice("still here"));
    bench.pass(10_000);

    assertThat(bench.questions()).containsExactly(0L, 10_000L, 20_000L);
  }

  @Test
  void anIdlePeerIsSuspectedAtHalfTheDeadlineAndLostAtAllOfIt() {
    bench.pass(12_499);
    assertThat(bench.events()).isEmpty();

    bench.pass(1);
    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED);
    bench.pass(12_499);
    assertThat(channel.isActive()).isTrue();
    bench.pass(1);

    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED, CloseCause.LOST);
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void aSuspectedPeerThatIsHeardHasRecoveredAndMayBeSuspectedAgain() {
    bench.pass(13_000);
    bench.hear(new Notice("sorry"));
    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED, PathEvent.RECOVERED);

    bench.pass(12_500);

    assertThat(bench.events())
        .containsExactly(PathEvent.SUSPECTED, PathEvent.RECOVERED, PathEvent.SUSPECTED);
  }

  @Test
  void aPeerThatSaysAnythingIsNeitherSuspectedNorLost() {
    for (int i = 0; i < 10; i++) {
      bench.pass(12_000);
      channel.pipeline().fireChannelReadComplete();
    }

    assertThat(bench.events()).isEmpty();
    assertThat(channel.isActive()).isTrue();
  }

  @Test
  void aDeadlineShorterThanTheIntervalIsKeptAndThePeerAskedBefore() {
    HeartbeatBench other =
        HeartbeatBench.of(
            timing -> Heartbeat.ofClient(Duration.ofHours(1), Duration.ofSeconds(1), timing));

    other.pass(1_000);

    assertThat(other.questions()).containsExactly(0L, 500L);
    assertThat(other.channel().isActive()).isFalse();
    other.close();
  }

  @Test
  void aQuestionIsAnsweredAtOnceWithItsStampAndGoesNoFurther() {
    bench.questions();

    bench.hear(new Ping(-42));

    assertThat(channel.<Object>readOutbound()).isEqualTo(new Pong(-42));
    assertThat(channel.outboundMessages()).isEmpty();
    assertThat(channel.inboundMessages()).isEmpty();
  }

  @Test
  void ofManyQuestionsInOnePassTheNewestIsAnswered() {
    bench.questions();

    channel.writeInbound(new Ping(1), new Ping(2), new Ping(3));

    assertThat(channel.<Object>readOutbound()).isEqualTo(new Pong(3));
    assertThat(channel.outboundMessages()).isEmpty();
  }

  @Test
  void forAPeerThatDoesNotReadOneQuestionAndOneAnswerWaitAtMost() {
    bench.questions();
    StuckHandler stuck = new StuckHandler();
    channel.pipeline().addFirst(stuck);

    for (int stamp = 1; stamp <= 100; stamp++) {
      bench.hear(new Ping(stamp));
      bench.pass(1_000);
    }
    channel.pipeline().remove(stuck);
    channel.flush();

    List<Object> sent = new ArrayList<>(channel.outboundMessages());
    channel.outboundMessages().clear();
    assertThat(sent).hasSize(4);
    assertThat(sent.get(0)).isEqualTo(new Pong(1));
    assertThat(sent.get(1)).isInstanceOf(Ping.class);
    assertThat(sent.subList(2, 4)).contains(new Pong(100));
  }

  @Test
  void theRoundTripIsTheAgeOfTheStampThatComesBack() {
    assertThat(heartbeat.roundTripNanos()).isEqualTo(-1);
    Ping asked = channel.readOutbound();

    bench.pass(38);
    bench.hear(new Pong(asked.stamp()));

    assertThat(heartbeat.roundTripNanos()).isEqualTo(38_000_000);
    assertThat(channel.inboundMessages()).isEmpty();
  }

  @Test
  void aStampFromTheFutureIsNoNegativeRoundTrip() {
    bench.hear(new Pong(HeartbeatBench.START + 5));

    assertThat(heartbeat.roundTripNanos()).isZero();
  }

  @Test
  void otherMessagesAndDataPassOn() {
    ByteBuf data = bytes().u8(0x80).u16(1).text("scp").toBuffer();

    bench.hear(new Notice("soon"));
    bench.hear(data);

    assertThat(channel.<Object>readInbound()).isEqualTo(new Notice("soon"));
    assertThat(channel.<Object>readInbound()).isSameAs(data);
  }

  @Test
  void nothingIsAskedOnceTheConnectionIsClosed() {
    bench.questions();
    channel.close();

    heartbeat.talking();
    bench.pass(60_000);

    assertThat(bench.questions()).isEmpty();
    assertThat(bench.events()).isEmpty();
  }

  @Test
  void nothingIsAskedByAHeartbeatThatWasRemoved() {
    bench.questions();
    channel.pipeline().remove(heartbeat);

    heartbeat.talking();
    bench.pass(60_000);

    assertThat(bench.questions()).isEmpty();
    assertThat(channel.isActive()).isTrue();
  }
}
