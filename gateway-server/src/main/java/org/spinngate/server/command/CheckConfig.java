package org.spinngate.server.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.text.Counted;
import org.spinngate.protocol.text.FileNames;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.file.ConfigReader;
import org.spinngate.server.config.file.InvalidConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells whether a configuration file is fine, and otherwise everything that is wrong with it. */
@Command(
    name = "check-config",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Checks a configuration file, and the certificate and key that it names.",
      "Every problem is one line with file, line and reason. Warnings, such as of a certificate"
          + " that",
      "expires soon or a BMP that does not answer, are on standard error and do not fail the check.",
      "A running server notices nothing."
    },
    footer = {
      "",
      "Example, before a running server is given the file, or started with it:",
      "  gateway-server check-config -c conf/server.conf",
      "",
      "Exit codes: 0 the file is fine, 2 wrong command line, 3 the file is not fine."
    })
public final class CheckConfig implements Callable<Integer> {
  private final PrintWriter out;
  private final PrintWriter err;

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The configuration file.")
  private Path file = Path.of("");

  /** Results go to the first, warnings to the second. */
  public CheckConfig(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws InvalidConfiguration {
    ConfigReader.Result result = ConfigReader.inspect(file);
    result.warnings().forEach(warning -> err.println("warning: " + warning));
    GatewayConfig config = result.config();
    new BmpCheck(config).warnings().forEach(warning -> err.println("warning: " + warning));
    out.printf(
        "%s: fine: %s, %s, %s%s%n",
        FileNames.text(file),
        Counted.of(config.boards().size(), "board"),
        Counted.of(config.users().size(), "user"),
        Counted.of(config.entry().listen().size(), "listener"),
        config.legacy().enabled() ? ", old clients from " + config.legacy().places() : "");
    return ExitCode.FINE.number();
  }
}
