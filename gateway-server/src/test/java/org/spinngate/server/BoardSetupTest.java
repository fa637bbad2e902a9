package org.spinngate.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.spinngate.server.Configurations.board;
import static org.spinngate.server.Configurations.simulated;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.ShownLease;
import org.spinngate.server.config.file.Identities;
import org.spinngate.server.net.Loops;
import org.spinngate.server.testing.ScpApplication;

/** From one configuration to the next, boards stay themselves. */
@ExtendWith(LeakExtension.class)
class BoardSetupTest {
  private static final int SDRAM = 0x60000000;

  @TempDir static Path folder;

  private final Loops loops = new Loops();
  private final BoardSetup setup =
      new BoardSetup(
          new Simulations(loops.simulated(), loops.transport(), Optional.empty()),
          loops.background());

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(folder);
  }

  @AfterEach
  void close() {
    loops.close();
  }

  private List<Board> boards(String... lines) throws Exception {
    return setup.boards(new Configurations(folder).of(lines).boards().values());
  }

  /** What tells a simulated board from others: its memory where nothing was written. */
  private static String identity(Board board) throws IOException {
    try (ScpApplication tool =
        new ScpApplication(board.addresses().scp(), Duration.ofSeconds(1), 20)) {
      return new String(tool.read(SDRAM, 16), ISO_8859_1);
    }
  }

  private static List<String> identities(List<Board> boards) throws IOException {
    List<String> identities = new ArrayList<>();
    for (Board board : boards) {
      identities.add(identity(board));
    }
    return identities;
  }

  private static boolean isBound(InetSocketAddress address) {
    try (DatagramSocket socket = new DatagramSocket(address)) {
      return !socket.isBound();
    } catch (SocketException e) {
      return true;
    }
  }

  @Test
  void noTwoSimulatedBoardsAreTheSameAfterHoweverManyReloads() throws Exception {
    boards(simulated("a"), simulated("b"), simulated("c"));
    List<Board> two = boards(simulated("b"), simulated("c"));
    List<String> before = identities(two);

    List<Board> four = boards(simulated("b"), simulated("c"), simulated("d"), simulated("e"));

    assertThat(identities(four)).doesNotHaveDuplicates().containsAll(before);
  }

  @Test
  void aBoardThatIsDescribedInOtherWordsIsTheSame() throws Exception {
    Board before = boards(simulated("a"), board("x", 9)).get(1);

    Board renamed = boards(simulated("a"), board("y", 9)).get(1);

    assertThat(renamed.name()).isEqualTo("y");
    assertThat(renamed.isSamePlaceAs(before)).isTrue();
    assertThat(boards(board("y", 10)).get(0).isSamePlaceAs(before)).isFalse();
  }

  @Test
  void simulatedBoardsOfOneFrameShareItsSimulatedBmp() throws Exception {
    int port = freePort();
    Board ant =
        boards(
                "gateway.boards.ant { simulated = true, simulation.booted = true, "
                    + bmp(port, 3)
                    + " }",
                "gateway.boards.bee { simulated = true, " + bmp(port, 4) + " }")
            .get(0);
    assertThat(identity(ant)).isNotEmpty();

    try (ScpApplication operator =
        new ScpApplication(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            Duration.ofSeconds(1),
            20)) {
      operator.call(57, new byte[0], 0, 1 << 3, 0);
    }

    try (ScpApplication tool =
        new ScpApplication(ant.addresses().scp(), Duration.ofMillis(50), 2)) {
      assertThatThrownBy(tool::version).isInstanceOf(IOException.class);
    }
  }

  private static String bmp(int port, int slot) {
    return "power.bmp { host = 127.0.0.1, port = %d, slot = %d, simulated = true }"
        .formatted(port, slot);
  }

  private static int freePort() throws IOException {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Test
  void ifOneCannotStartNothingIsLeftRunningAndEverythingIsAsBefore() throws Exception {
    Board before = boards(simulated("a")).get(0);
    int port = freePort();
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {

      assertThatThrownBy(() -> boards(simulated("b", port), simulated("c", taken.getLocalPort())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot start the simulated board c");

      await().until(() -> !isBound(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }
    assertThat(boards(simulated("a")).get(0)).isSameAs(before);
    assertThat(identity(before)).hasSize(16);
  }

  @Test
  void aSimulatedBoardThatIsGoneStaysForItsHolderAndNoLonger() throws Exception {
    Board before = boards(simulated("a")).get(0);
    ShownLease.take(before);

    boards(board("x", 9));
    assertThat(identity(before)).hasSize(16);
    assertThat(boards(simulated("a")).get(0)).as("back meanwhile").isSameAs(before);
    boards(board("x", 9));
    ShownLease.release(before);

    await().until(() -> !isBound(before.addresses().scp()));
  }

  @Test
  void aSimulatedBoardThatIsBackAtOnceIsTheSame() throws Exception {
    Board before = boards(simulated("a")).get(0);

    boards(board("x", 9));

    assertThat(boards(simulated("a")).get(0)).isSameAs(before);
    assertThat(identity(before)).hasSize(16);
  }
}
