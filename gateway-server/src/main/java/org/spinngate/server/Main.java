package org.spinngate.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.repeat.Breakdown;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.text.FileNames;
import org.spinngate.protocol.text.StartedAs;
import org.spinngate.protocol.text.SystemText;
import org.spinngate.server.command.BuildVersion;
import org.spinngate.server.command.CheckConfig;
import org.spinngate.server.command.ControlCommands;
import org.spinngate.server.command.NewCert;
import org.spinngate.server.command.NewToken;
import org.spinngate.server.command.Refusals;
import org.spinngate.server.operate.SocketPlaces;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command line of {@code gateway-server.jar}. */
@Command(
    name = "gateway-server",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Many users, many SpiNNaker boards, one port.",
    footer = {
      "",
      "The first steps of a new gateway:",
      "  gateway-server new-cert --out conf/tls --host gateway.example.org",
      "  gateway-server new-token alice --board 'spin5-*'",
      "  gateway-server check-config -c conf/server.conf",
      "  gateway-server serve -c conf/server.conf",
      "",
      "While it runs:",
      "  gateway-server sessions",
      "  gateway-server boards",
      "",
      "Each command explains itself: gateway-server new-token --help"
    })
public final class Main {
  /** What {@code gateway-server -c FILE} means. */
  private static final String DEFAULT_COMMAND = "serve";

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final int HELP_WIDTH = 100;
  private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version");

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Breakdown.prepare();
    followFewerBuffers();
    recycleBuffers();
    int exitCode = ExitCode.INTERNAL.number();
    String[] words = new SystemText().arguments(args);
    tellOfFaults();
    try (Output output = isServer(words) ? Output.spooled() : Output.direct()) {
      exitCode = run(words, output.out(), output.err());
    } catch (Error e) {
      Breakdown.endProcessIf(e);
      LOG.error("the server cannot go on", e);
    }
    // Event loops may still be running, and would keep the process alive.
    System.exit(exitCode);
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
                LOG.error(
                    "fault in the thread {}{}", Thread.currentThread().getName(), more, fault));
    Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> faults.accept(fault));
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

  /** Runs one command; results go to the first writer, diagnostics to the second. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    CommandLine line = commandLine(out, err);
    if (args.length == 0) {
      line.usage(out);
      return line.getCommandSpec().exitCodeOnUsageHelp();
    }
    int exitCode = line.execute(withCommand(args));
    if (out.checkError()) {
      err.println("standard output does not take the result; is the disk full?");
      exitCode = Math.max(exitCode, ExitCode.INTERNAL.number());
    }
    err.flush();
    return exitCode;
  }

  /** Every command of the server is registered here. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    Refusals refusals = new Refusals();
    SecureRandom random = new SecureRandom();
    CommandLine line =
        new CommandLine(new Main())
            .addSubcommand(new Serve(out, err, ServerEnvironment.ofMachine()))
            .addSubcommand(new CheckConfig(out, err))
            .addSubcommand(new NewToken(out, err, random))
            .addSubcommand(new NewCert(out, random));
    Map<String, String> environment = new SystemText().environment(System.getenv());
    new ControlCommands(out, err, environment, SocketPlaces.of(environment)).addTo(line);
    StartedAs.helpLine("gateway-server", System.getProperties())
        .ifPresent(words -> addToHelp(line, words));
    return line.registerConverter(Path.class, new FileNames()::path)
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(HELP_WIDTH)
        .setParameterExceptionHandler(refusals)
        .setExecutionExceptionHandler(refusals);
  }

  private static void addToHelp(CommandLine command, String words) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.footer(
        Stream.concat(Stream.of(usage.footer()), Stream.of("", words)).toArray(String[]::new));
    command.getSubcommands().values().forEach(below -> addToHelp(below, words));
  }

  private static String[] withCommand(String[] args) {
    boolean option = args[0].startsWith("-") && !OWN_OPTIONS.contains(args[0]);
    if (!option) {
      return args;
    }
    List<String> completed = new ArrayList<>(List.of(args));
    completed.add(0, DEFAULT_COMMAND);
    return completed.toArray(String[]::new);
  }

  /**
   * Whether the process runs for long and serves others, who must not wait for the reader of its
   * output.
   */
  private static boolean isServer(String[] args) {
    return args.length > 0 && withCommand(args)[0].equals(DEFAULT_COMMAND);
  }
}
