package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class HeartbeatTest {
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration DEADLINE = Duration.ofSeconds(6);

  /** The clock overflows within each test, as a monotonic clock may. */
  private static final long START = Long.MAX_VALUE - 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(START);
  private final List<Object> events = new ArrayList<>();
  private final Heartbeat heartbeat = new Heartbeat(INTERVAL, DEADLINE, now::get);
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void start() {
    channel.freezeTime();
    channel.pipeline().addLast(heartbeat, new EventKeeper());
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void theFirstQuestionIsAskedAtOnce() {
    assertThat(channel.<Object>readOutbound()).isEqualTo(new Ping(START));
    assertThat(channel.outboundMessages()).isEmpty();
  }

  @Test
  void aQuestionIsAskedAtEveryInterval() {
    sent();

    pass(Duration.ofMillis(1999));
    assertThat(sent()).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(sent()).containsExactly(askedAfter(2));
    hear(new Notice("still here"));
    pass(INTERVAL);
    assertThat(sent()).containsExactly(askedAfter(4));
  }

  @Test
  void aQuestionIsAnsweredAtOnceWithItsStampAndGoesNoFurther() {
    sent();

    hear(new Ping(-42));

    assertThat(sent()).containsExactly(new Pong(-42));
    assertThat(channel.inboundMessages()).isEmpty();
  }

  @Test
  void aPeerThatDoesNotReadIsNotAnswered() {
    sent();
    ByteBuf backlog = Unpooled.wrappedBuffer(new byte[128 * 1024]);
    channel.write(backlog);

    hear(new Ping(1));
    channel.flush();
    hear(new Ping(2));

    assertThat(sent()).containsExactly(backlog, new Pong(2));
  }

  @Test
  void theRoundTripIsTheAgeOfTheStampThatComesBack() {
    assertThat(heartbeat.roundTripNanos()).isEqualTo(-1);
    Ping asked = channel.readOutbound();

    pass(Duration.ofMillis(38));
    hear(new Pong(asked.stamp()));

    assertThat(heartbeat.roundTripNanos()).isEqualTo(38_000_000);
    assertThat(channel.inboundMessages()).isEmpty();
  }

  @Test
  void aStampFromTheFutureIsNoNegativeRoundTrip() {
    hear(new Pong(START + 5));

    assertThat(heartbeat.roundTripNanos()).isZero();
  }

  @Test
  void otherMessagesPassOn() {
    hear(new Notice("soon"));

    assertThat(channel.<Object>readInbound()).isEqualTo(new Notice("soon"));
  }

  @Test
  void aPeerSilentForTheDeadlineIsLost() {
    passInSteps(DEADLINE.minusMillis(1));
    assertThat(events).isEmpty();
    assertThat(channel.isActive()).isTrue();

    passInSteps(Duration.ofMillis(1));

    assertThat(events).containsExactly(CloseCause.LOST);
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void aPeerThatSaysAnythingIsNotLost() {
    for (int i = 0; i < 10; i++) {
      passInSteps(DEADLINE.minusSeconds(1));
      channel.pipeline().fireChannelReadComplete();
    }

    assertThat(events).isEmpty();
    assertThat(channel.isActive()).isTrue();
  }

  @Test
  void aDeadlineShorterThanTheIntervalIsStillKept() {
    EmbeddedChannel other = new EmbeddedChannel();
    other.freezeTime();
    other.pipeline().addLast(new Heartbeat(Duration.ofHours(1), Duration.ofSeconds(1), now::get));

    for (int i = 0; i < 2; i++) {
      now.addAndGet(500_000_000);
      other.advanceTimeBy(500, TimeUnit.MILLISECONDS);
      other.runScheduledPendingTasks();
    }

    assertThat(other.isActive()).isFalse();
    other.finishAndReleaseAll();
  }

  @Test
  void nothingIsAskedOnceTheConnectionIsClosed() {
    sent();
    channel.close();

    pass(Duration.ofMinutes(1));

    assertThat(sent()).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void nothingIsAskedByAHeartbeatThatWasRemoved() {
    sent();
    channel.pipeline().remove(heartbeat);

    pass(Duration.ofMinutes(1));

    assertThat(sent()).isEmpty();
    assertThat(channel.isActive()).isTrue();
  }

  private static Ping askedAfter(int seconds) {
    return new Ping(START + TimeUnit.SECONDS.toNanos(seconds));
  }

  private void hear(Object message) {
    channel.writeInbound(message);
  }

  private List<Object> sent() {
    List<Object> sent = new ArrayList<>();
    for (Object next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      sent.add(next);
    }
    return sent;
  }

  private void passInSteps(Duration duration) {
    for (long left = duration.toMillis(); left > 0; left--) {
      pass(Duration.ofMillis(1));
    }
  }

  private void pass(Duration duration) {
    now.addAndGet(duration.toNanos());
    channel.advanceTimeBy(duration.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
  }

  private final class EventKeeper extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      events.add(event);
    }
  }
}
