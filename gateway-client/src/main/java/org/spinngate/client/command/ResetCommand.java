package org.spinngate.client.command;

import java.util.Map;
import java.util.concurrent.Callable;
import org.spinngate.client.Version;
import org.spinngate.client.check.ResetQuestion;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.Setting;
import org.spinngate.client.config.SettingsReader;
import org.spinngate.client.console.EndingWords;
import org.spinngate.client.console.HolderWords;
import org.spinngate.client.console.Plain;
import org.spinngate.client.dial.EndedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has a board power-cycled. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Have a board power-cycled: yours, if nobody shares it with you, or one that is free.",
      "It takes about half a minute. Everything on the board is gone then; it can be booted with any",
      "image.",
      "",
      "A session of yours goes on: your tools find the board at the same ports again. Its IP tags",
      "are gone; tools set them again. Not every board can be reset; the operator decides.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  gateway-client reset -b spin5-03",
      "",
      "Ctrl-C ends this command, and not the power cycle."
    })
final class ResetCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final NoLegacyOptions legacy = new NoLegacyOptions();

  @Option(
      names = {"-b", "--board"},
      required = true,
      paramLabel = "NAME",
      description = "The board. Neither a variable nor the file can name it for this command.")
  private String board = "";

  ResetCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    legacy.refuse("only a gateway resets boards");
    SettingsReader settings = server.reader(Map.of(Setting.BOARD, board), environment);
    String name = settings.board();
    try {
      print(ask(settings.access(), name));
      return environment.written();
    } catch (InterruptedException e) {
      say("gateway-client: " + e.getMessage());
      return ShellCodes.INTERRUPTED;
    } catch (EndedException e) {
      String words =
          new EndingWords(new HolderWords(environment.clock())).ofReset(e.ending(), name);
      say("gateway-client: " + words);
      return e.ending().exitCode().number();
    }
  }

  private String ask(ServerAccess access, String name) throws Exception {
    return new OneQuestion(environment, access, name)
        .ask(
            dialler -> ResetQuestion.ask(dialler, name, this::say),
            "interrupted; a power cycle that has begun goes on");
  }

  private void print(String done) {
    environment.out().println(Plain.of(done));
    environment.out().flush();
  }

  private void say(String line) {
    environment.err().println(Plain.of(line));
  }
}
