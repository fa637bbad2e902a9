package org.spinngate.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Open;

class SettingsReaderTest {
  private static final String PIN = "sha256:" + "0a".repeat(32);

  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<Setting, String> flags = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private Path token;

  @BeforeEach
  void everythingNeededIsGiven() throws IOException {
    environment.put("HOME", home.toString());
    token = Files.writeString(home.resolve("token"), "secret\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    flags.put(Setting.SERVER, "gateway.example.org");
    flags.put(Setting.BOARD, "spin5-03");
    flags.put(Setting.USER, "alice");
    flags.put(Setting.TOKEN_FILE, token.toString());
  }

  private ClientSettings read() throws SettingsException {
    return reader(Optional.empty()).session();
  }

  private SettingsReader reader(Optional<Path> file) {
    return new SettingsReader(environment, warnings::add).collect(flags, file);
  }

  private SettingsException refusal(Path file) {
    return catchThrowableOfType(SettingsException.class, () -> reader(Optional.of(file)).session());
  }

  private SettingsException refusal() {
    return catchThrowableOfType(SettingsException.class, this::read);
  }

  private Path file(String... lines) throws IOException {
    return Files.write(home.resolve("client.conf"), List.of(lines));
  }

  @Test
  void whatIsNotGivenHasItsUsualValue() throws Exception {
    ClientSettings settings = read();

    assertThat(settings.access().server())
        .isEqualTo(new ServerAddress("gateway.example.org", 17894));
    assertThat(settings.access().credential()).isEqualTo(new UserToken("alice", "secret"));
    assertThat(settings.access().trust()).isEqualTo(new Trust.JavaDefault());
    assertThat(settings.local()).isEqualTo(new LocalSettings("127.0.0.1", 17893, 54321));
    assertThat(settings.waitSeconds()).isZero();
    assertThat(warnings).isEmpty();
  }

  @Test
  void flagsBeatTheEnvironmentWhichBeatsTheFile() throws Exception {
    Path file = file("board = from-file", "bind = 127.0.0.9", "scp-port = 11", "boot-port = 12");
    environment.put("SPINNGATE_BIND", "127.0.0.8");
    environment.put("SPINNGATE_SCP_PORT", "21");
    flags.put(Setting.SCP_PORT, "31");

    ClientSettings settings = reader(Optional.of(file)).session();

    assertThat(settings.board()).isEqualTo("spin5-03");
    assertThat(settings.local()).isEqualTo(new LocalSettings("127.0.0.8", 31, 12));
  }

  @Test
  void theUsualFileIsReadIfItExists() throws Exception {
    Path usual = home.resolve(".config/spinnaker-gateway/client.conf");
    Files.createDirectories(usual.getParent());
    Files.writeString(usual, "wait = 10m");

    assertThat(read().waitSeconds()).isEqualTo(600);
  }

  @Test
  void theUsualFileMayBeMovedByTheDesktopsVariable() throws Exception {
    environment.put("XDG_CONFIG_HOME", home.resolve("xdg").toString());
    Path usual = home.resolve("xdg/spinnaker-gateway/client.conf");
    Files.createDirectories(usual.getParent());
    Files.writeString(usual, "wait = forever");

    assertThat(read().waitSeconds()).isEqualTo(Open.FOR_EVER);
  }

  @Test
  void pathsInAFileStartFromTheFileAndATildeIsHome() throws Exception {
    flags.remove(Setting.TOKEN_FILE);
    Path file = file("token-file = token", "ca = \"~/ca.pem\"");

    ServerAccess access = reader(Optional.of(file)).access();

    assertThat(access.credential().token()).isEqualTo("secret");
    assertThat(access.trust()).isEqualTo(new Trust.Authority(home.resolve("ca.pem")));
  }

  @Test
  void everyProblemIsToldAtOnceWithItsPlace() throws Exception {
    Path file = file("# mine", "borad = x", "", "scp-port = 70000", "wait = soon", "pin = [1]");

    SettingsException refusal = refusal(file);

    assertThat(refusal.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(refusal.problems())
        .anyMatch(
            line -> line.contains("client.conf:2: unknown key 'borad'; did you mean 'board'?"))
        .anyMatch(line -> line.contains("client.conf:4: '70000' is not a port"))
        .anyMatch(line -> line.contains("client.conf:5: 'soon' is not a time"))
        .anyMatch(line -> line.contains("client.conf:6: 'pin' needs a single value"))
        .hasSize(4);
  }

  @Test
  void aDottedUnknownKeyHasItsLineToo() throws Exception {
    Path file = file("", "gateway.board = x");

    assertThat(refusal(file).problems())
        .singleElement()
        .asString()
        .contains("client.conf:2: unknown key 'gateway'");
  }

  @Test
  void aFileThatIsNotHoconIsToldInOneLine() throws Exception {
    Path file = file("board = {", "user = ");

    assertThat(refusal(file).problems())
        .singleElement()
        .asString()
        .contains("client.conf")
        .doesNotContain("\n");
  }

  @Test
  void aNamedFileMustExist() {
    SettingsException refusal = refusal(home.resolve("nowhere.conf"));

    assertThat(refusal.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(refusal).hasMessageContaining("nowhere.conf: does not exist");
  }

  @Test
  void whatIsMissingIsNamedByFlagVariableAndKey() {
    flags.clear();

    SettingsException refusal = refusal();

    assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refusal.problems())
        .hasSize(4)
        .anyMatch(
            line ->
                line.contains("--token-file")
                    && line.contains("SPINNGATE_TOKEN_FILE")
                    && line.contains("'token-file = …'"));
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER, a b",
    "BOARD, -x",
    "BOARD, ../x",
    "SCP_PORT, many",
    "BOOT_PORT, 65536",
    "WAIT, 10",
    "WAIT, 10 parsecs",
    "PIN, md5:00",
    "PIN, sha256:00"
  })
  void aWrongFlagIsAUsageErrorThatNamesIt(Setting setting, String value) {
    flags.put(setting, value);

    SettingsException refusal = refusal();

    assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refusal.getMessage()).startsWith(setting.flag() + ": ");
  }

  @Test
  void aWrongVariableIsAConfigurationErrorThatNamesIt() {
    environment.put("SPINNGATE_SCP_PORT", "x");

    SettingsException refusal = refusal();

    assertThat(refusal.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(refusal).hasMessageStartingWith("SPINNGATE_SCP_PORT: ");
  }

  @Test
  void bothServicesCannotShareAPort() {
    flags.put(Setting.SCP_PORT, "54321");

    assertThat(refusal()).hasMessageContaining("cannot share port 54321");
  }

  @ParameterizedTest
  @CsvSource({"90s, 90", "10m, 600", "2h, 7200", "1d, 86400", "0s, 0", "forever, 4294967295"})
  void waitsAreUnderstood(String text, long seconds) throws Exception {
    flags.put(Setting.WAIT, text);

    assertThat(read().waitSeconds()).isEqualTo(seconds);
  }

  @Test
  void aPinIsUnderstoodInEitherCase() throws Exception {
    flags.put(Setting.PIN, PIN.replace("0a", "0A"));

    assertThat(read().access().trust()).isEqualTo(new Trust.Pin(PIN));
  }

  @Test
  void pinAndAuthorityOfOneSourceContradict() {
    flags.put(Setting.PIN, PIN);
    flags.put(Setting.CA, "ca.pem");

    assertThat(refusal()).hasMessageContaining("--pin or --ca, not both");
  }

  @Test
  void theStrongerSourceDecidesBetweenPinAndAuthority() throws Exception {
    flags.put(Setting.PIN, PIN);
    environment.put("SPINNGATE_CA", "ca.pem");

    assertThat(read().access().trust()).isEqualTo(new Trust.Pin(PIN));

    flags.remove(Setting.PIN);
    Path file = file("pin = \"" + PIN + "\"");

    assertThat(reader(Optional.of(file)).session().access().trust())
        .isInstanceOf(Trust.Authority.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "two words\n", "x\ny\n"})
  void aTokenFileWithoutExactlyOneWordIsRefusedAndNeverShown(String content) throws Exception {
    Files.writeString(token, content);

    SettingsException refusal = refusal();

    assertThat(refusal.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(refusal.getMessage()).contains(token.toString()).doesNotContain("words");
  }

  @Test
  void aTokenFileThatIsMissingTooLongOrNotTextIsRefused() throws Exception {
    Files.writeString(token, "x".repeat(300));
    assertThat(refusal()).hasMessageContaining("too long");
    Files.writeString(token, "x".repeat(5000));
    assertThat(refusal()).hasMessageContaining("too long");
    Files.write(token, new byte[] {(byte) 0xFF, 0x20});
    assertThat(refusal()).hasMessageContaining("not text");
    Files.delete(token);
    assertThat(refusal()).hasMessageContaining("does not exist");
    Files.createDirectory(token);
    assertThatThrownBy(this::read).isInstanceOf(SettingsException.class);
  }

  @Test
  void aTokenFileThatOthersCanReadIsWarnedOf() throws Exception {
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r-----"));

    read();

    assertThat(warnings).singleElement().asString().contains("chmod 600");
  }

  @Test
  void theTokenIsNotInTheSettingsText() throws Exception {
    assertThat(read().toString()).contains("alice").doesNotContain("secret");
  }
}
