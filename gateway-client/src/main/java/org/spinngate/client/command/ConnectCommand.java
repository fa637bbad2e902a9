package org.spinngate.client.command;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.spinngate.client.Version;
import org.spinngate.client.config.ConnectSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Keeps a board on this machine until somebody ends it. */
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Put a board on this machine until Ctrl-C; also what is done without a command.")
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
    ConnectSettings settings = server.reader(legacy.with(board.flags()), environment).either();
    try (Screen screen = new Screen(environment);
        WatchedSession session = new WatchedSession(settings, screen, screen.console()::result)) {
      session.connect();
      CompletableFuture.anyOf(session.ended(), environment.interruption()).join();
      return session.finish();
    }
  }
}
