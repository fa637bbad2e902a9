package org.spinngate.server.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.net.Hops;
import org.spinngate.server.net.PortAddress;
import org.spinngate.server.net.PortDrop;
import org.spinngate.server.testing.LogCapture;

/** The packets of one socket, on the event loop of their session and on another one. */
@ExtendWith(LeakExtension.class)
class PacketHandlerTest {
  private static final InetSocketAddress HOME = new InetSocketAddress(PeerBench.HOME, 40_000);

  private final List<PortDrop> drops = new ArrayList<>();
  private final PeerBench bench =
      new PeerBench(
          (reason, packets) -> {
            for (int i = 0; i < packets; i++) {
              drops.add(reason);
            }
          });
  private final MemoryClient client = new MemoryClient(bench.keys().get(0));
  private final PortAddress here = bench.at("192.0.2.1");
  private final EmbeddedChannel socket = bench.listen(bench.loop(), here);
  private final EmbeddedChannel other = bench.listen(new EmbeddedChannel().eventLoop(), here);
  private LogCapture log;

  @BeforeEach
  void listen() {
    log = new LogCapture(PacketHandler.class.getName());
  }

  @AfterEach
  void close() {
    log.close();
    client.close();
    bench.close();
  }

  private static DatagramPacket datagram(byte... packet) {
    ByteBuf content = Unpooled.buffer().writeBytes(packet);
    return new DatagramPacket(content, null, HOME);
  }

  /** A packet in one pass with those before it. */
  private static void read(EmbeddedChannel at, byte... packet) {
    at.pipeline().fireChannelRead(datagram(packet));
  }

  private static void readAll(EmbeddedChannel at) {
    at.pipeline().fireChannelReadComplete();
  }

  private int reachedTheBoard() {
    return bench.board().sent().size();
  }

  @Test
  void whatOnePassBringsLeavesForTheBoardAtItsEnd() {
    read(socket, client.datagram(26));
    read(socket, client.datagram(26));
    read(socket, client.datagram(26));
    assertThat(reachedTheBoard()).isZero();

    readAll(socket);

    assertThat(reachedTheBoard()).isEqualTo(3);
  }

  @Test
  void aPacketThatComesToAnotherLoopHopsAndTheAnswerSaysSo() {
    read(other, client.datagram(26));
    readAll(other);
    assertThat(reachedTheBoard()).as("before the other loop has a turn").isZero();

    bench.run();

    assertThat(reachedTheBoard()).isEqualTo(1);
    assertThat(PeerBench.sent(bench.socketOf(here))).as("the challenge").hasSize(1);
  }

  @Test
  void aPacketThatHopsKeepsNothingOfTheBatchThatItCameIn() {
    byte[] packet = client.datagram(26);
    ByteBuf batch = Unpooled.buffer().writeBytes(packet).writeZero(32_000);

    other
        .pipeline()
        .fireChannelRead(new DatagramPacket(batch.readRetainedSlice(packet.length), null, HOME));

    assertThat(batch.refCnt()).as("held by this test alone").isEqualTo(1);
    batch.release();
    bench.run();
    assertThat(reachedTheBoard()).isEqualTo(1);
  }

  @Test
  void noMoreHopThanTheOtherLoopSoonWorksOffAndTheRestIsCounted() {
    for (int i = 0; i < Hops.MOST_OF_ONE + 3; i++) {
      read(other, client.datagram(26));
    }
    bench.run();

    assertThat(drops).hasSize(3).containsOnly(PortDrop.TOO_MANY_HOPS);
    assertThat(reachedTheBoard()).isEqualTo(Hops.MOST_OF_ONE);

    read(other, client.datagram(26));
    bench.run();
    assertThat(reachedTheBoard()).isEqualTo(Hops.MOST_OF_ONE + 1);
  }

  @Test
  void whatIsNobodysIsDroppedInSilence() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] real = client.question();
    for (int i = 0; i < 5_000; i++) {
      byte[] packet = real.clone();
      int at = random.nextInt(packet.length);
      packet[at] ^= (byte) (1 + random.nextInt(255));
      read(random.nextBoolean() ? socket : other, packet);
      byte[] noise = new byte[random.nextInt(1_500)];
      random.nextBytes(noise);
      read(random.nextBoolean() ? socket : other, noise);
    }
    readAll(socket);
    bench.run();

    assertThat(PeerBench.sent(bench.socketOf(here))).isEmpty();
    assertThat(PeerBench.sent(socket)).isEmpty();
    assertThat(PeerBench.sent(other)).isEmpty();
    assertThat(reachedTheBoard()).isZero();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void errorsOfTheNetworkAreOfSinglePacketsAndTheSocketGoesOn() {
    socket.pipeline().fireExceptionCaught(new PortUnreachableException());
    socket.pipeline().fireExceptionCaught(new IOException("Operation not permitted"));

    read(socket, client.datagram(26));
    readAll(socket);

    assertThat(socket.isOpen()).isTrue();
    assertThat(reachedTheBoard()).isEqualTo(1);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void aFaultOfOurOwnIsToldOnceAndEndsNothing() {
    for (int i = 0; i < 100; i++) {
      socket.pipeline().fireExceptionCaught(new IllegalStateException("a test"));
    }

    read(socket, client.datagram(26));
    readAll(socket);

    assertThat(log.lines()).containsExactly("fault while taking sealed packets");
    assertThat(log.stackTraces()).isEqualTo(1);
    assertThat(reachedTheBoard()).isEqualTo(1);
  }
}
