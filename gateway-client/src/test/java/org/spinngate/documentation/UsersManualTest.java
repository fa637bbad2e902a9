package org.spinngate.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
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

/** A user who does what docs/users.md and docs/several-boards.md say sees what they say. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@ExtendWith(LeakExtension.class)
class UsersManualTest {
  private static final String ABOUT_A_SECOND =
      "policy = never, off-time = 1s, settle = 100ms, interval = 0";

  @TempDir Path home;

  @Test
  void severalBoardsAreAsTheManualSays() throws Exception {
    List<Manual.Step> steps = Manual.of(Page.of("docs/several-boards.md")).steps();
    FacilityPlan plan = Facility.plan().user("alice", "*");
    for (int number = 1; number <= 6; number++) {
      InetAddress address = InetAddress.getByName("127.68.240." + (number * 8 - 7));
      plan.board("spin5-0" + number, address, SimulationSettings::booted);
    }
    try (Facility facility = plan.start();
        Operator user = new Operator(home)) {
      writeSettings(facility);

      steps.forEach(step -> user.give((Manual.Given) step));
    }

    assertThat(steps).hasSizeGreaterThan(2);
  }

  @Test
  void theFirstBoardIsAsTheManualSays() throws Exception {
    List<Manual.Given> commands =
        Manual.of(Page.of("docs/users.md").section("Your first board"))
            .commands()
            .filter(command -> command.line().startsWith("gateway-client "))
            .toList();
    FacilityPlan plan = Facility.plan().user("alice", "*");
    plan.board("demo-1", SimulationSettings::booted);
    try (Facility facility = plan.start();
        Operator user = new Operator(home)) {
      writeSettings(facility);

      commands.forEach(user::give);
    }

    assertThat(commands).hasSize(2);
  }

  @Test
  void programsAreRunAndBoardsAreResetAsTheManualSays() throws Exception {
    List<Manual.Given> commands =
        Manual.of(Page.of("docs/users.md").section("Commands"))
            .commands()
            .filter(command -> command.line().matches("gateway-client (?:run|reset) .*"))
            .toList();
    FacilityPlan plan = Facility.plan().user("alice", "*");
    plan.board("teach-1", SimulationSettings::booted);
    plan.poweredBoard("spin5-03", SimulationSettings::booted, plan.frame(), 3, ABOUT_A_SECOND);
    try (Facility facility = plan.start();
        Operator user = new Operator(home)) {
      writeSettings(facility);

      commands.forEach(user::give);
    }

    assertThat(commands).hasSize(2);
  }

  @Test
  void liveOutputIsAskedForAsTheManualSays() throws Exception {
    List<Manual.Step> steps =
        Manual.of(Page.of("docs/users.md").section("Live output and injection")).steps();
    FacilityPlan plan = Facility.plan().user("alice", "*");
    plan.board("spin5-01", SimulationSettings::booted);
    try (Facility facility = plan.start();
        Operator user = new Operator(home)) {
      writeSettings(facility);

      steps.forEach(step -> user.give((Manual.Given) step));
    }

    assertThat(steps).hasSize(2);
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
