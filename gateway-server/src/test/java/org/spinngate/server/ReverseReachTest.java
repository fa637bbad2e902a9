package org.spinngate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.board.Board;
import org.spinngate.server.net.Loops;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/** Where a reverse tag of one board must not lead, since somebody else is there. */
@ExtendWith(LeakExtension.class)
class ReverseReachTest {
  private static final InetAddress HERE = NetUtil.createInetAddressFromIpAddressString("10.0.0.1");
  private static final int PORT = 12_345;

  private final Loops loops = new Loops();

  @AfterEach
  void close() {
    loops.close();
  }

  private static Board board(String host, int scp, int boot) {
    InetSocketAddress at = new InetSocketAddress(host, scp);
    Board.Addresses both = new Board.Addresses(at, new InetSocketAddress(host, boot));
    return new Board("x", both, false, new Board.Handling(Duration.ZERO, 8, true), "");
  }

  private static boolean reaches(Board one, int port, Board... all) {
    return new ReverseReach(List.of(all), Set.of(HERE)).of(one, Optional.empty()).test(port);
  }

  @Test
  void theServicesOfABoardAtTheSameAddressAreNotReached() {
    Board one = board("10.0.0.9", 17_893, 54_321);
    Board forwarded = board("10.0.0.9", 20_001, 20_002);
    Board elsewhere = board("10.0.0.8", 30_001, 30_002);

    assertThat(reaches(one, 20_001, one, forwarded, elsewhere)).isFalse();
    assertThat(reaches(one, 20_002, one, forwarded, elsewhere)).isFalse();
    assertThat(reaches(one, 17_893, one, forwarded, elsewhere)).as("its own").isFalse();
    assertThat(reaches(one, 30_001, one, forwarded, elsewhere)).isTrue();
    assertThat(reaches(one, PORT, one, forwarded, elsewhere)).isTrue();
  }

  @Test
  void theNextAddressOfABoardCounts() {
    Board one = board("10.0.0.9", 17_893, 54_321);
    Board other = board("10.0.0.8", 20_001, 20_002);

    other.moveTo(board("10.0.0.9", 20_001, 20_002).addresses());

    assertThat(reaches(one, 20_001, one, other)).isFalse();
  }

  @Test
  void nothingIsReachedAtAnAddressOfThisMachine() {
    Board forwarded = board("10.0.0.1", 17_893, 54_321);

    assertThat(reaches(forwarded, PORT, forwarded)).isFalse();
  }

  @Test
  void nothingIsReachedIfTheAddressIsUnknown() {
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved("spin5-01", 17_893);
    Board.Addresses unknown = new Board.Addresses(nowhere, nowhere);
    Board board = board("10.0.0.9", 17_893, 54_321);
    board.moveTo(unknown);

    assertThat(reaches(board, PORT, board)).isFalse();
  }

  @Test
  void ofASimulatedBoardThePortsAreReachedThatItsOwnTagsHaveOpened() throws Exception {
    InetAddress host = InetAddress.getByName("127.67.241.1");
    SimulatedBoard simulated =
        SimulatedBoard.start(
                loops.simulated(),
                loops.transport()::datagramChannel,
                SimulationSettings.spin5(host).withPorts(0, 0).booted())
            .sync()
            .getNow();
    Board board =
        board("127.67.241.1", simulated.scpAddress().getPort(), simulated.bootAddress().getPort());
    try (DatagramSocket another = new DatagramSocket(0, host)) {
      IntPredicate ports =
          new ReverseReach(List.of(board), Set.of(host)).of(board, Optional.of(simulated));
      int taken = another.getLocalPort();
      set(simulated, 1, taken);
      set(simulated, 2, PORT);

      await().atMost(Duration.ofSeconds(30)).until(() -> ports.test(PORT));
      assertThat(ports.test(taken)).isFalse();
      assertThat(ports.test(PORT + 1)).isFalse();
    } finally {
      simulated.close().sync();
    }
  }

  private static void set(SimulatedBoard board, int tag, int port) throws IOException {
    ByteBuf request = TagRequests.reverse(tag, tag, port);
    byte[] bytes = ByteBufUtil.getBytes(request);
    request.release();
    try (ScpApplication tool = new ScpApplication(board.scpAddress(), Duration.ofSeconds(30), 1)) {
      tool.send(bytes);
      assertThat(tool.receive(Duration.ofSeconds(30))).isPresent();
    }
  }
}
