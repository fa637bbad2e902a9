package org.spinngate.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.protocol.ExitCode;

class LegacyServerSettingsTest {
  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<Setting, String> flags = new HashMap<>();
  private Optional<Path> file = Optional.empty();

  @BeforeEach
  void anEmptyHome() {
    environment.put("HOME", home.toString());
  }

  private ConnectSettings read() throws SettingsException {
    return new SettingsReader(environment, new ArrayList<>()::add)
        .collect(flags, file)
        .each()
        .get(0);
  }

  private LegacyServer server() throws SettingsException {
    return ((LegacyServerSettings) read()).server();
  }

  private SettingsException refusal() {
    return catchThrowableOfType(SettingsException.class, this::read);
  }

  private void file(String... lines) throws IOException {
    file = Optional.of(Files.write(home.resolve("client.conf"), List.of(lines)));
  }

  @Test
  void nothingButTheHostIsNeeded() throws Exception {
    flags.put(Setting.LEGACY_SERVER, "old.example.org");

    assertThat(read())
        .isEqualTo(
            new LegacyServerSettings(
                new LegacyServer("old.example.org", 17894, 17895, false, false),
                LocalSettings.standard()));
  }

  @Test
  void everythingCanBeSetAsFlag() throws Exception {
    flags.put(Setting.LEGACY_SERVER, "10.0.0.1:4711");
    flags.put(Setting.LEGACY_BOOT_PORT, "4712");
    flags.put(Setting.BOOT_VIA_TCP, "true");
    flags.put(Setting.SDP_VIA_TCP, "true");

    assertThat(server()).isEqualTo(new LegacyServer("10.0.0.1", 4711, 4712, true, true));
  }

  @Test
  void everythingCanBeSetInTheFileOrTheEnvironment() throws Exception {
    file("legacy-server = old.example.org", "boot-via-tcp = true", "sdp-via-tcp = true");
    environment.put("SPINNGATE_SDP_VIA_TCP", "false");
    environment.put("SPINNGATE_LEGACY_BOOT_PORT", "99");

    assertThat(server()).isEqualTo(new LegacyServer("old.example.org", 17894, 99, false, true));
  }

  @Test
  void whatOnlyAGatewayNeedsIsNotLookedAtUnlessItIsAFlag() throws Exception {
    file(
        "user = alice",
        "token-file = nowhere",
        "pin = nonsense",
        "board = spin5-03",
        "wait = x",
        "tag-targets = x");
    flags.put(Setting.LEGACY_SERVER, "old.example.org");

    assertThat(server().host()).isEqualTo("old.example.org");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"BOARD", "WAIT", "USER", "TOKEN_FILE", "PIN", "CA", "TRANSPORT", "TAG_TARGETS"})
  void suchAFlagIsRefusedWithTheReason(Setting setting) {
    flags.put(Setting.LEGACY_SERVER, "old.example.org");
    flags.put(setting, "x");

    SettingsException refusal = refusal();

    assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refusal.problems())
        .singleElement()
        .asString()
        .startsWith(setting.flag() + ": an old server ");
  }

  @Test
  void aFlagForAGatewayBeatsAnOldServerOfTheFile() throws Exception {
    file("legacy-server = old.example.org", "user = alice", "board = b", "token-file = token");
    Files.writeString(home.resolve("token"), "secret");
    flags.put(Setting.SERVER, "gateway.example.org");

    assertThat(read()).isInstanceOf(ClientSettings.class);
  }

  @Test
  void aFlagForAnOldServerBeatsAGatewayOfTheFile() throws Exception {
    file("server = gateway.example.org");
    flags.put(Setting.LEGACY_SERVER, "old.example.org");

    assertThat(server().host()).isEqualTo("old.example.org");
  }

  @Test
  void bothAsFlagsMakeNoSense() {
    flags.put(Setting.SERVER, "gateway.example.org");
    flags.put(Setting.LEGACY_SERVER, "old.example.org");

    assertThat(refusal().exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refusal().problems()).singleElement().asString().contains("not both");
  }

  @Test
  void bothInOneFileAreThatFilesFault() throws Exception {
    file("server = gateway.example.org", "legacy-server = old.example.org");

    assertThat(refusal().exitCode()).isEqualTo(ExitCode.CONFIGURATION);
  }

  @ParameterizedTest
  @EnumSource(names = {"LEGACY_BOOT_PORT", "BOOT_VIA_TCP", "SDP_VIA_TCP"})
  void itsFlagsWithoutItAreRefused(Setting setting) {
    flags.put(setting, "true");

    assertThat(refusal().exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refusal().problems())
        .anyMatch(line -> line.startsWith(setting.flag()) && line.endsWith("--legacy-server"));
  }

  @ParameterizedTest
  @CsvSource({
    "legacy-server, 'a b', HOST",
    "legacy-boot-port, 0, 1 to 65535",
    "legacy-boot-port, 17894, two ports",
    "boot-via-tcp, maybe, neither true nor false"
  })
  void nonsenseIsNamed(String key, String value, String words) {
    flags.put(Setting.LEGACY_SERVER, "old.example.org");
    flags.put(Setting.valueOf(key.toUpperCase(java.util.Locale.ROOT).replace('-', '_')), value);

    assertThat(refusal().exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refusal().problems()).singleElement().asString().contains(words);
  }
}
