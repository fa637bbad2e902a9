package org.spinngate.server.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.server.testing.LogCapture;

/** A fault of our own behind a port of many is told, and ends nothing. */
class FaultyHandlersTest {
  private final LogCapture log = new LogCapture(LogCapture.EVERYTHING);
  private final List<String> told = new ArrayList<>();
  private final Faults faults = new Faults(() -> 0, (fault, more) -> told.add(fault + more));

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

  private EmbeddedChannel connection() {
    return new EmbeddedChannel(new FirstByte(old -> {}, tunnel -> {}, faults));
  }

  @Test
  void aConnectionEndsAndTheOthersGoOn() {
    EmbeddedChannel connection = connection();
    EmbeddedChannel other = connection();

    connection.pipeline().fireExceptionCaught(new IllegalStateException("ours"));

    assertThat(connection.isOpen()).isFalse();
    assertThat(other.isOpen()).isTrue();
    assertThat(told).containsExactly("java.lang.IllegalStateException: ours");
  }

  @Test
  void whatEachOfManyConnectionsMeetsIsToldOnce() {
    for (int i = 0; i < 100; i++) {
      connection().pipeline().fireExceptionCaught(new IllegalStateException("ours"));
    }

    assertThat(told).hasSize(1);
  }

  @Test
  void whoGoesAwayBeforeItHasSaidAnythingIsNobody() {
    EmbeddedChannel connection = connection();

    connection.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));

    assertThat(connection.isOpen()).isFalse();
    assertThat(told).isEmpty();
  }
}
