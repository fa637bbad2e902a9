package org.spinngate.packaging;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page of one command: what {@code --help} says, in the form that man(1) shows. */
final class ManualPage {
  private static final String SECTION = "1";

  private final CommandLine command;
  private final CommandSpec spec;

  ManualPage(CommandLine command) {
    this.command = command;
    this.spec = command.getCommandSpec();
  }

  /** With a hyphen between a program and its command, as git does. */
  String name() {
    return spec.qualifiedName("-");
  }

  String fileName() {
    return name() + "." + SECTION;
  }

  /** The page itself, for this version of the program and this day. */
  String text(String version, String date) {
    Roff page = new Roff();
    page.title(name().toUpperCase(Locale.ROOT), SECTION, date, version);
    page.section("NAME").line(name() + " - " + summary());
    page.section("SYNOPSIS").bold(synopsis());
    page.section("DESCRIPTION");
    paragraphs(spec.usageMessage().description()).forEach(page::paragraph);
    arguments(page);
    commands(page);
    footer(page);
    seeAlso(page);
    return page.toString();
  }

  private String summary() {
    String all = String.join(" ", spec.usageMessage().description()).strip();
    String first = all.split("(?<=[.:])\\s", 2)[0];
    return first.replaceAll("[.:]$", "");
  }

  private String synopsis() {
    Help help = new Help(spec, Help.defaultColorScheme(Ansi.OFF));
    return help.synopsis(0).replaceAll("\\s+", " ").strip();
  }

  private static List<String> paragraphs(String... lines) {
    return Arrays.stream(String.join("\n", lines).replace("%n", "\n").split("\n\\s*\n"))
        .map(paragraph -> plain(paragraph.replaceAll("\\s+", " ")))
        .filter(paragraph -> !paragraph.isBlank())
        .toList();
  }

  private void arguments(Roff page) {
    List<OptionSpec> options =
        spec.options().stream()
            .filter(option -> !option.hidden())
            .sorted(Comparator.comparing(option -> option.longestName().replaceAll("^-+", "")))
            .toList();
    page.section("OPTIONS");
    spec.positionalParameters().stream()
        .filter(parameter -> !parameter.hidden())
        .forEach(parameter -> page.item(parameter.paramLabel(), explanation(parameter)));
    options.forEach(option -> page.item(term(option), explanation(option)));
  }

  private static String term(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .sorted(Comparator.comparing(String::length))
            .collect(Collectors.joining(", "));
    if (option.arity().max() == 0) {
      return names;
    }
    String value = option.paramLabel();
    return names + (option.arity().min() == 0 ? "[=" + value + "]" : "=" + value);
  }

  private static String explanation(ArgSpec argument) {
    return String.join(" ", paragraphs(argument.description()));
  }

  private void commands(Roff page) {
    if (!command.getSubcommands().isEmpty()) {
      page.section("COMMANDS");
      subcommands().forEach(below -> page.item(below.spec.name(), below.summary() + "."));
    }
  }

  /** Those of the commands below this one. */
  List<ManualPage> subcommands() {
    return command.getSubcommands().values().stream().map(ManualPage::new).toList();
  }

  /** Examples and exit codes stand there. */
  private void footer(Roff page) {
    List<String> lines =
        Stream.concat(
                Stream.of(spec.usageMessage().footerHeading()),
                Arrays.stream(spec.usageMessage().footer()))
            .flatMap(line -> Arrays.stream(plain(line).split("\n")))
            .dropWhile(String::isBlank)
            .toList();
    if (!lines.isEmpty()) {
      page.section("NOTES").verbatim(lines);
    }
  }

  private void seeAlso(Roff page) {
    CommandLine parent = command.getParent();
    List<ManualPage> others = parent == null ? subcommands() : List.of(new ManualPage(parent));
    page.section("SEE ALSO")
        .bold(
            others.stream()
                .map(other -> other.name() + "(" + SECTION + ")")
                .collect(Collectors.joining(", ")));
  }

  private static String plain(String line) {
    return line.replace("%n", "\n").replace("%%", "%");
  }
}
