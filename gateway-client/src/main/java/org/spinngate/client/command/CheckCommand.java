package org.spinngate.client.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.spinngate.client.Version;
import org.spinngate.client.alias.AliasWork;
import org.spinngate.client.check.Check;
import org.spinngate.client.check.CheckReport;
import org.spinngate.client.config.CheckSettings;
import org.spinngate.client.console.CheckJson;
import org.spinngate.client.console.CheckText;
import org.spinngate.client.console.HolderWords;
import org.spinngate.client.console.Plain;
import org.spinngate.protocol.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Finds out before the work whether it would work. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Find out what would keep you from working, and which tools would work.",
      "Looked at are the server's name, the connection to it, its identity, your login, the way",
      "there, the local ports, the board, and its own address.",
      "",
      "The first line of the output says what matters most. It takes about 3 s, and about 8 s with",
      "-b; less than a minute if there is no answer. A board is taken only if -b names it on the",
      "command line and it is free, and it is never booted. Loss, UDP and the round trip to the",
      "board are measured only then.",
      ""
    },
    footerHeading = "%nOutcomes:%n",
    footer = {
      "  ok    as it should be",
      "  note  it works, and there is something to know",
      "  bad   it keeps you from working; the line below says what to do",
      "  -     not checked, since an earlier step failed or no board is named",
      "",
      "The exit code is 0 if all would work, and otherwise that of the first thing that does not;",
      "a tool that does not fit the round trip counts as 7, one that does not fit the board's",
      "SC&MP as 6, ports that tools do not know as 3. After Ctrl-C it is 130.",
      "",
      "Examples:",
      "  gateway-client check",
      "  gateway-client check -b spin5-03 --json"
    })
final class CheckCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final CheckOptions options = new CheckOptions();
  @Mixin private final NoLegacyOptions legacy = new NoLegacyOptions();

  CheckCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    legacy.refuse("check looks at a gateway");
    CheckSettings settings = server.reader(options.flags(), environment).check();
    HolderWords holders = new HolderWords(environment.clock());
    try (AliasWork aliases = environment.aliases()) {
      Check check =
          new Check(
              settings,
              new Check.Surroundings(
                  this::say, this::warn, holders::of, environment.interruption()),
              aliases);
      return print(check.run(options.takesBoard()));
    } catch (InterruptedException e) {
      say("gateway-client: " + e.getMessage());
      return ShellCodes.INTERRUPTED;
    }
  }

  private int print(CheckReport report) {
    List<String> lines = options.json ? List.of(CheckJson.of(report)) : CheckText.of(report);
    lines.forEach(environment.out()::println);
    environment.out().flush();
    int written = environment.written();
    return written == ExitCode.FINE.number() ? report.exitCode().number() : written;
  }

  private void say(String line) {
    environment.err().println(Plain.of(line));
  }

  private void warn(String warning) {
    say("gateway-client: warning: " + warning);
  }
}
