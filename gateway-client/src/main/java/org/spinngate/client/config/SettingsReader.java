package org.spinngate.client.config;

import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.Given.Source;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.text.FileNames;

/**
 * Puts the settings together. Flags beat the environment, which beats the file. All problems are
 * told at once.
 */
public final class SettingsReader {
  private static final Pattern BOARD_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final FileNames names = new FileNames();
  private final Map<String, String> environment;
  private final Path home;
  private final Consumer<String> warnings;
  private final Problems problems = new Problems();
  private final GivenValues given = new GivenValues(problems);

  /**
   * @param environment the process's variables
   * @param warnings told what is allowed but unwise
   */
  public SettingsReader(Map<String, String> environment, Consumer<String> warnings) {
    this.environment = environment;
    this.home = names.path(environment.getOrDefault("HOME", System.getProperty("user.home", "")));
    this.warnings = warnings;
  }

  /**
   * Collects what is set, wherever it is set. Call once, before the methods that understand it.
   *
   * @param flags the values of the flags on the command line
   * @param file the file of {@code -c}; without it the usual one is read if it exists
   */
  public SettingsReader collect(Map<Setting, String> flags, Optional<Path> file) {
    Path here = Path.of("");
    Path usual = usualFile();
    if (file.isPresent() || Files.exists(usual)) {
      new SettingsFile(file.orElse(usual), problems).read().forEach(given::put);
    }
    for (Setting setting : Setting.values()) {
      String value = environment.get(setting.variable());
      if (value != null && !value.isEmpty()) {
        given.put(setting, new Given(value, setting.variable(), Source.ENVIRONMENT, here));
      }
    }
    flags.forEach(
        (setting, value) ->
            given.put(setting, new Given(value, setting.flag(), Source.FLAG, here)));
    return this;
  }

  /** The file that is read unless {@code -c} names another. */
  Path usualFile() {
    String configHome = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path directory = configHome.isEmpty() ? home.resolve(".config") : names.path(configHome);
    return directory.resolve("spinnaker-gateway").resolve("client.conf");
  }

  /** Understands what is to be on this machine: a board of a gateway, or an old server's. */
  public ConnectSettings either() throws SettingsException {
    LegacyServerReader legacy = new LegacyServerReader(given, problems);
    if (!legacy.isChosen()) {
      return session();
    }
    LegacyServer server = legacy.read();
    LocalSettings local = readLocal();
    problems.throwIfAny();
    return new LegacyServerSettings(present(server), local);
  }

  /** Understands everything that a session with a gateway needs. */
  public ClientSettings session() throws SettingsException {
    ServerAccess access = readAccess();
    String board = given.required(Setting.BOARD, SettingsReader::boardName);
    Long wait = given.optional(Setting.WAIT, WaitTime::seconds);
    LocalSettings local = readLocal();
    problems.throwIfAny();
    return new ClientSettings(present(access), present(board), wait == null ? 0 : wait, local);
  }

  /** Understands what a question to the server needs. */
  public ServerAccess access() throws SettingsException {
    ServerAccess access = readAccess();
    problems.throwIfAny();
    return present(access);
  }

  private @Nullable ServerAccess readAccess() {
    ServerAddress server = given.required(Setting.SERVER, ServerAddress::parse);
    String user = given.required(Setting.USER, SettingsReader::userName);
    String token = given.required(Setting.TOKEN_FILE, text -> text) == null ? null : readToken();
    Trust trust = readTrust();
    CarrierWish carrier = given.optional(Setting.TRANSPORT, CarrierWish::of);
    if (server == null || user == null || token == null) {
      return null;
    }
    return new ServerAccess(
        server, new UserToken(user, token), trust, carrier == null ? CarrierWish.AUTO : carrier);
  }

  private @Nullable String readToken() {
    Path file = present(given.get(Setting.TOKEN_FILE)).path(home);
    try {
      String token = TokenFile.read(file);
      if (TokenFile.isOpenToOthers(file)) {
        warnings.accept("token file " + file + " can be read by others; chmod 600 it");
      }
      return token;
    } catch (IOException e) {
      problems.configuration(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private Trust readTrust() {
    Given pin = given.get(Setting.PIN);
    Given authority = given.get(Setting.CA);
    if (pin != null && authority != null && pin.source() == authority.source()) {
      authority.complain(problems, "give --pin or --ca, not both");
    }
    if (pin != null && (authority == null || pin.source().compareTo(authority.source()) <= 0)) {
      Trust trust = given.optional(Setting.PIN, Trust.Pin::new);
      return trust == null ? new Trust.JavaDefault() : trust;
    }
    return authority == null ? new Trust.JavaDefault() : new Trust.Authority(authority.path(home));
  }

  private LocalSettings readLocal() {
    LocalSettings standard = LocalSettings.standard();
    String bind = given.optional(Setting.BIND, text -> text);
    Integer scpPort = given.optional(Setting.SCP_PORT, GivenValues::port);
    Integer bootPort = given.optional(Setting.BOOT_PORT, GivenValues::port);
    try {
      return new LocalSettings(
          bind == null ? standard.bind() : bind,
          scpPort == null ? standard.scpPort() : scpPort,
          bootPort == null ? standard.bootPort() : bootPort);
    } catch (IllegalArgumentException e) {
      problems.usage(String.valueOf(e.getMessage()));
      return standard;
    }
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a missing value was not noticed");
    }
    return value;
  }

  private static String boardName(String text) {
    if (!BOARD_NAME.matcher(text).matches() || text.length() > Open.MAX_BOARD) {
      throw new IllegalArgumentException("'" + text + "' cannot be the name of a board");
    }
    return text;
  }

  private static String userName(String text) {
    if (text.isEmpty() || ByteBufUtil.utf8Bytes(text) > Hello.MAX_USER) {
      throw new IllegalArgumentException("a user's name has 1 to " + Hello.MAX_USER + " bytes");
    }
    return text;
  }
}
