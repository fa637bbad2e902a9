package org.spinngate.server.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.config.ControlSettings;
import org.spinngate.server.testing.LogCapture;

@ExtendWith(LeakExtension.class)
class ControlSocketTest {
  @TempDir Path folder;

  private final FakeGateway gateway = new FakeGateway();

  static List<Transport> transports() {
    return Transport.available();
  }

  private ControlSocket open(Path path, Transport transport) throws IOException {
    return ControlSocket.open(path, transport, gateway.verbs());
  }

  private ControlSocket open() throws IOException {
    return open(folder.resolve("s"), Transport.best());
  }

  private static SocketChannel connect(Path path) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(path));
  }

  private static String ask(Path path, String bytes) throws IOException {
    try (SocketChannel channel = connect(path)) {
      channel.write(UTF_8.encode(bytes));
      return rest(channel);
    }
  }

  private static String rest(SocketChannel channel) throws IOException {
    return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aRequestIsAnsweredAndTheConnectionEnds(Transport transport) throws IOException {
    try (ControlSocket socket = open(folder.resolve("s"), transport)) {
      assertThat(ask(socket.path(), "health\n")).startsWith("ok\nlive and ready\n");
      assertThat(ask(socket.path(), "kick 7f3a91c2 --reason \"new fän\"\r\n")).startsWith("ok\n");
    }
    assertThat(gateway.told).containsExactly("kick 7f3a91c2 new fän");
    assertThat(files()).isEmpty();
  }

  @Test
  void theConfigurationDecidesWhetherAndWhere() {
    Path path = folder.resolve("s");
    SocketPlaces places = new SocketPlaces(List.of(folder));

    assertThat(start(new ControlSettings(false, Optional.empty()), places)).isEmpty();
    assertThat(start(new ControlSettings(true, Optional.of(path)), places)).contains(path);
    assertThat(start(new ControlSettings(true, Optional.empty()), places))
        .contains(folder.resolve("control-17894.sock"));
  }

  private Optional<Path> start(ControlSettings settings, SocketPlaces places) {
    Optional<ControlSocket> socket = ControlSocket.start(settings, places, 17894, gateway.verbs());
    socket.ifPresent(ControlSocket::close);
    return socket.map(ControlSocket::path);
  }

  @Test
  void aServerGoesOnWithoutASocketAndWarnsOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("s"), "precious");
    try (LogCapture log = new LogCapture(ControlSocket.class.getName())) {
      assertThat(
              start(
                  new ControlSettings(true, Optional.of(file)), new SocketPlaces(List.of(folder))))
          .isEmpty();

      assertThat(log.lines())
          .containsExactly(
              "no control socket: " + file + " exists and is no socket; it is left alone");
      assertThat(log.stackTraces()).isZero();
    }
  }

  @Test
  void theAuditLogKnowsTheUserWhereTheSystemTells() throws IOException {
    Object own = Files.getAttribute(folder, "unix:uid");
    try (ControlSocket socket = open();
        LogCapture log = new LogCapture("org.spinngate.audit")) {
      ask(socket.path(), "reload\n");

      assertThat(log.lines()).singleElement().asString().containsAnyOf("by=" + own, "by=?");
    }
  }

  @Test
  void aRequestThatIsTooLongOrNoTextIsRefused() throws IOException {
    try (ControlSocket socket = open()) {
      assertThat(ask(socket.path(), "x".repeat(4097) + "\n"))
          .isEqualTo("error 2\na request is at most 4096 bytes long\n");
      assertThat(ask(socket.path(), "x".repeat(4096) + "\n")).startsWith("error 2\nunknown verb");
      try (SocketChannel channel = connect(socket.path())) {
        channel.write(ByteBuffer.wrap(new byte[] {(byte) 0xff, '\n'}));
        assertThat(rest(channel)).isEqualTo("error 2\na request is text in UTF-8\n");
      }
    }
  }

  @Test
  void whoSaysNothingMoreIsAnsweredAtOnce() throws IOException {
    assumeTrue(Transport.best() == Transport.EPOLL, "only epoll knows half a connection");
    try (ControlSocket socket = open();
        SocketChannel channel = connect(socket.path())) {
      channel.write(UTF_8.encode("sessions"));
      channel.shutdownOutput();

      assertThat(rest(channel)).isEqualTo("error 2\na request ends with a line end\n");
    }
  }

  @Test
  void whoStopsWritingAfterTheRequestStillGetsTheAnswer() throws IOException {
    assumeTrue(Transport.best() == Transport.EPOLL, "only epoll knows half a connection");
    try (ControlSocket socket = open();
        SocketChannel channel = connect(socket.path())) {
      channel.write(UTF_8.encode("health\n"));
      channel.shutdownOutput();

      assertThat(rest(channel)).startsWith("ok\nlive and ready\n");
    }
  }

  @Test
  void aVerbThatTakesLongKeepsNobodyElseWaiting() throws IOException {
    CountDownLatch gone = new CountDownLatch(1);
    gateway.draining = progress -> awaitUninterruptibly(gone);
    try (ControlSocket socket = open();
        SocketChannel draining = connect(socket.path())) {
      draining.write(UTF_8.encode("drain\n"));
      await().until(() -> gateway.told.contains("drain PT30M"));

      assertThat(ask(socket.path(), "health\n")).startsWith("ok\n");

      gone.countDown();
      assertThat(rest(draining)).endsWith("the server ends now\n");
    }
  }

  private static void awaitUninterruptibly(CountDownLatch gone) {
    try {
      gone.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void moreConnectionsThanItTakesAreToldSoAndOthersComeAfterThem() throws IOException {
    List<SocketChannel> idle = new ArrayList<>();
    try (ControlSocket socket = open()) {
      for (int i = 0; i < VerbHandler.MOST_AT_ONCE; i++) {
        idle.add(connect(socket.path()));
      }

      try (SocketChannel oneMore = connect(socket.path())) {
        assertThat(rest(oneMore))
            .isEqualTo("error 7\nthe gateway answers 16 commands already; try again later\n");
      }
      for (SocketChannel channel : idle) {
        channel.close();
      }
      await().until(() -> ask(socket.path(), "health\n").startsWith("ok\n"));
    }
  }

  @Test
  void strangeBytesCostOnlyTheirOwnConnection() throws IOException {
    long seed = 23;
    Random random = new Random(seed);
    try (ControlSocket socket = open()) {
      for (int round = 0; round < 300; round++) {
        byte[] bytes = new byte[1 + random.nextInt(6_000)];
        random.nextBytes(bytes);
        try (SocketChannel channel = connect(socket.path())) {
          bytes[bytes.length - 1] = '\n';
          writeAll(channel, bytes);
          assertThat(answer(channel)).as("seed %d", seed).startsWith("error 2\n");
        }
      }

      assertThat(ask(socket.path(), "health\n")).startsWith("ok\n");
      assertThat(gateway.told).isEmpty();
    }
  }

  /** The server need not take what comes after a request. */
  private static void writeAll(SocketChannel channel, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      buffer.clear();
    }
  }

  private static String answer(SocketChannel channel) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(200);
    channel.read(first);
    return new String(first.array(), 0, first.position(), UTF_8);
  }
}
