package org.spinngate.protocol.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(300)
@ExtendWith(LeakExtension.class)
class StreamRelayTest {
  private static final int SILENCE_MILLIS = 100;

  private ServerSocket target;
  private StreamRelay relay;

  @BeforeEach
  void start() throws IOException {
    target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    relay = new StreamRelay((InetSocketAddress) target.getLocalSocketAddress(), 42);
  }

  @AfterEach
  void stop() throws IOException {
    relay.close();
    target.close();
  }

  @Test
  void bytesPassUnchangedInBothDirectionsWhateverTheConditions() throws Exception {
    relay.conditions(
        Conditions.CLEAR
            .delayedBy(Duration.ofMillis(1))
            .jitteredBy(Duration.ofMillis(2))
            .bunchedFor(Duration.ofMillis(5))
            .limitedTo(20_000_000)
            .cutInto(1400));
    byte[] bytes = new byte[1_000_000];
    new SplittableRandom(1).nextBytes(bytes);

    try (Pair pair = connect()) {
      assertThat(transferred(bytes, pair.client, pair.server)).isEqualTo(bytes);
      assertThat(transferred(bytes, pair.server, pair.client)).isEqualTo(bytes);
    }
  }

  @Test
  void aBlackHoleSwallowsOneDirectionOnlyUntilItHeals() throws Exception {
    try (Pair pair = connect()) {
      relay.blackHole(Direction.TO_SERVER);
      pair.client.getOutputStream().write('a');
      pair.server.getOutputStream().write('b');

      assertThat(pair.client.getInputStream().read()).isEqualTo('b');
      assertSilent(pair.server);

      relay.heal();
      assertThat(pair.server.getInputStream().read()).isEqualTo('a');
    }
  }

  @Test
  void aBlackHoleSwallowsTheEndOfAConnectionToo() throws Exception {
    try (Pair pair = connect()) {
      relay.blackHole();
      pair.client.close();
      assertSilent(pair.server);

      relay.heal();
      assertThat(pair.server.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aConnectionMadeIntoABlackHoleHearsNothing() throws Exception {
    relay.blackHole(Direction.TO_CLIENT);
    try (Socket client = new Socket()) {
      client.connect(relay.address());
      client.getOutputStream().write('x');
      assertSilent(client);
      assertNobodyComes();

      relay.heal();
      try (Socket server = target.accept()) {
        assertThat(server.getInputStream().read()).isEqualTo('x');
      }
    }
  }

  @Test
  void aConnectionMadeIntoABlackHoleAndGivenUpMayComeAndGo() throws Exception {
    relay.blackHole();
    new Socket(relay.address().getAddress(), relay.address().getPort()).close();

    relay.heal();
    try (Pair pair = connect()) {
      pair.client.getOutputStream().write('x');
      relay.close();
    }
    assertThat(relay.connections()).isZero();
  }

  @Test
  void aStrandedConnectionIsLostForGoodAndNewOnesAreNot() throws Exception {
    try (Pair stranded = connect()) {
      stranded.client.getOutputStream().write('-');
      assertThat(stranded.server.getInputStream().read()).isEqualTo('-');
      relay.strand();
      stranded.client.getOutputStream().write('a');
      stranded.server.getOutputStream().write('b');
      relay.blackHole();
      relay.heal();

      assertSilent(stranded.client);
      assertSilent(stranded.server);
      stranded.client.close();
      assertSilent(stranded.server);
      try (Pair other = connect()) {
        other.client.getOutputStream().write('c');
        assertThat(other.server.getInputStream().read()).isEqualTo('c');
      }
    }
  }

  @Test
  void newConnectionsGoToTheNewTargetAndPresentOnesStay() throws Exception {
    try (ServerSocket moved = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Pair present = connect();
        Socket client = new Socket()) {
      relay.retarget((InetSocketAddress) moved.getLocalSocketAddress());
      client.connect(relay.address());
      present.client.getOutputStream().write('a');

      assertThat(present.server.getInputStream().read()).isEqualTo('a');
      moved.accept().close();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aResetReachesBothEndsOfEveryConnection() throws Exception {
    try (Pair one = connect();
        Pair two = connect()) {
      relay.reset();

      for (Socket socket : new Socket[] {one.client, one.server, two.client, two.server}) {
        assertThatThrownBy(() -> socket.getInputStream().read()).hasMessageContaining("reset");
      }
      assertThat(relay.connections()).isZero();
    }
  }

  @Test
  void refusedConnectionsAreResetAndPresentOnesStay() throws Exception {
    try (Pair present = connect()) {
      relay.refuse(true);
      try (Socket refused = new Socket()) {
        assertThatThrownBy(() -> speakTo(refused)).isInstanceOf(IOException.class);
      }

      present.client.getOutputStream().write('a');
      assertThat(present.server.getInputStream().read()).isEqualTo('a');
      assertThat(relay.accepted()).isEqualTo(1);
      assertThat(relay.refused()).isEqualTo(1);

      relay.refuse(false);
      connect().close();
      assertThat(relay.accepted()).isEqualTo(2);
    }
  }

  @Test
  void aTargetThatDoesNotListenIsARefusal() throws Exception {
    target.close();

    try (Socket client = new Socket()) {
      assertThatThrownBy(() -> speakTo(client)).isInstanceOf(IOException.class);
    }
    assertThat(relay.refused()).isEqualTo(1);
    assertThat(relay.connections()).isZero();
  }

  @Test
  void theEndOfEitherSideEndsTheOther() throws Exception {
    try (Pair one = connect();
        Pair two = connect()) {
      one.client.close();
      two.server.close();

      assertThat(one.server.getInputStream().read()).isEqualTo(-1);
      assertThat(two.client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aClosedRelayEndsItsConnections() throws Exception {
    try (Pair pair = connect()) {
      pair.client.getOutputStream().write('a');
      assertThat(pair.server.getInputStream().read()).isEqualTo('a');
      relay.blackHole(Direction.TO_CLIENT);
      pair.server.getOutputStream().write(new byte[1000]);

      relay.close();

      assertThat(pair.client.getInputStream().read()).isEqualTo(-1);
    }
  }

  private static byte[] transferred(byte[] bytes, Socket from, Socket to) throws Exception {
    CompletableFuture<Void> written =
        CompletableFuture.runAsync(
            () -> {
              try {
                from.getOutputStream().write(bytes);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    byte[] read = to.getInputStream().readNBytes(bytes.length);
    written.join();
    return read;
  }

  private void speakTo(Socket client) throws IOException {
    client.connect(relay.address());
    client.getOutputStream().write('x');
    if (client.getInputStream().read() < 0) {
      throw new IOException("ended");
    }
  }

  private void assertNobodyComes() throws IOException {
    target.setSoTimeout(SILENCE_MILLIS);
    assertThatThrownBy(() -> target.accept()).isInstanceOf(SocketTimeoutException.class);
    target.setSoTimeout(0);
  }

  private static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(SILENCE_MILLIS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(0);
  }

  private Pair connect() throws IOException {
    Socket client = new Socket();
    client.connect(relay.address());
    return new Pair(client, target.accept());
  }

  /** Both ends of one relayed connection. */
  private record Pair(Socket client, Socket server) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }
}
