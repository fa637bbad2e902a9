package org.spinngate.server.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;

/** What goes wrong at the control socket ends one connection, and is told once a minute. */
@ExtendWith(LeakExtension.class)
class FaultyRequestTest {
  private final LogCapture log = new LogCapture(LogCapture.EVERYTHING);
  private final FakeGateway gateway = new FakeGateway();
  private final ControlInitializer connections =
      new ControlInitializer(gateway.verbs(), Runnable::run, Duration.ofSeconds(5));

  @AfterEach
  void stopListening() {
    log.close();
  }

  private EmbeddedChannel connect() {
    EmbeddedChannel connection = new EmbeddedChannel();
    connection.freezeTime();
    connection.pipeline().addLast(connections);
    connection.pipeline().fireChannelActive();
    return connection;
  }

  private static void meetFault(EmbeddedChannel connection) {
    connection.pipeline().fireExceptionCaught(new IllegalStateException("ours"));
  }

  private static String ask(EmbeddedChannel connection, String request) {
    connection.writeInbound(Unpooled.copiedBuffer(request, UTF_8));
    StringBuilder answer = new StringBuilder();
    for (ByteBuf part = connection.readOutbound(); part != null; part = connection.readOutbound()) {
      answer.append(part.toString(UTF_8));
      part.release();
    }
    return answer.toString();
  }

  @Test
  void aFaultEndsItsConnectionAndNoOther() {
    EmbeddedChannel broken = connect();
    EmbeddedChannel other = connect();

    meetFault(broken);

    assertThat(broken.isOpen()).isFalse();
    assertThat(ask(other, "reload\n")).startsWith("ok\n");
  }

  @Test
  void whatEachOfManyConnectionsMeetsIsToldOnce() {
    for (int i = 0; i < 100; i++) {
      meetFault(connect());
    }

    assertThat(log.lines("fault")).containsExactly("fault at the control socket");
    assertThat(log.stackTraces()).isEqualTo(1);
    assertThat(ask(connect(), "reload\n")).as("all places are free again").startsWith("ok\n");
  }

  @Test
  void afterAFaultNoDeadlineComes() {
    EmbeddedChannel broken = connect();
    meetFault(broken);

    broken.advanceTimeBy(5, TimeUnit.SECONDS);
    broken.runScheduledPendingTasks();

    assertThat(broken.<Object>readOutbound()).isNull();
  }

  @Test
  void whoGoesAwayInTheMidstOfItIsNoFault() {
    EmbeddedChannel connection = connect();

    connection.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));

    assertThat(connection.isOpen()).isFalse();
    assertThat(log.lines()).isEmpty();
  }
}
