package org.spinngate.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.ServerProgram;

/**
 * Somebody who does what docs/operations.md says, from its beginning to its end, sees what it says.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@ExtendWith(LeakExtension.class)
class OperationsManualTest {
  private static final Pattern OURS =
      Pattern.compile("(?:sudo (?:-u \\S+ )?)?(?:java -jar )?gateway-(?:server|client)\\b.*");

  private static final Pattern STARTS =
      Pattern.compile("(?m)^ExecStart(?:Pre)?=.*\\bgateway-server(?:\\.jar)? (.*)$");

  /** Commands of the system that are given as they are, if they are installed. */
  private static final Set<String> GIVEN =
      Set.of("openssl", "fail2ban-regex", "cp", "mv", "cat", "mkdir");

  /** Commands of the system that no test gives. */
  private static final Map<String, String> NOT_GIVEN =
      Map.ofEntries(
          Map.entry("sudo", "changes the machine"),
          Map.entry("apt", "changes the machine; test-deb.sh does it to another"),
          Map.entry("apt-get", "changes the machine; test-deb.sh does it to another"),
          Map.entry("dpkg", "changes the machine; test-deb.sh does it to another"),
          Map.entry("tar", "needs a release"),
          Map.entry("sha256sum", "needs a release"),
          Map.entry("systemctl", "needs systemd"),
          Map.entry("journalctl", "needs systemd"),
          Map.entry("systemd-analyze", "needs systemd"),
          Map.entry("sysctl", "changes the machine"),
          Map.entry("modprobe", "changes the machine"),
          Map.entry("docker", "needs a service"),
          Map.entry("podman", "needs a registry"),
          Map.entry("mvn", "is what runs this test"));

  @TempDir Path folder;

  @Test
  void everyCommandDoesWhatTheManualSays() throws Exception {
    assertThat(followed("docs/operations.md")).isGreaterThan(20);
  }

  @Test
  void andWhoeverComesFromTheOldToolSeesWhatIsSaidToThem() throws Exception {
    assertThat(followed("docs/migration.md")).isGreaterThan(4);
  }

  /** How many steps a page has, after all of them were taken. */
  private int followed(String page) throws Exception {
    Manual manual = Manual.of(Page.of(page));
    try (Operator operator = new Operator(folder)) {
      for (Manual.Step step : manual.steps()) {
        follow(operator, step);
      }
    }
    return manual.steps().size();
  }

  private static void follow(Operator operator, Manual.Step step) throws Exception {
    if (step instanceof Manual.Written file) {
      operator.write(file);
    } else if (step instanceof Manual.Given command) {
      follow(operator, command);
    }
  }

  private static void follow(Operator operator, Manual.Given command) throws Exception {
    String program = program(command);
    if (OURS.matcher(command.line()).matches()) {
      operator.give(command);
    } else if (!NOT_GIVEN.containsKey(program)) {
      assertThat(GIVEN).as(command.line()).contains(program);
      if (Operator.has(program)) {
        operator.giveShell(command);
      }
    }
  }

  private static String program(Manual.Given command) {
    return command.line().replaceFirst("^\\(umask 077; ", "").split(" ", 2)[0];
  }

  @Test
  void whatSystemdIsToldToStartIsACommandOfOurs() throws IOException {
    List<MatchResult> starts = units().flatMap(unit -> STARTS.matcher(unit).results()).toList();

    assertThat(starts).isNotEmpty();
    for (MatchResult start : starts) {
      String[] arguments = start.group(1).split(" ");
      assertThatCode(() -> ServerProgram.commandLine().parseArgs(arguments))
          .as(start.group())
          .doesNotThrowAnyException();
    }
  }

  private static Stream<String> units() throws IOException {
    Path unit = Page.TOP.resolve("gateway-server/src/packaging/systemd/spinnaker-gateway.service");
    return Stream.of(Page.of("docs/operations.md").text(), Files.readString(unit));
  }
}
