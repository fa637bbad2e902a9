package org.spinngate.client.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.console.Plain;
import org.spinngate.client.net.PortFailure;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.repeat.Breakdown;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.spool.SpooledStream;
import org.spinngate.protocol.text.FileNames;
import org.spinngate.protocol.text.StartedAs;
import org.spinngate.protocol.text.SystemText;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The process: arguments in, exit code out, and an end that releases the board. */
public final class Main {
  private static final int HELP_COLUMNS = 100;
  private static final long LAST_MILLIS = 2_000;
  private static final Duration LAST_LINES = Duration.ofMillis(500);

  private Main() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    Breakdown.prepare();
    TlsWarmUp.begin();
    followFewerBuffers();
    recycleBuffers();
    recordNoFlights();
    rememberNoAddresses();
    CompletableFuture<Void> interruption = new CompletableFuture<>();
    CompletableFuture<Integer> result = new CompletableFuture<>();
    SpooledStream log = spoolLog();
    tellOfFaults();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(interruption, result, log), "end-of-process"));
    SystemText text = new SystemText();
    Environment environment =
        new Environment(
            text.environment(System.getenv()),
            SystemText.out(),
            SystemText.err(),
            Terminal.isOnStandardError(Path.of("/proc/self/fd/2")),
            Clock.system(ZoneId.systemDefault()),
            interruption);
    int code = run(text.arguments(args), environment);
    result.complete(code);
    System.exit(code);
  }

  /** From here on nobody who logs waits for the reader of standard error. */
  private static SpooledStream spoolLog() {
    SpooledStream log = new SpooledStream("log", System.err, "standard error", LAST_LINES);
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    return log;
  }

  /**
   * Every fault that is not caught is told: of a thread that ends by it, or of a task that was
   * late.
   */
  private static void tellOfFaults() {
    Faults faults =
        new Faults(
            System::nanoTime,
            (fault, more) ->
                LoggerFactory.getLogger(Main.class)
                    .error(
                        "fault in the thread {}{}", Thread.currentThread().getName(), more, fault));
    Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> faults.accept(fault));
  }

  /** Ctrl-C or SIGTERM: the command is asked to finish, and its code becomes the process's. */
  private static void end(
      CompletableFuture<Void> interruption, CompletableFuture<Integer> result, SpooledStream log) {
    interruption.complete(null);
    int code = ShellCodes.INTERRUPTED;
    try {
      code = result.get(LAST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      LoggerFactory.getLogger(Main.class).debug("the command did not finish in time");
    }
    log.close();
    Runtime.getRuntime().halt(code);
  }

  /** Netty's usual allocator makes an object for each part of a buffer, which is each datagram. */
  private static void recycleBuffers() {
    String option = "io.netty.allocator.type";
    System.setProperty(option, System.getProperty(option, "pooled"));
  }

  /** Netty's watch for leaks follows one buffer in 128, which costs a few percent of the speed. */
  private static void followFewerBuffers() {
    String option = "io.netty.leakDetection.samplingInterval";
    System.setProperty(option, System.getProperty(option, "4096"));
  }

  /** Netty's events for the flight recorder are a hundred classes that every start would load. */
  private static void recordNoFlights() {
    String option = "io.netty.jfr.enabled";
    System.setProperty(option, System.getProperty(option, "false"));
  }

  /** A server may move while its clients run; Java would remember its old address for 30 s. */
  static void rememberNoAddresses() {
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  /** Runs a command and returns what the process should exit with. */
  static int run(String[] args, Environment environment) {
    try {
      return commandLine(environment).execute(args);
    } catch (Error e) {
      LoggerFactory.getLogger(Main.class).error("the client cannot go on", e);
      return ExitCode.INTERNAL.number();
    }
  }

  /** Every command of the client is registered here. */
  static CommandLine commandLine(Environment environment) {
    CommandLine run = new CommandLine(new RunCommand(environment));
    // What follows the program's name is its own, also if it looks like a flag of ours.
    run.setStopAtPositional(true);
    CommandLine line =
        new CommandLine(new RootCommand(environment))
            .addSubcommand("connect", new ConnectCommand(environment))
            .addSubcommand("boards", new BoardsCommand(environment))
            .addSubcommand("reset", new ResetCommand(environment))
            .addSubcommand("check", new CheckCommand(environment))
            .addSubcommand("run", run)
            .addSubcommand("bench", new BenchCommand(environment));
    StartedAs.helpLine("gateway-client", System.getProperties())
        .ifPresent(words -> addToHelp(line, words));
    line.setExecutionStrategy(Main::executeLast);
    line.registerConverter(Path.class, new FileNames()::path);
    line.setUsageHelpWidth(HELP_COLUMNS);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setOut(new PrintWriter(environment.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(environment.err(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((problem, arguments) -> usage(problem, environment));
    line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, environment));
    return line;
  }

  private static void addToHelp(CommandLine command, String words) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.footer(
        Stream.concat(Stream.of(usage.footer()), Stream.of("", words)).toArray(String[]::new));
    command.getSubcommands().values().forEach(below -> addToHelp(below, words));
  }

  /** What stands before a command would not reach it, so it is refused and not passed over. */
  private static int executeLast(CommandLine.ParseResult parsed) {
    if (parsed.hasSubcommand() && !parsed.matchedOptions().isEmpty()) {
      CommandLine.ParseResult command = parsed.subcommand();
      throw new ParameterException(
          command.commandSpec().commandLine(),
          parsed.matchedOptions().get(0).longestName()
              + " must stand after the command "
              + command.commandSpec().name());
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int usage(ParameterException problem, Environment environment) {
    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
    environment
        .err()
        .println(
            "gateway-client: "
                + Plain.of(words(problem))
                + meant(problem)
                + "; see "
                + command
                + " --help");
    return ExitCode.USAGE.number();
  }

  private static String words(ParameterException problem) {
    boolean commands = !problem.getCommandLine().getSubcommands().isEmpty();
    return String.valueOf(problem.getMessage())
        .replaceFirst(
            "Unmatched arguments? (?:at|from) index \\d+: ",
            commands ? "unknown command " : "unexpected argument ");
  }

  /** What the user may have meant by a command or flag that does not exist. */
  private static String meant(ParameterException problem) {
    List<String> near =
        problem instanceof UnmatchedArgumentException unknown
            ? unknown.getSuggestions()
            : List.of();
    return near.isEmpty() ? "" : "; did you mean '" + near.get(0) + "'?";
  }

  private static int failed(Exception failure, Environment environment) {
    if (failure instanceof SettingsException settings) {
      settings
          .problems()
          .forEach(problem -> environment.err().println("gateway-client: " + Plain.of(problem)));
      return settings.exitCode().number();
    }
    environment.err().println("gateway-client: " + Plain.of(String.valueOf(failure.getMessage())));
    if (failure instanceof PortFailure bind) {
      return bind.exitCode().number();
    }
    LoggerFactory.getLogger(Main.class).error("internal error", failure);
    return ExitCode.INTERNAL.number();
  }
}
