package org.spinngate.server.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.PortUnreachableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.server.testing.LogCapture;

/** A fault of our own behind a port of many is told, and ends nothing. */
class FaultyHandlersTest {
  private final LogCapture log = new LogCapture(LogCapture.EVERYTHING);

  @AfterEach
  void stopListening() {
    log.close();
  }

  private static ChannelInboundHandler nobody() {
    return new ChannelInboundHandlerAdapter();
  }

  @Test
  void aSocketOfDatagramsGoesOnAndTheLogHasTheFaultOnce() {
    EmbeddedChannel socket = new EmbeddedChannel(new FirstByteOfPacket(nobody(), nobody()));

    for (int fault = 0; fault < 100; fault++) {
      socket.pipeline().fireExceptionCaught(new IllegalStateException("ours"));
    }
    socket.pipeline().fireExceptionCaught(new PortUnreachableException("the network's"));

    assertThat(socket.isOpen()).isTrue();
    assertThat(log.lines("fault")).containsExactly("fault while taking datagrams");
    assertThat(log.stackTraces()).isEqualTo(1);
  }

  @Test
  void aConnectionEndsAndTheLogSaysWhy() {
    EmbeddedChannel connection = new EmbeddedChannel(new FirstByte(old -> {}, tunnel -> {}));

    connection.pipeline().fireExceptionCaught(new IllegalStateException("ours"));

    assertThat(connection.isOpen()).isFalse();
    assertThat(log.lines("fault")).containsExactly("fault at the first byte of a connection");
  }
}
