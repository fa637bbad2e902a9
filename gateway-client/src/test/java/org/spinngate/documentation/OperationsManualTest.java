package org.spinngate.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.ServerProgram;
import picocli.CommandLine;

/**
 * Somebody who does what the operators' pages say, from their beginning to their end, sees what
 * they say.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@ExtendWith(LeakExtension.class)
class OperationsManualTest {
  private static final Pattern OURS =
      Pattern.compile("(?:sudo (?:-u \\S+ )?)?gateway-(?:server|client)\\b.*");

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
          Map.entry("cd", "needs a release; test-archive.sh does it"),
          Map.entry("bin/gateway-server", "needs a release; test-archive.sh does it"),
          Map.entry("bin/gateway-client", "needs a release; test-archive.sh does it"),
          Map.entry("lab/bin/gateway-client", "needs a release; test-wheel.sh does it"),
          Map.entry("lab/bin/pip", "needs a release; test-wheel.sh does it"),
          Map.entry("python3", "needs a release; test-wheel.sh does it"),
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

  /** Each begins where the one before it has ended. */
  private static final List<String> MANUAL =
      List.of(
          "docs/install.md",
          "docs/operations.md",
          "docs/configuration.md",
          "docs/control-json.md",
          "docs/observing.md",
          "docs/limits.md",
          "docs/boards.md");

  private static final String OF_THE_OLD_TOOL = "docs/migration.md";

  /** Pages whose commands are given elsewhere, or cannot be. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("README.md", "operations.md has the same commands, and the demo is a test"),
          Map.entry("docs/users.md", "UsersManualTest"),
          Map.entry("docs/several-boards.md", "UsersManualTest"),
          Map.entry("docs/check.md", "shows a line of 183 ms; CheckCommandTest has the words"),
          Map.entry(
              "docs/old-server.md", "needs an old server; LegacyServerCommandTest has the words"),
          Map.entry(
              "docs/cluster.md",
              "needs several gateways; SeveralGatewaysVerbsTest has the tables"));

  @Test
  void everyCommandDoesWhatTheManualSays() throws Exception {
    assertThat(followed(MANUAL)).isGreaterThan(40);
  }

  @Test
  void andUsersOfTheOldToolSeeWhatIsSaidToThem() throws Exception {
    assertThat(followed(List.of(OF_THE_OLD_TOOL))).isGreaterThan(4);
  }

  @Test
  void noPageHasCommandsThatNobodyGives() throws Exception {
    Set<String> given = new TreeSet<>(ELSEWHERE.keySet());
    given.addAll(MANUAL);
    given.add(OF_THE_OLD_TOOL);

    assertThat(Page.all().stream().filter(OperationsManualTest::hasCommandsOfOurs))
        .extracting(Page::toString)
        .isSubsetOf(given);
  }

  @Test
  void everyCommandThatNoTestGivesCouldBeGiven() {
    List<String> lines =
        ELSEWHERE.keySet().stream()
            .flatMap(page -> Manual.of(Page.of(page)).commands())
            .filter(command -> command.exitCode() == 0)
            .map(Manual.Given::line)
            .filter(line -> OURS.matcher(line).matches())
            .toList();

    assertThat(lines).hasSizeGreaterThan(10).allSatisfy(OperationsManualTest::parse);
  }

  private static void parse(String line) {
    String[] words = line.replaceFirst(" +#.*", "").split(" +", -1);
    CommandLine program =
        words[0].equals("gateway-server")
            ? ServerProgram.commandLine()
            : ClientProgram.commandLine();
    program.parseArgs(Arrays.copyOfRange(words, 1, words.length));
  }

  private static boolean hasCommandsOfOurs(Page page) {
    return Manual.of(page).commands().anyMatch(command -> OURS.matcher(command.line()).matches());
  }

  /** How many steps pages have, after all of them were taken. */
  private int followed(List<String> pages) throws Exception {
    int steps = 0;
    try (Operator operator = new Operator(folder)) {
      for (String page : pages) {
        for (Manual.Step step : Manual.of(Page.of(page)).steps()) {
          follow(operator, step);
          steps++;
        }
      }
    }
    return steps;
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
    return Stream.of(Page.of("docs/install.md").text(), Files.readString(unit));
  }
}
