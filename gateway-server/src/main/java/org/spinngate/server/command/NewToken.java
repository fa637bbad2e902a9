package org.spinngate.server.command;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.access.Tokens;
import org.spinngate.server.config.LegacySettings;
import org.spinngate.server.config.Names;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a token for a user. The two results are on standard output, one line each. */
@Command(
    name = "new-token",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Makes a token for a user and prints it, once, and the configuration line that holds only its"
          + " hash. Nothing is stored.",
      "Standard output has just these two lines; the explanations are on standard error."
    },
    footer = {
      "",
      "Example:",
      "  gateway-server new-token alice --board 'spin5-*'",
      "",
      "A running server takes the line as soon as it is in its file (gateway.reload.watch), or with the",
      "command reload. A user may have several tokens, so that a new one can replace an old one in peace,",
      "whose last day (in UTC) stands beside it:",
      "  alice {",
      "    tokens = [{ hash = \"sha256:…\", expires = 2027-01-31 }, \"sha256:…\"], boards = [\"spin5-*\"]",
      "  }"
    })
public final class NewToken implements Callable<Integer> {
  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]+");

  private final PrintWriter out;
  private final PrintWriter err;
  private final SecureRandom random;

  @Parameters(paramLabel = "USER", description = "The name that the user will give to --user.")
  private String user = "";

  @Option(
      names = "--board",
      paramLabel = "PATTERN",
      description =
          "A board, or several with '*' and '?', that the user may use; repeatable. There must be"
              + " one; '*' means every board, also those of the future.")
  private List<String> boards = List.of();

  /** Results go to the first writer, explanations to the second. */
  public NewToken(PrintWriter out, PrintWriter err, SecureRandom random) {
    this.out = out;
    this.err = err;
    this.random = random;
  }

  @Override
  public Integer call() throws CommandFailure {
    if (!Names.isUser(user)) {
      throw new CommandFailure(ExitCode.USAGE, "'" + user + "' " + Names.USER_RULE);
    }
    if (user.equals(LegacySettings.USER)) {
      throw new CommandFailure(
          ExitCode.USAGE, "'" + user + "' is the name of all old clients; choose another");
    }
    if (boards.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "say which boards "
              + user
              + " may use, such as --board 'spin5-*' or --board demo-1 (repeatable; '*' for all)");
    }
    for (String board : boards) {
      if (!Names.isBoardPattern(board)) {
        throw new CommandFailure(ExitCode.USAGE, "'" + board + "' " + Names.PATTERN_RULE);
      }
    }
    String token = Tokens.fresh(random);
    err.printf("The token of %s, shown only now; into the user's file for --token-file:%n", user);
    err.flush();
    out.println(token);
    out.flush();
    err.println("The line for the server's configuration, inside gateway.users { … }:");
    err.flush();
    out.println(line(TokenHash.of(token)));
    return ExitCode.FINE.number();
  }

  private String line(TokenHash hash) {
    String key = PLAIN_KEY.matcher(user).matches() ? user : '"' + user + '"';
    String patterns =
        boards.stream().map(board -> '"' + board + '"').collect(Collectors.joining(", "));
    return "%s { tokens = [\"%s\"], boards = [%s] }".formatted(key, hash.text(), patterns);
  }
}
