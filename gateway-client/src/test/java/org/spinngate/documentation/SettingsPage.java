package org.spinngate.documentation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** docs/reference-server.md, made from reference.conf. */
final class SettingsPage {
  private static final String FILE = "gateway-server/src/main/resources/reference.conf";

  private static final String HEAD =
      """
      # Reference: configuration of the server

      For operators who look a key up. This page is made from [reference.conf](../gateway-server/src/main/resources/reference.conf), which is the default itself; see [reference.md](reference.md).

      Durations are a number and a unit: ns, us, ms, s, m, h, d. Relative paths are relative to the file that contains them.
      `include` and `${?ENVIRONMENT_VARIABLE}` of HOCON work. Unknown keys are errors. *Live* says whether another value takes effect
      without a restart.
      """;

  /** What cannot have a default is described in a comment, as an example. */
  private static final Pattern EXAMPLE =
      Pattern.compile("(?m)^  #   [\\w-]+ \\{\\n(?:  # .*\\n|  #\\n)*?  #   \\}\\n");

  private final Map<String, List<Key>> sections = new LinkedHashMap<>();
  private final Map<String, String> intros = new HashMap<>();

  private record Key(String name, OptionComment comment) {}

  static String text() {
    String source = Page.of(FILE).text();
    SettingsPage page = new SettingsPage();
    Config reference = ConfigFactory.parseString(source);
    page.add("gateway", reference.getObject("gateway"), "");
    List<MatchResult> examples = EXAMPLE.matcher(source).results().toList();
    page.addExample("gateway.boards.NAME", examples.get(0));
    page.addExample("gateway.users.NAME", examples.get(1));
    return HEAD + page;
  }

  private void addExample(String section, MatchResult example) {
    Config block = ConfigFactory.parseString(example.group().replaceAll("(?m)^  # ?", ""));
    block.root().values().forEach(value -> add(section, (ConfigObject) value, ""));
  }

  private void add(String section, ConfigObject object, String before) {
    List<Map.Entry<String, ConfigValue>> entries = new ArrayList<>(object.entrySet());
    entries.sort(Comparator.comparing(entry -> entry.getValue().origin().lineNumber()));
    for (Map.Entry<String, ConfigValue> entry : entries) {
      String name = before + entry.getKey();
      if (entry.getValue() instanceof ConfigObject child && !child.isEmpty()) {
        addBlock(section, name, child);
      } else {
        add(section, name, entry.getValue());
      }
    }
  }

  private void addBlock(String section, String name, ConfigObject child) {
    String comment = OptionComment.plain(child.origin().comments());
    if (section.equals("gateway") || name.equals("board")) {
      intros.put(section + "." + name, comment);
      add(section + "." + name, child, "");
    } else {
      if (!comment.isEmpty()) {
        keys(section).add(new Key(name, new OptionComment(comment, "block", "", "")));
      }
      add(section, child, name + ".");
    }
  }

  private void add(String section, String name, ConfigValue value) {
    keys(section).add(new Key(name, OptionComment.of(value.origin().comments())));
  }

  private List<Key> keys(String section) {
    return sections.computeIfAbsent(section, fresh -> new ArrayList<>());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (section, keys) ->
            text.append("\n## ")
                .append(section)
                .append("\n\n")
                .append(intro(section))
                .append(table(keys)));
    return text.toString();
  }

  private String intro(String section) {
    String intro = intros.getOrDefault(section, "");
    return intro.isEmpty() ? "" : intro + "\n\n";
  }

  private static MarkdownTable table(List<Key> keys) {
    MarkdownTable table = new MarkdownTable("key", "means", "unit", "default", "live");
    for (Key key : keys) {
      OptionComment comment = key.comment;
      table.row(
          "`" + key.name + "`",
          comment.meaning(),
          comment.unit(),
          comment.standard(),
          comment.reloadable());
    }
    return table;
  }
}
