package org.spinngate.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether boards appear at their own addresses, or at those that are given. */
class AsBoardSettingsTest {
  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<Setting, String> flags = new HashMap<>();

  @BeforeEach
  void everythingNeededIsGiven() throws IOException {
    environment.put("HOME", home.toString());
    Path token = Files.writeString(home.resolve("token"), "secret\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    flags.put(Setting.SERVER, "gateway.example.org");
    flags.put(Setting.BOARD, "a,b");
    flags.put(Setting.USER, "alice");
    flags.put(Setting.TOKEN_FILE, token.toString());
  }

  private List<LocalSettings> read(String... lines) throws Exception {
    Optional<Path> file = Optional.of(Files.write(home.resolve("client.conf"), List.of(lines)));
    return new SettingsReader(environment, warning -> {})
        .collect(flags, file).each().stream().map(ConnectSettings::local).toList();
  }

  private SettingsException refusal(String... lines) {
    return catchThrowableOfType(SettingsException.class, () -> read(lines));
  }

  @Test
  void usuallyTheyDoNot() throws Exception {
    assertThat(read()).noneMatch(LocalSettings::asBoard);
    assertThat(read("as-board = false")).noneMatch(LocalSettings::asBoard);
  }

  @Test
  void eachOfThemDoesIfItIsSaidAnywhere() throws Exception {
    assertThat(read("as-board = true")).hasSize(2).allMatch(LocalSettings::asBoard);
    environment.put("SPINNGATE_AS_BOARD", "yes");
    assertThat(read()).allMatch(LocalSettings::asBoard);
    flags.put(Setting.AS_BOARD, "true");
    assertThat(read()).allMatch(LocalSettings::asBoard);
  }

  @Test
  void thePortsCanBeOthersAllTheSame() throws Exception {
    flags.put(Setting.AS_BOARD, "true");
    flags.put(Setting.SCP_PORT, "0");

    assertThat(read()).allMatch(local -> local.scpPort() == 0 && local.bootPort() == 54321);
  }

  @Test
  void theStrongerOfItAndAnAddressCounts() throws Exception {
    flags.put(Setting.BIND, "127.0.0.9");
    assertThat(read("as-board = true")).noneMatch(LocalSettings::asBoard);
    flags.remove(Setting.BIND);
    flags.put(Setting.AS_BOARD, "true");
    assertThat(read("bind = 127.0.0.9")).allMatch(LocalSettings::asBoard);
  }

  @Test
  void bothInOnePlaceMakeNoSense() {
    flags.put(Setting.AS_BOARD, "true");
    flags.put(Setting.BIND, "127.0.0.9");

    assertThat(refusal().problems())
        .containsExactly(
            "--as-board: the board's own address takes the place of --bind; leave one out");
  }

  @Test
  void anOldServerDoesNotTellItsBoardsAddress() {
    flags.clear();
    flags.put(Setting.LEGACY_SERVER, "old.example.org");
    flags.put(Setting.AS_BOARD, "true");

    assertThat(refusal().problems())
        .containsExactly(
            "--as-board: an old server does not tell its board's address; use --bind ADDRESS");
  }
}
