package org.spinngate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody holds a connection for long by doing nothing, or next to nothing. */
class RequestDeadlineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration WHOLE = Duration.ofSeconds(60);

  private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter());

  @BeforeEach
  void begin() {
    channel.freezeTime();
    channel.pipeline().addLast(new RequestDeadline(PATIENCE, WHOLE));
  }

  private void pass(int seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  private void request() {
    channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
  }

  @Test
  void oneWhoAsksNothingIsClosedAfterAWhile() {
    pass(9);
    assertThat(channel.isOpen()).isTrue();

    pass(1);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void oneWhoTakesNothingOfTheAnswerIsClosed() {
    request();
    channel.write("part");

    pass(10);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void oneWhoTakesTheAnswerSlowlyMayUntilItIsTooMuch() {
    request();
    for (int second = 9; second < 60; second += 9) {
      pass(9);
      channel.writeAndFlush("part");
      assertThat(channel.isOpen()).as("after %d s", second).isTrue();
    }

    pass(6);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void afterAWholeAnswerTheNextRequestHasItsOwnTime() {
    request();
    pass(9);
    channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    for (int i = 0; i < 10; i++) {
      pass(9);
      request();
      channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    assertThat(channel.isOpen()).isTrue();
  }
}
