package org.spinngate.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.socket.DatagramChannel;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.config.ProbeSettings;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.RealLoop;

/** What goes wrong while hellos are heard costs hellos at the most. */
class FaultyHelloTest {
  private final LogCapture log = new LogCapture(HelloListener.class.getName());
  private final RealLoop loop = new RealLoop(Transport.best());
  private final DatagramChannel socket = loop.socket();
  private final HelloListener hellos =
      new HelloListener(() -> socket, loop.loop(), new ProbeSettings.Hello.At(List.of()));

  @AfterEach
  void stop() {
    hellos.close();
    loop.close();
    log.close();
  }

  private void meet(Throwable fault) {
    loop.on(() -> socket.pipeline().fireExceptionCaught(fault));
  }

  @Test
  void aFaultOfOursIsToldOnceAndTheSocketStays() {
    for (int i = 0; i < 100; i++) {
      meet(new IllegalStateException("ours"));
    }

    assertThat(log.lines("fault")).containsExactly("fault while hearing hellos");
    assertThat(log.stackTraces()).isEqualTo(1);
    assertThat(socket.isOpen()).isTrue();
  }

  @Test
  void errorsOfTheNetworkAreNoFaults() {
    meet(new IOException("Network is down"));

    assertThat(log.lines("fault")).isEmpty();
    assertThat(log.stackTraces()).isZero();
    assertThat(socket.isOpen()).isTrue();
  }
}
