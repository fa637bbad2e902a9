package org.spinngate.server.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.config.ProbeSettings;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.RealLoop;

@ExtendWith(LeakExtension.class)
class HelloListenerTest {
  private static final byte[] HELLO =
      HexFormat.of().parseHex("0001" + "00000041" + "02010000" + "00000000" + "43505453");

  private final RealLoop loop = new RealLoop(Transport.best());

  @AfterEach
  void stop() {
    loop.close();
  }

  private HelloListener listener(ProbeSettings.Hello where) {
    return new HelloListener(loop::socket, loop.loop(), where);
  }

  private static DatagramSocket socket(int number) throws IOException {
    byte[] own = {127, 91, 6, (byte) number};
    return new DatagramSocket(new InetSocketAddress(InetAddress.getByAddress(own), 0));
  }

  private static Board board(DatagramSocket boot) {
    InetSocketAddress address = (InetSocketAddress) boot.getLocalSocketAddress();
    return new Board(
        "board-at-" + address,
        new Board.Addresses(address, address),
        false,
        new Board.Handling(Duration.ofMillis(10), 8, true),
        "");
  }

  private static void say(DatagramSocket from, byte[] bytes, InetSocketAddress to)
      throws IOException {
    from.send(new DatagramPacket(bytes, bytes.length, to));
  }

  @Test
  void onlyAHelloFromTheBootServiceOfABoardIsBelieved() throws IOException {
    try (HelloListener hellos = listener(new ProbeSettings.Hello.At(List.of()));
        DatagramSocket boot = socket(1);
        DatagramSocket sameHost = new DatagramSocket(0, boot.getLocalAddress());
        DatagramSocket stranger = socket(2);
        DatagramSocket other = socket(5)) {
      Board board = board(boot);
      Board believed = board(other);
      hellos.listen(new BoardDirectory(List.of(board, believed)), System::nanoTime);
      InetSocketAddress to = hellos.simulated().orElseThrow();

      say(stranger, HELLO, to);
      say(sameHost, HELLO, to);
      say(boot, new byte[] {0, 1, 0, 0, 0, 5}, to);
      say(boot, new byte[0], to);
      say(other, HELLO, to);

      await().until(() -> believed.status().state() == BoardState.UNBOOTED);
      assertThat(board.status().state()).isEqualTo(BoardState.UNKNOWN);
    }
  }

  @Test
  void aBoardThatIsNewIsHeardToo() throws IOException {
    try (HelloListener hellos = listener(new ProbeSettings.Hello.At(List.of()));
        DatagramSocket boot = socket(3)) {
      Board board = board(boot);
      BoardDirectory directory = new BoardDirectory(List.of());
      hellos.listen(directory, System::nanoTime);
      directory.replace(List.of(board));

      await()
          .until(
              () -> {
                say(boot, HELLO, hellos.simulated().orElseThrow());
                return board.status().state() == BoardState.UNBOOTED;
              });
    }
  }

  @Test
  void anAddressThatCannotBeHadIsOneWarning() throws IOException {
    try (LogCapture log = new LogCapture(HelloListener.class.getName());
        DatagramSocket taken = socket(4)) {
      InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();
      try (HelloListener hellos = listener(new ProbeSettings.Hello.At(List.of(address)))) {
        hellos.listen(new BoardDirectory(List.of()), System::nanoTime);

        await().until(() -> log.lines().size() == 1);
        assertThat(log.lines().get(0)).startsWith("cannot hear hellos").contains("127.91.6.4");
        assertThat(log.stackTraces()).isZero();
      }
    }
  }

  @Test
  void whoTurnsHellosOffHasNoSocket() {
    try (HelloListener hellos = listener(new ProbeSettings.Hello.Off())) {
      hellos.listen(new BoardDirectory(List.of()), System::nanoTime);

      assertThat(hellos.simulated()).isEmpty();
    }
  }

  @Test
  void aBoardOnLoopbackIsFacedFromLoopback() {
    assertThat(new SystemAddresses().facing(new InetSocketAddress("127.91.6.9", BoardHello.PORT)))
        .hasValueSatisfying(own -> assertThat(own.isLoopbackAddress()).isTrue());
  }
}
