package org.spinngate.client.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** The client's real command line, run in this process, with what it writes. */
public final class ClientProgram {
  private static final long PATIENCE_SECONDS = 60;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CompletableFuture<Void> interruption = new CompletableFuture<>();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

  private ClientProgram() {}

  /** Starts it on a thread of its own, in a home without a configuration file. */
  public static ClientProgram start(Path home, List<String> arguments) {
    ClientProgram program = new ClientProgram();
    Environment environment =
        new Environment(
            Map.of("HOME", home.toString()),
            new PrintStream(program.out, true, UTF_8),
            new PrintStream(program.err, true, UTF_8),
            false,
            Clock.system(ZoneId.systemDefault()),
            program.interruption);
    Thread thread =
        new Thread(
            () -> {
              try {
                program.exitCode.complete(Main.run(arguments.toArray(String[]::new), environment));
              } catch (RuntimeException e) {
                program.exitCode.completeExceptionally(e);
              }
            },
            "client-program");
    thread.setDaemon(true);
    thread.start();
    return program;
  }

  /** Its commands, to be described. */
  public static CommandLine commandLine() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    return Main.commandLine(
        new Environment(
            Map.of(), nowhere, nowhere, false, Clock.systemUTC(), new CompletableFuture<>()));
  }

  /** As Ctrl-C does. */
  public void interrupt() {
    interruption.complete(null);
  }

  /** Waits for the end. */
  public int exitCode() {
    try {
      return exitCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the program did not end: " + out() + err(), e);
    }
  }

  /** What it has written to standard output. */
  public String out() {
    return out.toString(UTF_8);
  }

  /** What it has written to standard error. */
  public String err() {
    return err.toString(UTF_8);
  }
}
