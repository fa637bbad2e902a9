package org.spinngate.server.config.file;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.spinngate.protocol.text.FileNames;
import org.spinngate.server.config.ControlSettings;
import org.spinngate.server.config.GatewayConfig;

/**
 * Reads the server's configuration file: HOCON, over the defaults of {@code reference.conf}. This
 * class and its helpers are the only ones that know the format.
 */
public final class ConfigReader {
  private static final ConfigParseOptions STRICT = Defaults.STRICT;

  /** What the parser says, at length, where a value has a colon and no quotes. */
  private static final String UNQUOTED = "\\(if you (?:intended|want) ':'.*\\)";

  private static final String QUOTES = "(a value with ':' needs double quotes)";

  private final Source source;
  private final Clock clock;

  /**
   * A usable configuration.
   *
   * @param config what the file says
   * @param warnings what is strange about it, in the order of the file
   * @param files that were read, the operator's own first; none if a text was
   */
  public record Result(GatewayConfig config, List<ConfigProblem> warnings, List<Path> files) {

    /** Copies the lists. */
    public Result {
      warnings = List.copyOf(warnings);
      files = List.copyOf(files);
    }
  }

  private ConfigReader(Source source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Reads a file, and tells everything that is wrong with it at once. */
  public static GatewayConfig read(Path file) throws InvalidConfiguration {
    return inspect(file).config();
  }

  /** Reads a file, and tells what is strange about it too. */
  public static Result inspect(Path file) throws InvalidConfiguration {
    return inspect(file, Map.of());
  }

  /**
   * Reads a file with some of its values replaced.
   *
   * @param replacements by path, such as {@code gateway.listen}; lists as {@link List}
   */
  public static Result inspect(Path file, Map<String, ?> replacements) throws InvalidConfiguration {
    ConfigReader reader = new ConfigReader(source(file, names()), Clock.systemUTC());
    reader.requireFile(file);
    RequiredIncludes includes = includes(file);
    Result result =
        reader.read(
            () -> ConfigFactory.parseMap(replacements).withFallback(parsed(file, includes)));
    List<Path> files = new ArrayList<>(List.of(file.toAbsolutePath()));
    files.addAll(includes.found());
    return new Result(result.config(), result.warnings(), files);
  }

  /** Included files are found beside a file only if it is known where that is. */
  private static RequiredIncludes includes(Path file) {
    return new RequiredIncludes(file.toAbsolutePath().resolveSibling(""));
  }

  private static Config parsed(Path file, RequiredIncludes includes) {
    File known = file.toAbsolutePath().toFile();
    return known.exists()
        ? ConfigFactory.parseFile(known, STRICT.setIncluder(includes))
        : parsedBytes(file, includes);
  }

  /** A {@link File} loses characters of its name that the locale does not have, a path does not. */
  private static Config parsedBytes(Path file, RequiredIncludes includes) {
    ConfigParseOptions named = STRICT.setOriginDescription(file.toString()).setIncluder(includes);
    try (Reader text = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
      return ConfigFactory.parseReader(text, named);
    } catch (IOException e) {
      throw new ConfigException.IO(
          ConfigOriginFactory.newSimple(file.toString()), "cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * What one must know of a file to find the server that runs with it. What else is wrong with the
   * file does not matter.
   *
   * @param control the control socket
   * @param port that of the first listener; 0 if any would do
   */
  public record Whereabouts(ControlSettings control, int port) {}

  /** Reads just that. */
  public static Whereabouts whereabouts(Path file) throws InvalidConfiguration {
    ConfigReader reader = new ConfigReader(source(file, names()), Clock.systemUTC());
    reader.requireFile(file);
    Section gateway = reader.root(() -> parsed(file, includes(file))).section("gateway");
    Optional<ControlSettings> control = ControlReader.read(gateway.section("control"));
    List<InetSocketAddress> listen = GatewayReader.listen(gateway);
    if (control.isEmpty() || listen.isEmpty()) {
      throw new InvalidConfiguration(reader.source.findings().problems());
    }
    return new Whereabouts(control.get(), listen.get(0).getPort());
  }

  /** Reads a text as if it were the content of this file. */
  public static Result parse(String text, Path file) throws InvalidConfiguration {
    return parse(text, file, Clock.systemUTC(), names());
  }

  static Result parse(String text, Path file, Clock clock, Addresses.Lookup lookup)
      throws InvalidConfiguration {
    ConfigParseOptions named = STRICT.setOriginDescription(file.toString());
    return new ConfigReader(source(file, lookup), clock)
        .read(() -> ConfigFactory.parseString(text, named));
  }

  private static Addresses.Lookup names() {
    return new QuickLookup(InetAddress::getByName, LookupThreads.fresh(), System::nanoTime);
  }

  private static Source source(Path file, Addresses.Lookup lookup) {
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    return new Source(FileNames.text(file), folder, new Addresses(lookup), new Findings());
  }

  private void requireFile(Path file) throws InvalidConfiguration {
    if (Files.isDirectory(file)) {
      throw whole("is a directory; name the configuration file in it");
    }
    if (Files.notExists(file)) {
      throw whole("does not exist; conf/server.conf is an example to start from");
    }
    if (!SensibleFile.is(file)) {
      throw whole("is no file of a sensible size; at most 1 MiB is read");
    }
    if (!Files.isReadable(file)) {
      throw whole("cannot be read; give this user the permission to read it");
    }
    if (!isUtf8(file)) {
      throw whole("is not text in UTF-8; save it as that");
    }
  }

  /** What is read in another encoding would have other names in it than the operator wrote. */
  private static boolean isUtf8(Path file) {
    try {
      Files.readString(file);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    } catch (IOException e) {
      // Reading it again says why.
      return true;
    }
  }

  private InvalidConfiguration whole(String reason) {
    return new InvalidConfiguration(List.of(new ConfigProblem(source.name(), 0, "", reason)));
  }

  private Result read(Supplier<Config> text) throws InvalidConfiguration {
    Optional<GatewayConfig> config = new GatewayReader(clock).read(root(text));
    Findings findings = source.findings();
    if (config.isEmpty() || findings.anyProblem()) {
      throw new InvalidConfiguration(findings.problems());
    }
    return new Result(config.get(), findings.warnings(), List.of());
  }

  private Section root(Supplier<Config> text) throws InvalidConfiguration {
    Config reference = Defaults.ALL;
    return new Section(source, resolved(text, reference).root(), reference.root());
  }

  private Config resolved(Supplier<Config> text, Config reference) throws InvalidConfiguration {
    try {
      Config parsed = text.get();
      return parsed.resolveWith(parsed.withFallback(reference));
    } catch (ConfigException e) {
      throw new InvalidConfiguration(List.of(syntax(e)));
    } catch (StackOverflowError e) {
      // The parser calls itself for every bracket, and holds nothing that this could leave broken.
      throw whole("is nested too deeply; close the brackets that are open");
    }
  }

  private ConfigProblem syntax(ConfigException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("cannot be parsed");
    ConfigOrigin origin = e.origin();
    if (origin == null) {
      return new ConfigProblem(source.name(), 0, "", message);
    }
    if (message.contains("end of file")) {
      return source.at(origin, "", "the file ends too early; a '{', '[' or '\"' is not closed");
    }
    String prefix = origin.description() + ": ";
    String reason = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    return source.at(origin, "", withoutTrace(reason).replaceFirst(UNQUOTED, QUOTES));
  }

  /** Files that include each other are told by the parser with a list of all the times. */
  private static String withoutTrace(String reason) {
    int trace = reason.indexOf(" Trace");
    return trace < 0 ? reason : reason.substring(0, trace);
  }
}
