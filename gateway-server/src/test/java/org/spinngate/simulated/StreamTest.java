package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.StreamTally;

/** Streams of a board with real sockets. */
@ExtendWith(LeakExtension.class)
class StreamTest {
  private static final int SET_TAG_3 = 0x0001_0003;
  private static final int STRIP = 0x1000_0000;
  private static final int LOOPBACK = 0x0100007F;

  private final Bench bench = new Bench();

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  private static StreamTally receive(DatagramSocket socket, int count, int offset)
      throws IOException {
    StreamTally tally = new StreamTally(offset);
    DatagramPacket packet = new DatagramPacket(new byte[512], 512);
    for (int received = 0; received < count; received++) {
      socket.receive(packet);
      tally.received(Arrays.copyOf(packet.getData(), packet.getLength()));
    }
    return tally;
  }

  private static DatagramSocket listener() throws IOException {
    DatagramSocket socket = new DatagramSocket(null);
    socket.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setSoTimeout((int) Bench.PATIENCE.toMillis());
    return socket;
  }

  @Test
  void aStreamAtFullSpeedArrivesWholeAndInOrder() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().booted());
    ScpApplication application = bench.application(board);
    int count = 200;
    try (DatagramSocket socket = listener()) {
      application.call(26, new byte[0], SET_TAG_3, socket.getLocalPort(), LOOPBACK);

      Future<Long> stream = board.emit(new Emission(3, 36_000, 272, count));
      StreamTally tally = receive(socket, count, 10);

      assertThat(stream.syncUninterruptibly().getNow()).isEqualTo(count);
      assertThat(tally.arrived()).isEqualTo(count);
      assertThat(tally.doubled() + tally.disordered() + tally.damaged()).isZero();
    }
    assertThat(board.counters().scp().tagOutputs()).isEqualTo(count);
  }

  @Test
  void aStrippedStreamIsPayloadOnly() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().booted());
    ScpApplication application = bench.application(board);
    try (DatagramSocket socket = listener()) {
      application.call(26, new byte[0], STRIP | SET_TAG_3, socket.getLocalPort(), LOOPBACK);

      var unused = board.emit(new Emission(3, 1_000, 20, 10));

      assertThat(receive(socket, 10, 0).arrived()).isEqualTo(10);
    }
  }

  @Test
  void closingTheBoardEndsItsStreams() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().booted());
    Future<Long> stream = board.emit(new Emission(3, 1, 20, 1_000));

    board.close().syncUninterruptibly();

    assertThat(stream.syncUninterruptibly().getNow()).isZero();
  }
}
