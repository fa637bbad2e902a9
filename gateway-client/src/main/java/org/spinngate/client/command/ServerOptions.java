package org.spinngate.client.command;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.spinngate.client.config.Setting;
import org.spinngate.client.config.SettingsReader;
import picocli.CommandLine.Option;

/** The flags of every command that talks to a server. */
final class ServerOptions {
  @Option(
      names = {"-s", "--server"},
      paramLabel = "HOST[:PORT]",
      description =
          "The gateway server; port 17894 unless given. Several of one facility with commas"
              + " between, or with this flag again.")
  @Nullable List<String> servers;

  @Option(names = "--user", paramLabel = "NAME", description = "Your name at the server.")
  @Nullable String user;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The file that holds your token; only you should be able to read it.")
  @Nullable String tokenFile;

  @Option(
      names = "--pin",
      paramLabel = "sha256:…",
      description = "The server's key, as its operator told you.")
  @Nullable String pin;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "Instead of a pin: certificate authorities (PEM) that may vouch for the server.")
  @Nullable String authorities;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Settings; otherwise ~/.config/spinnaker-gateway/client.conf if it exists.")
  @Nullable Path file;

  @Option(
      names = {"-v", "--verbose"},
      description = "Log what happens inside.")
  boolean verbose;

  /** Collects what is set on the command line and elsewhere. */
  SettingsReader reader(Map<Setting, String> others, Environment environment) {
    if (verbose) {
      logAll();
    }
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.putAll(others);
    putAll(flags, Setting.SERVER, servers);
    put(flags, Setting.USER, user);
    put(flags, Setting.TOKEN_FILE, tokenFile);
    put(flags, Setting.PIN, pin);
    put(flags, Setting.CA, authorities);
    return new SettingsReader(
            environment.variables(),
            warning -> environment.err().println("gateway-client: warning: " + warning))
        .collect(flags, Optional.ofNullable(file));
  }

  static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
    if (value != null) {
      flags.put(setting, value);
    }
  }

  /** Several values of one flag count as a list. */
  static void putAll(Map<Setting, String> flags, Setting setting, @Nullable List<String> values) {
    put(flags, setting, values == null ? null : String.join(",", values));
  }

  private static void logAll() {
    if (LoggerFactory.getLogger("org.spinngate") instanceof ch.qos.logback.classic.Logger logger) {
      logger.setLevel(ch.qos.logback.classic.Level.DEBUG);
    }
  }
}
