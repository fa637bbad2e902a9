package org.spinngate.simulated.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.DropCause;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

class SimulatedFrameTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int VER = 0;
  private static final int POWER = 57;
  private static final int OFF = 0;
  private static final int ON = 1;

  private final EventLoopGroup loop = Transport.NIO.eventLoops(1, "frame");
  private SimulatedFrame frame;
  private SimulatedBoard board;
  private ScpApplication operator;

  @BeforeEach
  void start() throws IOException {
    frame =
        SimulatedFrame.start(
                loop,
                Transport.NIO::datagramChannel,
                FrameSettings.quick(new InetSocketAddress(HERE, 0)))
            .syncUninterruptibly()
            .getNow();
    board =
        SimulatedBoard.start(
                loop, Transport.NIO::datagramChannel, SimulationSettings.spin3(HERE).booted())
            .syncUninterruptibly()
            .getNow();
    frame.wire(3, board).syncUninterruptibly();
    operator = new ScpApplication(frame.address(), PATIENCE, 1);
  }

  @AfterEach
  void stop() throws IOException {
    operator.close();
    frame.close().syncUninterruptibly();
    board.close().syncUninterruptibly();
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void power(int how, int slots) throws IOException {
    operator.call(POWER, new byte[0], how, slots, 0);
  }

  @Test
  void itSaysThatItIsABmp() throws IOException {
    byte[] reply = operator.call(VER, new byte[0]);

    assertThat(new String(reply, 26, reply.length - 26, StandardCharsets.US_ASCII))
        .isEqualTo("BC&MP/Spin5-BMP\0002.1.0\0");
  }

  @Test
  void aBoardThatIsOffIsSilentAndBeginsWithItsRom() throws IOException {
    try (ScpApplication user = new ScpApplication(board.scpAddress(), PATIENCE, 1)) {
      assertThat(user.version().isReady()).isTrue();

      power(OFF, 1 << 3);
      user.send(new byte[26]);
      await().atMost(PATIENCE).until(() -> board.counters().drops(DropCause.NO_POWER) == 1);

      power(ON, 1 << 3);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                user.send(new byte[26]);
                return board.counters().drops(DropCause.IN_BOOT_ROM) > 0;
              });
    }
  }

  @Test
  void aBoardInAnotherSlotStaysOn() throws IOException {
    power(OFF, 1 << 4 | 1 << 2);

    try (ScpApplication user = new ScpApplication(board.scpAddress(), PATIENCE, 1)) {
      assertThat(user.version().isReady()).isTrue();
    }
  }

  @Test
  void itKnowsWhatItWasTold() throws IOException {
    power(OFF, 1 << 3 | 1 << 5);
    power(500 << 16 | ON, 1 << 3);

    FrameRecord record = frame.record();
    assertThat(record.commands())
        .extracting(PowerCommand::on, PowerCommand::delayMillis, PowerCommand::slots)
        .containsExactly(tuple(false, 0, 0x28L), tuple(true, 500, 0x08L));
    assertThat(record.overlaps()).isZero();
    assertThat(record.repeated()).isZero();
  }

  @Test
  void itNotesACommandThatComesWhileItIsAtWork() throws IOException {
    frame.suffer(FrameFaults.NONE.lateBy(Duration.ofSeconds(3)));
    byte[] on = request(1, ON);

    operator.send(on);
    operator.send(on);
    operator.send(request(2, OFF));

    await().atMost(PATIENCE).until(() -> frame.record().overlaps() == 1);
    assertThat(frame.record().repeated()).isEqualTo(1);
  }

  @Test
  void itDoesNothingIfItRefuses() throws IOException {
    frame.suffer(FrameFaults.NONE.refusing());

    operator.send(request(1, OFF));

    assertThat(operator.receive(PATIENCE).orElseThrow()[10] & 0xFF).isEqualTo(0x84);
    assertThat(board.counters().drops(DropCause.NO_POWER)).isZero();
  }

  @Test
  void aLostAnswerIsNotALostCommand() throws IOException {
    frame.suffer(FrameFaults.NONE.losingReplies(1));

    operator.send(request(1, OFF));
    operator.send(request(1, OFF));

    assertThat(operator.receive(PATIENCE)).isPresent();
    assertThat(frame.record().repeated()).isEqualTo(1);
    assertThat(frame.record().commands()).hasSize(1);
  }

  private static byte[] request(int sequence, int how) {
    byte[] request = new byte[26];
    request[2] = (byte) 0x87;
    request[3] = (byte) 0xFF;
    request[5] = (byte) 0xFF;
    request[10] = POWER;
    request[12] = (byte) sequence;
    request[14] = (byte) how;
    request[18] = 1 << 3;
    return request;
  }
}
