package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.ServerProgram;

/** What keeps a server from starting, as its operator reads it. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class ServerRefusalTest {
  @TempDir Path folder;

  private ServerProgram serve(String... lines) throws Exception {
    Path file = Files.write(file(), List.of(lines));
    return ServerProgram.run(List.of("serve", "-c", file.toString()));
  }

  private Path file() {
    return folder.resolve("server.conf");
  }

  private static String tls(Path certificate) {
    return "gateway.tls { certificate = \"%s\", key = \"%s\" }"
        .formatted(certificate, ServerIdentity.forLoopback().key());
  }

  private static String tls() {
    return tls(ServerIdentity.forLoopback().certificate());
  }

  @Test
  void aBrokenConfigurationIsToldWithFileAndLine() throws Exception {
    ServerProgram server =
        serve(tls(), "gateway.listen = [\"127.0.0.1:0\"]", "gateway.bords.a.simulated = true");

    assertThat(server.exitCode()).isEqualTo(3);
    assertThat(server.out()).isEmpty();
    assertThat(server.err()).contains(file() + ":3: ").contains("bords");
  }

  @Test
  void anAddressInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.94.19.1"))) {
      String address = "127.94.19.1:" + taken.getLocalPort();

      ServerProgram server =
          serve(
              tls(),
              "gateway.http.listen = []",
              "gateway.listen = [\"" + address + "\"]",
              "gateway.boards.a.simulated = true");

      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.out()).isEmpty();
      assertThat(server.err().lines())
          .last()
          .asString()
          .startsWith("cannot listen on ")
          .contains(address, "in use");
    }
  }
}
