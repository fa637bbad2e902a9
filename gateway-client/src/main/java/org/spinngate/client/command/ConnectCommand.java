package org.spinngate.client.command;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.spinngate.client.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Keeps boards on this machine until somebody ends it. */
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Put a board on this machine until Ctrl-C. This is what happens without a command.",
      "Several boards do not depend on each other; the client ends with the last."
    })
class ConnectCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final BoardOptions board = new BoardOptions();
  @Mixin private final LegacyOptions legacy = new LegacyOptions();

  ConnectCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    var settings = server.reader(legacy.with(board.flags()), environment).each();
    try (Screen screen = new Screen(environment);
        BoardSet boards =
            new BoardSet(settings, screen, environment.aliases(), screen.console()::result)) {
      boards.connect();
      CompletableFuture.anyOf(boards.ended(), environment.interruption()).join();
      return boards.finish();
    }
  }
}
