package org.spinngate.server.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.ExitCode;

class SocketSearchTest {
  @TempDir Path folder;

  private ServerSocketChannel listen(Path path) throws IOException {
    Files.createDirectories(path.getParent());
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return channel.bind(UnixDomainSocketAddress.of(path));
  }

  private SocketSearch search() {
    return new SocketSearch(
        new SocketPlaces(List.of(folder.resolve("a"), folder.resolve("b"), folder.resolve("a"))));
  }

  @Test
  void theOnlyGatewayIsFoundWhereverItIs() throws Exception {
    Path path = folder.resolve("b/control-17894.sock");
    try (ServerSocketChannel server = listen(path)) {
      assertThat(server.isOpen()).isTrue();
      assertThat(search().any()).isEqualTo(path);
      assertThat(search().ofPort(17894)).isEqualTo(path);
      assertThatThrownBy(() -> search().ofPort(17895)).hasMessageContaining("no gateway");
    }
  }

  @Test
  void whatADeadServerLeftAndOtherSocketsDoNotCount() throws Exception {
    listen(folder.resolve("a/control-1.sock")).close();
    try (ServerSocketChannel other = listen(folder.resolve("a/other.sock"));
        ServerSocketChannel server = listen(folder.resolve("a/control-2.sock"))) {
      assertThat(other.isOpen() && server.isOpen()).isTrue();
      assertThat(search().any()).isEqualTo(folder.resolve("a/control-2.sock"));
    }
  }

  @Test
  void ofSeveralGatewaysTheOperatorMustChooseOne() throws Exception {
    try (ServerSocketChannel one = listen(folder.resolve("a/control-1.sock"));
        ServerSocketChannel two = listen(folder.resolve("b/control-2.sock"))) {
      assertThat(one.isOpen() && two.isOpen()).isTrue();
      assertThatThrownBy(() -> search().any())
          .hasMessageContaining("several gateways run here; choose one by --socket")
          .hasMessageContaining("control-1.sock")
          .hasMessageContaining("control-2.sock");
      assertThat(search().ofPort(2)).isEqualTo(folder.resolve("b/control-2.sock"));
    }
  }

  @Test
  void aDirectoryThatAnotherUserMadeWhereEverybodyMayMakeSomeIsNotBelieved() throws Exception {
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "needs a second owner");
    Path path = folder.resolve("b/control-17894.sock");
    try (ServerSocketChannel server = listen(path)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      assertThat(server.isOpen()).isTrue();
      assertThat(search().any()).isEqualTo(path);

      Files.setOwner(
          path.getParent(),
          path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

      assertThatThrownBy(() -> search().any())
          .hasMessageContaining("this user may not talk to the gateway");
    }
  }

  @Test
  void withoutAGatewayTheMessageSaysWhereItWasSoughtAndWhatToDo() {
    assertThatThrownBy(() -> search().any())
        .isInstanceOfSatisfying(
            VerbRefusal.class,
            refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
        .hasMessageContaining("no gateway is running here (looked in " + folder.resolve("a"))
        .hasMessageContaining("serve -c FILE");
  }

  @Test
  void theServerTakesTheFirstDirectoryThatItCanUse() throws Exception {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path file = Files.createFile(folder.resolve("file"));
    SocketPlaces places =
        new SocketPlaces(List.of(file.resolve("x"), shared, folder.resolve("good")));

    assertThat(places.forServer(17894)).isEqualTo(folder.resolve("good/control-17894.sock"));
    assertThat(folder.resolve("good")).isDirectory();
    assertThatThrownBy(() -> new SocketPlaces(List.of(shared)).forServer(1))
        .hasMessageContaining("no directory for a control socket")
        .hasMessageContaining("others may write");
  }

  @Test
  void theServicesOwnDirectoryComesFirstAndThatOfTheLoginNext() {
    List<Path> places =
        SocketPlaces.of(
                Map.of("RUNTIME_DIRECTORY", "/run/sg:/run/x", "XDG_RUNTIME_DIR", "/run/user/7"))
            .directories();

    assertThat(places).hasSize(4);
    assertThat(places)
        .startsWith(
            Path.of("/run/sg"),
            Path.of("/run/user/7/spinnaker-gateway"),
            Path.of("/run/spinnaker-gateway"));
    assertThat(places.get(3).getFileName().toString()).startsWith("spinnaker-gateway-");
    assertThat(SocketPlaces.of(Map.of()).directories()).isEqualTo(places.subList(2, 4));
  }
}
