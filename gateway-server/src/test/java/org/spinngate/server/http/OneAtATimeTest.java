package org.spinngate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;

/** Requests of one connection, one after the other. */
@ExtendWith(LeakExtension.class)
class OneAtATimeTest {
  private static final int MOST = 4;

  private final EmbeddedChannel channel = new EmbeddedChannel(new OneAtATime(MOST));

  private void ask(String... paths) {
    for (String path : paths) {
      channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path));
    }
  }

  private void answer(boolean stays) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    HttpUtil.setKeepAlive(response, stays);
    channel.writeOutbound(response);
    channel.<FullHttpResponse>readOutbound().release();
  }

  private String next() {
    HttpRequest request = channel.readInbound();
    return request == null ? "nothing" : request.uri();
  }

  @Test
  void theNextRequestComesAfterTheAnswerToTheOneBefore() {
    ask("/1", "/2", "/3");

    assertThat(next()).isEqualTo("/1");
    assertThat(next()).isEqualTo("nothing");
    answer(true);
    assertThat(next()).isEqualTo("/2");
    answer(true);
    assertThat(next()).isEqualTo("/3");
    assertThat(next()).isEqualTo("nothing");
  }

  @Test
  void afterALastAnswerNothingIsLetThrough() {
    ask("/1", "/2");
    next();

    answer(false);
    ask("/3");

    assertThat(next()).isEqualTo("nothing");
    channel.advanceTimeBy(2, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void whatIsTooMuchIsNotAnsweredAndEndsTheConnectionAfterTheRest() {
    ask("/1", "/2", "/3", "/4", "/5", "/6", "/7");

    for (int i = 1; i <= 5; i++) {
      assertThat(next()).isEqualTo("/" + i);
      answer(true);
    }

    assertThat(next()).isEqualTo("nothing");
    channel.advanceTimeBy(2, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aConnectionThatIsGoneMakesNoMoreWork() {
    ask("/1", "/2", "/3");
    next();

    channel.close();

    assertThat(next()).isEqualTo("nothing");
  }
}
