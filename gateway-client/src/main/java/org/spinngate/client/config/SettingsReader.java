package org.spinngate.client.config;

import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

  /**
   * Understands what is to be on this machine: boards of a gateway in the order in which they are
   * named, or the one of an old server.
   */
  public List<? extends ConnectSettings> each() throws SettingsException {
    LegacyServerReader legacy = new LegacyServerReader(given, problems);
    if (!legacy.isChosen()) {
      return sessions();
    }
    LegacyServer server = legacy.read();
    LocalSettings local = new LocalReader(given, problems).readOfOldServer();
    problems.throwIfAny();
    return List.of(new LegacyServerSettings(present(server), local));
  }

  /** Understands everything that a session with a gateway needs. */
  public ClientSettings session() throws SettingsException {
    refuseSeveralBoards();
    return sessions().get(0);
  }

  private void refuseSeveralBoards() {
    Given board = given.get(Setting.BOARD);
    int boards = board == null ? 1 : CommaList.of(board.text()).size();
    if (board != null && boards > 1) {
      board.complain(problems, boards + " boards are named, but this command takes one");
    }
  }

  private List<ClientSettings> sessions() throws SettingsException {
    ServerAccess access = readAccess();
    List<String> boards = given.required(Setting.BOARD, SettingsReader::boardNames);
    Long wait = given.optional(Setting.WAIT, WaitTime::seconds);
    List<LocalSettings> local = readLocal(boards == null ? List.of("of no name") : boards);
    problems.throwIfAny();
    List<String> named = present(boards);
    boolean several = named.size() > 1;
    return IntStream.range(0, named.size())
        .mapToObj(
            i ->
                new ClientSettings(
                    present(access), named.get(i), wait == null ? 0 : wait, local.get(i), several))
        .toList();
  }

  /** Understands what a check needs: all of a session, but the board may be left open. */
  public CheckSettings check() throws SettingsException {
    refuseSeveralBoards();
    ServerAccess access = readAccess();
    List<String> boards = given.optional(Setting.BOARD, SettingsReader::boardNames);
    List<LocalSettings> local = readLocal(boards == null ? List.of("of no name") : boards);
    problems.throwIfAny();
    Optional<String> board = Optional.ofNullable(boards).map(named -> named.get(0));
    return new CheckSettings(present(access), board, local.get(0));
  }

  /** The one board that is meant. */
  public String board() throws SettingsException {
    refuseSeveralBoards();
    String board = given.required(Setting.BOARD, SettingsReader::boardName);
    problems.throwIfAny();
    return present(board);
  }

  /** Understands what a question to the server needs. */
  public ServerAccess access() throws SettingsException {
    ServerAccess access = readAccess();
    problems.throwIfAny();
    return present(access);
  }

  private @Nullable ServerAccess readAccess() {
    List<ServerAddress> servers = given.required(Setting.SERVER, ServerAccess::parseServers);
    String user = given.required(Setting.USER, SettingsReader::userName);
    String token = given.required(Setting.TOKEN_FILE, text -> text) == null ? null : readToken();
    Trust trust = readTrust();
    CarrierWish carrier = given.optional(Setting.TRANSPORT, CarrierWish::of);
    if (servers == null || user == null || token == null) {
      return null;
    }
    return new ServerAccess(
        servers, new UserToken(user, token), trust, carrier == null ? CarrierWish.AUTO : carrier);
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

  private List<LocalSettings> readLocal(List<String> boards) {
    return new LocalReader(given, problems).read(boards);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a missing value was not noticed");
    }
    return value;
  }

  private static List<String> boardNames(String text) {
    List<String> boards = CommaList.of(text).stream().map(SettingsReader::boardName).toList();
    Set<String> known = new HashSet<>();
    for (String board : boards) {
      if (!known.add(board)) {
        throw new IllegalArgumentException("board " + board + " is named twice");
      }
    }
    return boards;
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
