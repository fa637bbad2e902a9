package org.spinngate.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.spinngate.client.GatewayClient;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.link.LinkEvents;
import org.spinngate.client.link.LinkState;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Timing;
import org.spinngate.server.testing.ScpApplication;

/** Three gateways in front of the same boards, one of which is killed under a transfer. */
final class SeveralGatewaysDemo {
  private static final int SDRAM = 0x70000000;
  private static final int PIECE = 64 * 1024;
  private static final int PIECES = 32;
  private static final int WINDOW = 8;

  /** As SpiNNMan; it tries eleven times, and a user who has seen one pause tries on. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static final int TRIES = 60;

  private final Consumer<String> say;
  private final String board = DemoFacility.board(0);
  private final byte[] written = new byte[PIECE * PIECES];

  /**
   * @param say prints a line
   */
  SeveralGatewaysDemo(Consumer<String> say) {
    this.say = say;
    new SplittableRandom(1).nextBytes(written);
  }

  /**
   * Runs it.
   *
   * @param folder for what is made on the way
   * @param once whether it ends by itself
   * @throws Exception if anything is not as it should be
   */
  void run(Path folder, boolean once) throws Exception {
    say.accept("SpiNNaker Gateway: three gateways in front of the same simulated boards");
    say.accept("starting three ZooKeeper servers in this process, and three gateways");
    try (DemoFacility facility = new DemoFacility(folder)) {
      say.accept("gateways at " + facility.addresses());
      ClientSettings settings =
          new ClientSettings(
              facility.access(), board, 0, new LocalSettings(LocalSettings.LOOPBACK, 0, 0));
      try (GatewayClient client =
          GatewayClient.start(settings, new Narrator(), say, Timing.of(System::nanoTime))) {
        Opened opened = client.ready().get();
        say.accept("\n" + facility.gatewayTable() + "\n");
        transfer(facility, client.scpPort());
        say.accept("\n" + facility.gatewayTable() + "\n");
        say.accept(
            board + " is served by " + facility.homeOf(board) + " now, session " + opened.name());
        if (!once) {
          stay(client);
        }
      }
    }
  }

  private void transfer(DemoFacility facility, int port) throws Exception {
    InetSocketAddress localhost = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (ScpApplication tool = new ScpApplication(localhost, TIMEOUT, TRIES)) {
      say.accept("tool     writes 2 MiB to " + board);
      CompletableFuture<Void> killed = new CompletableFuture<>();
      for (int piece = 0; piece < PIECES; piece++) {
        if (piece == PIECES / 2) {
          CompletableFuture.runAsync(() -> kill(facility, killed));
        }
        tool.writeWindowed(SDRAM + piece * PIECE, slice(piece), WINDOW);
      }
      killed.join();
      say.accept("tool     has written all of it, and reads it back");
      for (int piece = 0; piece < PIECES; piece++) {
        if (!Arrays.equals(tool.readWindowed(SDRAM + piece * PIECE, PIECE, WINDOW), slice(piece))) {
          throw new IOException("the board gave other bytes back than were written");
        }
      }
      say.accept(
          "tool     every byte is right; it had to ask again for "
              + tool.statistics().retries()
              + " of its requests");
    }
  }

  private byte[] slice(int piece) {
    return Arrays.copyOfRange(written, piece * PIECE, (piece + 1) * PIECE);
  }

  private void kill(DemoFacility facility, CompletableFuture<Void> done) {
    try {
      String home = facility.homeOf(board);
      say.accept("kill -9  strikes " + home + ", which has " + board + ", when half is written");
      facility.kill(home);
      done.complete(null);
    } catch (IOException | InterruptedException | RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  private void stay(GatewayClient client) throws InterruptedException {
    say.accept(board + " is at 127.0.0.1, SCP port " + client.scpPort() + ". Until Ctrl-C.");
    new CountDownLatch(1).await();
  }

  /** Tells the user what becomes of the link. On the client's event loop. */
  private final class Narrator implements LinkEvents {
    private long lostNanos;

    @Override
    public void changed(LinkState state) {
      if (state instanceof LinkState.Up up) {
        String session = ", session " + up.session().name();
        double pause = (System.nanoTime() - lostNanos) / 1e9;
        say.accept(
            "client   has "
                + board
                + (lostNanos == 0 ? session : " again after %.1f s".formatted(pause) + session));
      } else if (state instanceof LinkState.Waiting waiting) {
        lostNanos = lostNanos == 0 ? System.nanoTime() : lostNanos;
        say.accept("client   " + waiting.why().text());
      }
    }

    @Override
    public void notice(String text) {
      say.accept("gateway  says: " + text);
    }

    @Override
    public void boot(BootReport report) {}
  }
}
