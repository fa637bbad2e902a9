package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.net.Transport;
import org.spinngate.simulated.frame.FrameFaults;
import org.spinngate.simulated.frame.FrameSettings;
import org.spinngate.simulated.frame.SimulatedFrame;

/** Which BMPs are there, on real sockets. */
class BmpSurveyTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final Duration SHORT = Duration.ofMillis(500);

  /** No test waits so long, since all that are there answer. */
  private static final Duration LONG = Duration.ofSeconds(60);

  private final EventLoopGroup loop = Transport.NIO.eventLoops(1, "frame");
  private final List<SimulatedFrame> frames = new ArrayList<>();

  private SimulatedFrame frame() {
    SimulatedFrame frame =
        SimulatedFrame.start(
                loop,
                Transport.NIO::datagramChannel,
                FrameSettings.quick(new InetSocketAddress(HERE, 0)))
            .syncUninterruptibly()
            .getNow();
    frames.add(frame);
    return frame;
  }

  @AfterEach
  void stop() {
    frames.forEach(frame -> frame.close().syncUninterruptibly());
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void allAreAskedAtOnceWhatTheyAreAndNothingIsSwitched() throws IOException {
    List<SimulatedFrame> all = List.of(frame(), frame(), frame());

    Map<SocketAddress, String> heard =
        BmpSurvey.ask(all.stream().map(SimulatedFrame::address).toList(), LONG);

    assertThat(heard).hasSize(3).allSatisfy((where, what) -> assertThat(what).startsWith("BC&MP "));
    assertThat(all).allMatch(frame -> frame.record().commands().isEmpty());
  }

  @Test
  void whatIsLostIsAskedAgain() throws IOException {
    SimulatedFrame lossy = frame();
    lossy.suffer(FrameFaults.NONE.losingReplies(2));

    assertThat(BmpSurvey.ask(List.of(lossy.address()), LONG)).containsKey(lossy.address());
  }

  @Test
  void whoIsSilentOrNotThereKeepsNoOtherFromBeingHeard() throws IOException {
    SimulatedFrame fine = frame();
    try (DatagramSocket deaf = new DatagramSocket(0, HERE)) {
      InetSocketAddress silent = new InetSocketAddress(HERE, deaf.getLocalPort());
      InetSocketAddress nobody = new InetSocketAddress("127.77.9.9", 1);

      assertThat(BmpSurvey.ask(List.of(silent, nobody, fine.address()), SHORT))
          .doesNotContainKeys(silent, nobody);
      assertThat(BmpSurvey.ask(List.of(fine.address()), LONG)).hasSize(1);
    }
  }
}
