package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;
import org.spinngate.server.testing.LogCapture;

/** A local port stays bound and goes on after every fault of what it calls. */
@ExtendWith(LeakExtension.class)
class FaultyPortTest {
  private static final InetSocketAddress APPLICATION =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1001);

  private final LogCapture log = new LogCapture(LocalPort.class.getName());
  private final EmbeddedChannel socket = new EmbeddedChannel();
  private final LocalFlows flows = TestFlows.on(socket.eventLoop(), Timing.of(() -> 0), line -> {});
  private final LocalPort port = new LocalPort(Service.SCP, flows, socket);
  private final RecordingTunnel tunnel = new RecordingTunnel();

  @BeforeEach
  void begin() {
    socket.pipeline().addLast(port);
    flows.attach(tunnel, Samples.opened(1, "spin5-03", 8));
  }

  @AfterEach
  void close() {
    socket.finishAndReleaseAll();
    log.close();
  }

  private void meet(Throwable fault) {
    socket.pipeline().fireExceptionCaught(fault);
  }

  private void send() {
    socket.writeInbound(
        new DatagramPacket(Unpooled.copiedBuffer(new byte[] {1}), null, APPLICATION));
  }

  @Test
  void aFaultOfOursIsToldOnceAndIsNoErrorOfTheSocket() {
    for (int i = 0; i < 100; i++) {
      meet(new IllegalStateException("ours"));
    }
    send();

    assertThat(log.lines("fault")).containsExactly("fault at a local port");
    assertThat(log.stackTraces()).isEqualTo(1);
    assertThat(flows.summary().socketErrors()).isZero();
    assertThat(tunnel.sent()).containsExactly("scp 1");
  }

  @Test
  void anErrorOfTheSystemIsCountedInSilence() {
    meet(new PortUnreachableException("Connection refused"));
    send();

    assertThat(log.lines("fault")).isEmpty();
    assertThat(flows.summary().socketErrors()).isEqualTo(1);
    assertThat(tunnel.sent()).containsExactly("scp 1");
  }
}
