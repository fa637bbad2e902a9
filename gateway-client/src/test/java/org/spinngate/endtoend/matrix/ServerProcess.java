package org.spinngate.endtoend.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.spinngate.endtoend.FacilityPlan;
import org.spinngate.endtoend.Folders;
import org.spinngate.endtoend.Program;
import org.spinngate.endtoend.ServerIdentity;
import org.spinngate.server.Main;
import org.spinngate.server.access.TokenHash;

/** A server that is a process of its own, and can be killed. */
final class ServerProcess implements ServerSide {
  private final Path file;
  private Program program;

  /** A server in front of the board that is at these addresses. */
  ServerProcess(InetSocketAddress scp, InetSocketAddress boot) {
    ServerIdentity identity = ServerIdentity.forLoopback();
    file = Folders.temporary("matrix").resolve("server.conf");
    String text =
        """
        gateway {
          listen = ["127.0.0.1:0"]
          probe { interval = 0, hello = off }
          http.listen = []
          tls { certificate = "%s", key = "%s" }
          boards.%s { host = "%s", scp-port = %d, boot-port = %d }
          users.%s { tokens = ["%s"], boards = ["*"] }
        }
        """
            .formatted(
                identity.certificate(),
                identity.key(),
                Bench.BOARD,
                scp.getHostString(),
                scp.getPort(),
                boot.getPort(),
                Bench.USER,
                TokenHash.of(FacilityPlan.token(Bench.USER)).text());
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    program = start();
  }

  private Program start() {
    return Program.start(Main.class, List.of("-Xmx64m"), List.of("-c", file.toString()));
  }

  @Override
  public InetSocketAddress address() {
    String ready = program.awaitOut("ready: 1 board at 127.0.0.1:");
    String port = ready.replaceFirst(".*:(\\d+),.*", "$1");
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
  }

  @Override
  public InetSocketAddress otherAddress() {
    return address();
  }

  @Override
  public void restart(String signal) throws IOException, InterruptedException {
    program.signal(signal);
    program.exitCode();
    program = start();
    address();
  }

  @Override
  public void close() {
    program.close();
  }
}
