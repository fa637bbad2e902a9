package org.spinngate.server.board.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpVersion;

class SimulatedBoardTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int SDRAM = 0x60000000;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 2, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
  }

  private SimulatedBoard start(SimulationSettings settings) {
    return SimulatedBoard.start(group, settings).syncUninterruptibly().getNow();
  }

  private static SimulationSettings spin5() {
    return SimulationSettings.spin5(InetAddress.getLoopbackAddress())
        .withStartUp(Duration.ofMillis(20), Duration.ofMillis(60));
  }

  @Test
  void aBootedBoardTellsItsVersion() throws IOException {
    SimulatedBoard board = start(spin5().booted());

    try (ScpApplication application = new ScpApplication(board.scpAddress(), PATIENCE, 1)) {
      assertThat(application.version())
          .isEqualTo(new ScpVersion(0, 0, 0, "SC&MP/SpiNNaker", "4.0.0"));
    }
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    SimulatedBoard board = start(spin5().booted().withIdentity(7));
    byte[] data = new byte[10_001];
    new Random(1).nextBytes(data);

    try (ScpApplication application = new ScpApplication(board.scpAddress(), PATIENCE, 1)) {
      application.writeWindowed(SDRAM + 100, data, 8);

      assertThat(application.readWindowed(SDRAM + 100, data.length, 8)).isEqualTo(data);
      assertThat(application.read(SDRAM, 100)).isEqualTo(IdentityPattern.bytes(7, SDRAM, 100));
      assertThat(application.statistics().retries()).isZero();
    }
  }

  @Test
  void aCompleteImageBootsTheBoard() throws IOException {
    SimulatedBoard board = start(spin5());
    BootImage image = BootImage.ofLength(3, 29_868);

    BootSender.boot(board.bootAddress(), image, Duration.ofMillis(1));

    try (ScpApplication application =
        new ScpApplication(board.scpAddress(), Duration.ofMillis(100), 50)) {
      await().until(() -> application.version().isReady());
    }
    BootCounters boot = board.counters().boot();
    assertThat(boot.completed()).isOne();
    assertThat(boot.imageDigest()).isEqualTo(SimulatedBoard.digest(image.bytes()));
    assertThat(boot.blockSourcePorts()).hasSize(1);
  }
}
