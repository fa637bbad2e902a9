package org.spinngate.server.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;

/** The file of the control socket, and what is in its place already. */
@ExtendWith(LeakExtension.class)
class SocketFileTest {
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

  private static String ask(Path path, String line) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      channel.write(UTF_8.encode(line));
      return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
    }
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void onlyTheOwnerCanOpenIt(Transport transport) throws IOException {
    Path path = folder.resolve("new/er/s");
    try (ControlSocket socket = open(path, transport)) {
      assertThat(socket.path()).isEqualTo(path);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
          .isEqualTo("rwx------");
      assertThat(path.getParent()).isDirectoryNotContaining("glob:**.c*");
    }
  }

  @Test
  void theSocketOfADeadServerIsReplaced() throws IOException {
    Path path = folder.resolve("s");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();

    try (ControlSocket socket = open()) {
      assertThat(ask(socket.path(), "health\n")).startsWith("ok\n");
    }
  }

  @Test
  void theSocketOfALivingServerIsLeftAlone() throws IOException {
    try (ControlSocket first = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(IOException.class)
          .hasMessage("another gateway listens at " + first.path());

      assertThat(ask(first.path(), "health\n")).startsWith("ok\n");
      assertThat(files()).containsExactly(first.path());
    }
  }

  @Test
  void aFileThatIsNoSocketIsLeftAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("s"), "precious");

    assertThatThrownBy(this::open).hasMessageContaining("exists and is no socket");

    assertThat(file).hasContent("precious");
  }

  @Test
  void theSocketOfASuccessorIsNotRemoved() throws IOException {
    Path path = folder.resolve("s");
    ControlSocket first = open();
    Files.delete(path);
    try (ControlSocket second = open()) {
      first.close();

      assertThat(ask(second.path(), "health\n")).startsWith("ok\n");
    }
  }

  @Test
  void aPathThatTheSystemCannotTakeIsToldAsSuch() {
    Path path = folder.resolve("x".repeat(107));

    assertThatThrownBy(() -> open(path, Transport.best()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the system allows 107")
        .hasMessageContaining("gateway.control.socket");
  }

  @Test
  void aDirectoryInWhichOthersWriteIsRefused() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> open(open.resolve("s"), Transport.best()))
        .hasMessageContaining("others may write into the directory");
  }
}
