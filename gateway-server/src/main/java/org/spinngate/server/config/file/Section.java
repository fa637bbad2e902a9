package org.spinngate.server.config.file;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.config.rule.Rules;

/**
 * A block <code>{ … }</code> of the file over its defaults. Every reading method answers with
 * something usable: what cannot be used is noted as a problem, and the default stands in, so that
 * one reading finds everything that is wrong.
 */
final class Section {
  private static final ConfigObject NOTHING = ConfigValueFactory.fromMap(Map.of());
  private static final Comparator<ConfigOrigin> BY_PLACE =
      Comparator.comparing((ConfigOrigin origin) -> String.valueOf(origin.filename()))
          .thenComparingInt(ConfigOrigin::lineNumber);

  /** How the origin of merged blocks ends: the first and the last line. */
  private static final Pattern REPEATED = Pattern.compile(": [0-9]+-[0-9]+$");

  private final Source source;
  private final List<String> path;
  private final ConfigOrigin origin;
  private final ConfigObject own;
  private final ConfigObject defaults;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> unfit = new HashSet<>();

  /** The whole file over the whole of the defaults. */
  Section(Source source, ConfigObject own, ConfigObject defaults) {
    this(source, List.of(), own.origin(), own, defaults);
  }

  private Section(
      Source source,
      List<String> path,
      ConfigOrigin origin,
      ConfigObject own,
      ConfigObject defaults) {
    this.source = source;
    this.path = path;
    this.origin = origin;
    this.own = own;
    this.defaults = defaults;
  }

  /** The last element of the path: the name of a board or user. */
  String name() {
    return path.get(path.size() - 1);
  }

  /** Reads the addresses of this file. */
  Addresses addresses() {
    return source.addresses();
  }

  /**
   * Warns if several blocks of one file describe this one. That is allowed, and their values are
   * merged, but more often it is a copied block whose name was not changed.
   */
  void warnIfRepeated() {
    if (REPEATED.matcher(own.origin().description()).find()) {
      warning("", "is described in several places; where they differ, the last one holds");
    }
  }

  /** The keys that the file itself sets here, in the order of the file. */
  List<String> keys() {
    return own.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, ConfigValue> entry) -> entry.getValue().origin(), BY_PLACE)
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The texts that the blocks within this one have for a key, wherever there is one. */
  List<String> textsOf(String key) {
    return own.values().stream()
        .map(value -> value instanceof ConfigObject block ? block.get(key) : null)
        .map(value -> value == null ? null : value.unwrapped())
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .toList();
  }

  /** Whether the file itself says something about this key. */
  boolean sets(String key) {
    return own.containsKey(key);
  }

  /** A value that must be there, in the file or by default. */
  <T> T get(String key, Conversion<T> conversion, T standIn) {
    Optional<T> found = find(key, conversion);
    if (found.isEmpty() && !unfit.contains(key)) {
      problem(key, "is missing");
    }
    return found.orElse(standIn);
  }

  /** A value that may be absent. */
  <T> Optional<T> find(String key, Conversion<T> conversion) {
    known.add(key);
    for (ConfigObject object : List.of(own, defaults)) {
      ConfigValue value = object.get(key);
      Optional<T> found =
          value == null ? Optional.empty() : convert(List.of(key), value, conversion);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** A list of values; those that cannot be used are noted and left out. */
  <T> List<T> list(String key, Conversion<T> conversion) {
    ConfigList values = get(key, Section::asList, ConfigValueFactory.fromIterable(List.of()));
    List<T> converted = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      convert(List.of(key, String.valueOf(i + 1)), values.get(i), conversion)
          .ifPresent(converted::add);
    }
    return converted;
  }

  /** A path, relative to the folder of the file that contains it. */
  Path path(String key) {
    return get(
        key,
        value -> {
          try {
            return source.resolve(value.origin(), Conversions.filled(value)).normalize();
          } catch (InvalidPathException e) {
            throw new Unfit("is no path: " + e.getReason());
          }
        },
        Path.of(""));
  }

  /** A path, or nothing for an empty text. */
  Optional<Path> optionalPath(String key) {
    boolean empty = get(key, value -> value.unwrapped().equals(""), true);
    return empty ? Optional.empty() : Optional.of(path(key));
  }

  /** A block within this one; an absent one is empty. */
  Section section(String key) {
    return section(key, objectOf(defaults.get(key)));
  }

  /** A block within this one over other defaults than its own. */
  Section section(String key, Section over) {
    return section(key, over.own.withFallback(over.defaults));
  }

  private Section section(String key, ConfigObject itsDefaults) {
    known.add(key);
    ConfigValue value = own.get(key);
    Optional<ConfigObject> object =
        value == null ? Optional.empty() : convert(List.of(key), value, Section::asObject);
    boolean malformed = value != null && object.isEmpty();
    return new Section(
        malformed ? source.silent() : source,
        append(path, List.of(key)),
        value == null ? origin : value.origin(),
        object.orElse(NOTHING),
        itsDefaults);
  }

  /** Makes a record, and notes which of its rules do not hold. */
  <T> Optional<T> build(Supplier<T> record) {
    try {
      T built = record.get();
      return unfit.isEmpty() ? Optional.of(built) : Optional.empty();
    } catch (Rules.Broken e) {
      e.breaches().stream()
          .filter(breach -> !unfit.contains(breach.key()))
          .forEach(breach -> problem(breach.key(), breach.reason()));
      return Optional.empty();
    }
  }

  /** Notes every key that is neither read nor named here. */
  void refuseUnknownKeys(String... alsoKnown) {
    known.addAll(Arrays.asList(alsoKnown));
    for (String key : keys()) {
      if (!known.contains(key)) {
        String hint =
            NearestKey.of(key, known)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElse("here one may write " + String.join(", ", known));
        problem(key, "is unknown; " + hint + dots(key));
      }
    }
  }

  /** HOCON takes each dot outside of quotes for the beginning of another block. */
  private String dots(String key) {
    boolean maybeName = path.size() > 2 && own.get(key) instanceof ConfigObject;
    return maybeName
        ? "; a name with dots goes in quotes, such as \"" + name() + "." + key + "\""
        : "";
  }

  /** Notes what is wrong with a key, or with the whole section if the key is empty. */
  void problem(String key, String reason) {
    unfit.add(key);
    source.findings().problem(at(key, reason));
  }

  /** Notes what is strange about a key. */
  void warning(String key, String reason) {
    source.findings().warning(at(key, reason));
  }

  private ConfigProblem at(String key, String reason) {
    ConfigValue value = own.get(key);
    List<String> place = key.isEmpty() ? path : append(path, List.of(key));
    return source.at(value == null ? origin : value.origin(), render(place), reason);
  }

  private <T> Optional<T> convert(List<String> keys, ConfigValue value, Conversion<T> conversion) {
    try {
      return Optional.of(conversion.of(value));
    } catch (Unfit e) {
      unfit.add(keys.get(0));
      source.findings().problem(source.at(value.origin(), render(append(path, keys)), e.reason()));
      return Optional.empty();
    }
  }

  private static ConfigObject asObject(ConfigValue value) throws Unfit {
    if (value instanceof ConfigObject object) {
      return object;
    }
    throw new Unfit("must be a block { … }, but is " + Conversions.kind(value.valueType()));
  }

  private static ConfigList asList(ConfigValue value) throws Unfit {
    if (value instanceof ConfigList list) {
      return list;
    }
    throw new Unfit("must be a list [ … ], but is " + Conversions.kind(value.valueType()));
  }

  private static ConfigObject objectOf(@Nullable ConfigValue value) {
    return value instanceof ConfigObject object ? object : NOTHING;
  }

  private static List<String> append(List<String> path, List<String> keys) {
    List<String> longer = new ArrayList<>(path);
    longer.addAll(keys);
    return longer;
  }

  private static String render(List<String> path) {
    return path.isEmpty() ? "" : ConfigUtil.joinPath(path);
  }
}
