package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.Main;
import org.spinngate.server.RuledGateway;

/** The gateway that tests tell what to do. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class RuledGatewayTest {
  @TempDir Path folder;

  @Test
  void itEndsAfterItsTestHasEndedWhateverEndedThat() throws Exception {
    Path file =
        SmallServer.configuration(
            folder,
            "http.listen = []",
            "control.socket = \"" + folder.resolve("control") + "\"",
            "restart.journal = \"" + folder.resolve("journal") + "\"");
    List<String> arguments = List.of("127.0.0.1", RuledGateway.Rules.USUAL.name(), file.toString());
    try (Program gateway =
        Program.startLike(Main.class, RuledGateway.class, List.of(), arguments)) {
      gateway.awaitOut("ready: ");
      gateway.tell(RuledGateway.GUARDED);
      gateway.awaitOut(RuledGateway.GUARDED);

      gateway.tellNoMore();

      assertThat(gateway.exitCode()).isEqualTo(RuledGateway.ALONE);
    }
  }
}
