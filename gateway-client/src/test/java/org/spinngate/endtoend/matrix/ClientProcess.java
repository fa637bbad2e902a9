package org.spinngate.endtoend.matrix;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spinngate.client.command.Main;
import org.spinngate.endtoend.FacilityPlan;
import org.spinngate.endtoend.Folders;
import org.spinngate.endtoend.Program;
import org.spinngate.endtoend.ServerIdentity;

/** A client that is a process of its own, and can be killed. */
final class ClientProcess implements ClientSide {
  private static final Pattern READY =
      Pattern.compile("ready: board .* at (\\S+) \\(SCP (\\d+), boot (\\d+)\\).*");

  private final Program program;
  private final Matcher ready;

  ClientProcess(InetSocketAddress server, String bind) {
    Path token = Folders.tokenFile(Folders.temporary("client"), FacilityPlan.token(Bench.USER));
    program =
        Program.start(
            Main.class,
            List.of("-Xmx64m"),
            List.of(
                "--server",
                server.getHostString() + ":" + server.getPort(),
                "--user",
                Bench.USER,
                "--token-file",
                token.toString(),
                "--pin",
                ServerIdentity.forLoopback().pin(),
                "--board",
                Bench.BOARD,
                "--bind",
                bind,
                "--scp-port=0",
                "--boot-port=0"));
    ready = READY.matcher(program.awaitOut("ready: "));
    if (!ready.matches()) {
      throw new IllegalStateException(ready.toString());
    }
  }

  @Override
  public InetSocketAddress scp() {
    return new InetSocketAddress(ready.group(1), Integer.parseInt(ready.group(2)));
  }

  @Override
  public InetSocketAddress boot() {
    return new InetSocketAddress(ready.group(1), Integer.parseInt(ready.group(3)));
  }

  @Override
  public void kill() throws IOException, InterruptedException {
    program.signal("KILL");
    program.exitCode();
  }

  @Override
  public void close() {
    program.close();
  }
}
