package org.spinngate.client.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.spinngate.client.GatewayClient;
import org.spinngate.client.Version;
import org.spinngate.client.config.ConnectSettings;
import org.spinngate.protocol.text.SystemText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Keeps a board on this machine for as long as another program runs. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Connect, run a program, release the board, and exit with the program's exit code.",
      "The program finds the board's place in SPINNGATE_LOCAL_ADDRESS, SPINNGATE_LOCAL_SCP_PORT"
          + " and SPINNGATE_LOCAL_BOOT_PORT."
    })
final class RunCommand implements Callable<Integer> {
  private static final int CANNOT_RUN = 127;
  private static final long OWN_END_MILLIS = 700;
  private static final long POLITE_END_MILLIS = 300;

  private final Environment environment;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final BoardOptions board = new BoardOptions();
  @Mixin private final LegacyOptions legacy = new LegacyOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "CMD ARGS",
      description = "The program and its arguments; put -- in front.")
  private List<String> command = List.of();

  RunCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    ConnectSettings settings = server.reader(legacy.with(board.flags()), environment).either();
    try (Screen screen = new Screen(environment);
        WatchedSession session = new WatchedSession(settings, screen, screen.console()::say)) {
      session.connect();
      CompletableFuture<?> ready = session.client().ready().exceptionally(ended -> null);
      CompletableFuture.anyOf(ready, environment.interruption()).join();
      if (session.ended().isDone() || environment.interruption().isDone()) {
        return session.finish();
      }
      return runIn(session, settings, screen);
    }
  }

  private int runIn(WatchedSession session, ConnectSettings settings, Screen screen)
      throws InterruptedException {
    Process child;
    try {
      child = start(session.client(), settings);
    } catch (IOException e) {
      screen.console().complain("cannot run " + command.get(0) + ": " + e.getMessage());
      session.finish();
      return CANNOT_RUN;
    }
    CompletableFuture.anyOf(child.onExit(), session.ended(), environment.interruption()).join();
    boolean sessionFirst = session.ended().isDone() && child.isAlive();
    if (!child.isAlive()) {
      session.letBootLeave(environment.interruption());
    }
    end(child);
    int code = session.finish();
    return sessionFirst ? code : child.waitFor();
  }

  private Process start(GatewayClient client, ConnectSettings settings) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(ChildCommand.of(command, new SystemText())).inheritIO();
    Map<String, String> variables = builder.environment();
    variables.put("SPINNGATE_LOCAL_ADDRESS", settings.local().bind());
    variables.put("SPINNGATE_LOCAL_SCP_PORT", String.valueOf(client.scpPort()));
    variables.put("SPINNGATE_LOCAL_BOOT_PORT", String.valueOf(client.bootPort()));
    return builder.start();
  }

  /** A terminal's Ctrl-C reaches the child too, which then deserves to end by itself. */
  private void end(Process child) throws InterruptedException {
    long patience = environment.interruption().isDone() ? OWN_END_MILLIS : 0;
    if (!child.waitFor(patience, TimeUnit.MILLISECONDS)) {
      child.destroy();
      if (!child.waitFor(POLITE_END_MILLIS, TimeUnit.MILLISECONDS)) {
        child.destroyForcibly();
      }
    }
  }
}
