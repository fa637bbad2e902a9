package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.command.Main;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.simulated.SimulationSettings;

/** A server whose name stands for another address from one moment to the next. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class MovedServerTest {
  @TempDir private Path folder;

  private static FacilityPlan plan() {
    return Facility.plan().board("spin5-01", SimulationSettings::booted).user("alice", "*");
  }

  private void name(String address) throws Exception {
    Files.writeString(folder.resolve("hosts"), address + " gateway.test\n");
  }

  private Program client(Facility facility) {
    List<String> arguments =
        List.of(
            "--server",
            "gateway.test:" + facility.address().getPort(),
            "--user",
            "alice",
            "--token-file",
            facility.tokenFile(FacilityPlan.token("alice")).toString(),
            "--pin",
            facility.identity().pin(),
            "--board",
            "spin5-01",
            "--scp-port",
            "0",
            "--boot-port",
            "0");
    return Program.start(
        Main.class, List.of("-Djdk.net.hosts.file=" + folder.resolve("hosts")), arguments);
  }

  @Test
  void isFoundAtItsNewAddress() throws Exception {
    name("127.0.0.1");
    Facility here = plan().start();
    try (Program client = client(here)) {
      client.awaitOut("ready: ");
      String there = "listen = [\"127.0.0.2:" + here.address().getPort() + "\"]";

      name("127.0.0.2");
      here.close();
      try (Facility moved = plan().with(there).start()) {
        await()
            .atMost(TestClient.PATIENCE)
            .until(
                () ->
                    client.out().stream().filter(line -> line.startsWith("ready: ")).count() == 2);
        assertThat(moved.tableText()).contains("alice");
      }
    }
  }
}
