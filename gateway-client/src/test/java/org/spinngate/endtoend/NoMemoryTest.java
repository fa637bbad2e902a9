package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.simulated.SimulationSettings;

/**
 * A process whose heap is used up serves nobody. It ends by itself, also if it was started without
 * the options of Java that the packages give it, so that the service manager starts it again.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@ExtendWith(LeakExtension.class)
class NoMemoryTest {
  private static final String LAST_WORDS = "the process cannot go on and ends";

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private Program program(String which, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(sign().toString(), which));
    all.addAll(arguments);
    Program program = Program.start(ProgramWithoutMemory.class, List.of("-Xmx32m"), all);
    open.add(program);
    return program;
  }

  private Path sign() {
    return folder.resolve("eat");
  }

  private void assertEnds(Program program) throws Exception {
    Files.createFile(sign());

    assertThat(program.exitCode()).isEqualTo(ExitCode.INTERNAL.number());
    assertThat(program.err()).anyMatch(line -> line.contains(LAST_WORDS));
  }

  @Test
  void aServerEnds() throws Exception {
    Path file = SmallServer.configuration(folder, "http.listen = []");
    Program server = program("server", List.of("-c", file.toString()));
    server.awaitOut("ready: ");

    assertEnds(server);
  }

  @Test
  void aClientEnds() throws Exception {
    Facility facility =
        Facility.plan()
            .board("spin5-01", SimulationSettings::booted)
            .user("alice", "*")
            .with("session { heartbeat = 100ms, heartbeat-deadline = 3s }")
            .start();
    List<String> arguments =
        new ArrayList<>(
            facility.options(
                "alice",
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), facility.address().getPort())));
    arguments.addAll(List.of("--board", "spin5-01", "--scp-port", "0", "--boot-port", "0"));
    Program client = program("client", arguments);
    open.add(facility);
    client.awaitOut("ready: ");

    assertEnds(client);
  }
}
