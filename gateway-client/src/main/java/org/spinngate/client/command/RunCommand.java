package org.spinngate.client.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.spinngate.client.Version;
import org.spinngate.protocol.text.SystemText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Keeps boards on this machine for as long as another program runs. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Connect, run a program, release the board, and exit with the program's exit code.",
      "The program finds the board's place in SPINNGATE_LOCAL_ADDRESS, SPINNGATE_LOCAL_SCP_PORT"
          + " and SPINNGATE_LOCAL_BOOT_PORT.",
      "With several boards it starts when all are there and goes on while one is left. Those"
          + " variables are of the first board; SPINNGATE_BOARDS has all names, with blanks in"
          + " between, and SPINNGATE_HOST_1, SPINNGATE_SCP_PORT_1 and SPINNGATE_BOOT_PORT_1 are"
          + " the place of the first of them, and so on.",
      "127 means that the program could not be started, 130 that Ctrl-C came before that."
    })
final class RunCommand implements Callable<Integer> {
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
    var settings = server.reader(legacy.with(board.flags()), environment).each();
    try (Screen screen = new Screen(environment);
        BoardSet boards =
            new BoardSet(settings, screen, environment.aliases(), screen.console()::say)) {
      boards.connect();
      CompletableFuture.anyOf(boards.complete(), environment.interruption()).join();
      if (environment.interruption().isDone()) {
        return startNoMore(boards, screen);
      }
      if (boards.lacksOne()) {
        return startNothing(boards, screen);
      }
      return runWith(boards, screen);
    }
  }

  /** The program never ran, which no script may take for its success. */
  private int startNoMore(BoardSet boards, Screen screen) {
    int code = boards.finish();
    screen.console().complain("interrupted before " + command.get(0) + " could be started");
    return ShellCodes.ofInterrupted(code);
  }

  private int startNothing(BoardSet boards, Screen screen) {
    int code = boards.finish();
    if (boards.sessions().size() > 1) {
      screen.console().complain(command.get(0) + " is not started, since a board is missing");
    }
    return code;
  }

  /** Java wraps the words of the system into its own, in one of several ways. */
  static String reason(IOException failure) {
    return String.valueOf(failure.getMessage())
        .replaceFirst("(?s)^Cannot run program \".*?\"(?: \\(in directory .*?\\))?: ", "")
        .replaceFirst("^error=\\d+, ", "")
        .replaceFirst("(?s)^Exec failed, error: \\d+ \\((.*)\\)\\s*$", "$1");
  }

  private int runWith(BoardSet boards, Screen screen) throws InterruptedException {
    Process child;
    try {
      child = start(boards.sessions());
    } catch (IOException e) {
      screen.console().complain("cannot run " + command.get(0) + ": " + reason(e));
      boards.finish();
      return ShellCodes.CANNOT_RUN;
    }
    CompletableFuture.anyOf(child.onExit(), boards.ended(), environment.interruption()).join();
    boolean boardsFirst = boards.ended().isDone() && child.isAlive();
    if (!child.isAlive()) {
      boards.letBootsLeave(environment.interruption());
    }
    end(child);
    int code = boards.finish();
    return boardsFirst ? code : child.waitFor();
  }

  private Process start(List<WatchedSession> boards) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(ChildCommand.of(command, new SystemText())).inheritIO();
    builder.environment().putAll(ProgramVariables.of(boards));
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
