package org.spinngate.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.endtoend.Facility;
import org.spinngate.endtoend.FacilityPlan;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.simulated.SimulationSettings;

/** A user who does what docs/users.md says sees what it says. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@ExtendWith(LeakExtension.class)
class UsersManualTest {
  @TempDir Path home;

  @Test
  void severalBoardsAreAsTheManualSays() throws Exception {
    List<Manual.Step> steps = Manual.of(Page.of("docs/users.md").section("Several boards")).steps();
    try (Facility facility =
            Facility.plan()
                .board("spin5-01", SimulationSettings::booted)
                .board("spin5-02", SimulationSettings::booted)
                .board("spin5-03", SimulationSettings::booted)
                .user("alice", "*")
                .start();
        Operator user = new Operator(home)) {
      writeSettings(facility);

      steps.forEach(step -> user.give((Manual.Given) step));
    }

    assertThat(steps).hasSizeGreaterThan(2);
  }

  private void writeSettings(Facility facility) throws Exception {
    Path folder = Files.createDirectories(home.resolve(".config/spinnaker-gateway"));
    Files.writeString(
        folder.resolve("client.conf"),
        """
        server = "127.0.0.1:%d"
        user = alice
        token-file = "%s"
        pin = "%s"
        """
            .formatted(
                facility.address().getPort(),
                facility.tokenFile(FacilityPlan.token("alice")),
                facility.identity().pin()));
  }
}
