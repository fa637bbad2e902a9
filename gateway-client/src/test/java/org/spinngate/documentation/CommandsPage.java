package org.spinngate.documentation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.client.config.Setting;
import org.spinngate.server.ServerProgram;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** docs/reference-commands.md, made from what the commands say of themselves. */
final class CommandsPage {
  private static final String HEAD =
      """
      # Reference: commands and their options

      For users and operators who look an option up. This page is made from what `--help` says; see [reference.md](reference.md).

      If you have the jars alone, type `java -jar gateway-server.jar` and `java -jar gateway-client.jar` in place of the names.
      Every command also has `--help` and `--version`. What the exit codes mean is in [reference-words.md](reference-words.md#exit-codes).
      """;

  private static final String SETTINGS =
      """

      ## Settings of the client

      Each can be set by a flag, by a variable of the environment, or by a key in the file (`-c FILE`, else
      `~/.config/spinnaker-gateway/client.conf`). Flags beat variables, which beat the file.

      """;

  private static final Set<String> OF_EVERY_COMMAND = Set.of("--help", "--version");

  private CommandsPage() {}

  static String text() {
    return HEAD
        + program(ClientProgram.commandLine())
        + SETTINGS
        + settings()
        + program(ServerProgram.commandLine());
  }

  private static MarkdownTable settings() {
    MarkdownTable table = new MarkdownTable("flag", "variable", "key");
    for (Setting setting : Setting.values()) {
      table.row(code(setting.flag()), code(setting.variable()), code(setting.key()));
    }
    return table;
  }

  private static String program(CommandLine program) {
    List<CommandSpec> commands =
        program.getSubcommands().values().stream().map(CommandLine::getCommandSpec).toList();
    return "\n## " + program.getCommandName() + "\n\n" + table(commands) + "\n" + options(commands);
  }

  private static MarkdownTable table(List<CommandSpec> commands) {
    MarkdownTable table = new MarkdownTable("command", "does");
    for (CommandSpec command : commands) {
      String arguments =
          command.positionalParameters().stream()
              .map(parameter -> " " + parameter.paramLabel())
              .collect(Collectors.joining());
      table.row(code(command.name() + arguments), plain(command.usageMessage().description()));
    }
    return table;
  }

  /** What several commands say in the same words is there once. */
  private static MarkdownTable options(List<CommandSpec> commands) {
    Map<List<String>, Set<String>> users = new TreeMap<>(Comparator.comparing(List::toString));
    for (CommandSpec command : commands) {
      command.options().stream()
          .filter(option -> !option.hidden() && !OF_EVERY_COMMAND.contains(option.longestName()))
          .map(option -> List.of(sortedBy(option), term(option), meaning(option)))
          .forEach(row -> users.computeIfAbsent(row, any -> new TreeSet<>()).add(command.name()));
    }
    MarkdownTable table = new MarkdownTable("option", "of", "means");
    users.forEach((row, names) -> table.row(row.get(1), String.join(", ", names), row.get(2)));
    return table;
  }

  private static String sortedBy(OptionSpec option) {
    return option.longestName().replaceAll("^-+", "");
  }

  private static String term(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .sorted(Comparator.comparing(String::length))
            .map(CommandsPage::code)
            .collect(Collectors.joining(", "));
    return option.arity().max() == 0 ? names : names + " " + code(option.paramLabel());
  }

  private static String meaning(ArgSpec argument) {
    return plain(argument.description()).replace("${DEFAULT-VALUE}", argument.defaultValue() + "");
  }

  private static String plain(String... lines) {
    return String.join(" ", lines)
        .replaceAll("%n|\\s+", " ")
        .replace("%%", "%")
        .replace("*", "\\*")
        .strip();
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
