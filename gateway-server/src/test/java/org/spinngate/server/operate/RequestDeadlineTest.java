package org.spinngate.server.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class RequestDeadlineTest {
  private final FakeGateway gateway = new FakeGateway();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  private void start() {
    channel.freezeTime();
    channel
        .pipeline()
        .addLast(new ControlInitializer(gateway.verbs(), Runnable::run, Duration.ofSeconds(5)));
    channel.pipeline().fireChannelActive();
  }

  private void pass(Duration time) {
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
  }

  private String answer() {
    StringBuilder answer = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      answer.append(part.toString(UTF_8));
      part.release();
    }
    return answer.toString();
  }

  @Test
  void whoDoesNotAskInTimeIsSentAway() {
    start();

    pass(Duration.ofMillis(4_999));
    assertThat(channel.isOpen()).isTrue();
    pass(Duration.ofMillis(1));

    assertThat(answer()).isEqualTo("error 2\nno request within 5 s\n");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void halfARequestIsNoneInTime() {
    start();

    channel.writeInbound(Unpooled.copiedBuffer("hea", UTF_8));
    pass(Duration.ofSeconds(5));

    assertThat(answer()).isEqualTo("error 2\nno request within 5 s\n");
  }

  @Test
  void aSecondRequestOnOneConnectionIsNotHeard() {
    start();

    channel.writeInbound(Unpooled.copiedBuffer("reload\nreload\n", UTF_8));
    pass(Duration.ofSeconds(60));

    assertThat(answer()).isEqualTo("ok\n+1 board\n+ board a\n");
    assertThat(gateway.told).containsExactly("reload");
  }
}
