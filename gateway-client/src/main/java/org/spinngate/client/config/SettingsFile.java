package org.spinngate.client.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the file, HOCON with a flat list of the keys of {@link Setting}. */
final class SettingsFile {
  /** What the parser says, at length, where a value has a colon and no quotes. */
  private static final String UNQUOTED = "\\(if you (?:intended|want) ':'.*\\)";

  private final Path file;
  private final Problems problems;

  SettingsFile(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** What the file sets; anything it should not contain becomes a problem. */
  Map<Setting, Given> read() {
    Map<Setting, Given> values = new EnumMap<>(Setting.class);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      problems.unreadable(file + (Files.notExists(file) ? ": does not exist" : ": cannot be read"));
      return values;
    }
    try {
      Config config = parsed().resolve();
      config.root().forEach((key, value) -> take(key, value, values));
    } catch (ConfigException e) {
      problems.unreadable(oneLine(e));
    } catch (CharacterCodingException e) {
      problems.unreadable(file + ": is not text in UTF-8; save it as that");
    } catch (IOException e) {
      problems.unreadable(file + ": cannot be read");
    }
    return values;
  }

  /** A {@link File} loses characters of its name that the locale does not have, a path does not. */
  private Config parsed() throws IOException {
    if (Files.isRegularFile(file)) {
      // The parser would guess at what is no UTF-8. A pipe can be read once only.
      Files.readString(file);
    }
    ConfigParseOptions options = ConfigParseOptions.defaults().setAllowMissing(false);
    File known = file.toFile();
    if (known.exists()) {
      return ConfigFactory.parseFile(known, options);
    }
    try (Reader text = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
      return ConfigFactory.parseReader(text, options.setOriginDescription(file.toString()));
    }
  }

  private void take(String key, ConfigValue value, Map<Setting, Given> values) {
    String where = file + ":" + lineOf(value);
    Optional<Setting> setting =
        Arrays.stream(Setting.values()).filter(known -> known.key().equals(key)).findAny();
    if (setting.isEmpty()) {
      problems.configuration(where + ": unknown key '" + key + "'" + suggestion(key));
    } else if (isPlain(value)) {
      values.put(setting.get(), new Given(text(value), where, Given.Source.FILE, directory()));
    } else if (setting.get().mayBeSeveral() && value instanceof ConfigList list && isPlain(list)) {
      String text = list.stream().map(SettingsFile::text).collect(Collectors.joining(","));
      values.put(setting.get(), new Given(text, where, Given.Source.FILE, directory()));
    } else {
      problems.configuration(where + ": '" + key + "' needs a single value");
    }
  }

  private Path directory() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  /** Not the number that HOCON takes it for: 1.10 is the name of a board, and not of board 1.1. */
  private static String text(ConfigValue value) {
    return value.atKey("value").getString("value");
  }

  private static boolean isPlain(ConfigList list) {
    return !list.isEmpty() && list.stream().allMatch(SettingsFile::isPlain);
  }

  private static boolean isPlain(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING
        || value.valueType() == ConfigValueType.NUMBER
        || value.valueType() == ConfigValueType.BOOLEAN;
  }

  /** HOCON gives an object made by a dotted key no line of its own; its first member has one. */
  private static int lineOf(ConfigValue value) {
    int line = value.origin().lineNumber();
    if (line > 0 || !(value instanceof ConfigObject object) || object.isEmpty()) {
      return line;
    }
    return lineOf(object.values().iterator().next());
  }

  private static String suggestion(String key) {
    return NearestWord.to(key, Arrays.stream(Setting.values()).map(Setting::key).toList())
        .map(nearest -> "; did you mean '" + nearest + "'?")
        .orElse("");
  }

  private String oneLine(ConfigException e) {
    String message =
        String.valueOf(e.getMessage())
            .replaceAll("\\s+", " ")
            .replaceAll(" Trace.*", "")
            .replaceFirst(": (\\d+): ", ":$1: ")
            .replaceFirst(UNQUOTED, "(a value with ':' needs double quotes)")
            .strip();
    return message.contains(file.getFileName().toString()) ? message : file + ": " + message;
  }
}
