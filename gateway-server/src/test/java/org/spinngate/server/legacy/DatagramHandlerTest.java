package org.spinngate.server.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;

/** One socket that all old clients send to. */
@ExtendWith(LeakExtension.class)
class DatagramHandlerTest {
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(LegacyBench.address("192.0.2.7"), 1000);

  private final LogCapture log = new LogCapture(DatagramHandler.class.getName());
  private final LegacyBench bench = new LegacyBench();
  private final EmbeddedChannel socket = bench.listen();

  @AfterEach
  void close() {
    bench.close();
    log.close();
  }

  private void read(String hex) {
    socket.pipeline().fireChannelRead(new DatagramPacket(LegacyBench.bytes(hex), null, CLIENT));
  }

  private void readAll() {
    socket.pipeline().fireChannelReadComplete();
  }

  private void meet(Throwable fault) {
    socket.pipeline().fireExceptionCaught(fault);
  }

  @Test
  void whatOnePassBringsLeavesForTheBoardAtItsEnd() {
    read(LegacyBench.REQUEST);
    read(LegacyBench.REQUEST);
    assertThat(bench.atBoard()).isZero();

    readAll();

    assertThat(bench.atBoard()).isEqualTo(2);
  }

  @Test
  void aFaultOfOurOwnIsToldOnceAndEndsNothing() {
    for (int i = 0; i < 100; i++) {
      meet(new IllegalStateException("ours"));
    }
    read(LegacyBench.REQUEST);
    readAll();

    assertThat(log.lines()).containsExactly("fault while taking old clients' datagrams");
    assertThat(log.stackTraces()).isEqualTo(1);
    assertThat(socket.isOpen()).isTrue();
    assertThat(bench.atBoard()).isEqualTo(1);
  }

  @Test
  void errorsOfTheNetworkAreOfSingleDatagramsAndNobodyHearsOfThem() {
    meet(new PortUnreachableException("Connection refused"));
    meet(new IOException("Operation not permitted"));
    read(LegacyBench.REQUEST);
    readAll();

    assertThat(log.lines()).isEmpty();
    assertThat(socket.isOpen()).isTrue();
    assertThat(bench.atBoard()).isEqualTo(1);
  }
}
