package org.spinngate.client.config;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Open;

/** Several boards in one client: their names, and an address for each. */
class SeveralBoardsSettingsTest {
  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<Setting, String> flags = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void everythingNeededIsGiven() throws IOException {
    environment.put("HOME", home.toString());
    Path token = Files.writeString(home.resolve("token"), "secret\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    flags.put(Setting.SERVER, "gateway.example.org");
    flags.put(Setting.BOARD, "c,a,b");
    flags.put(Setting.USER, "alice");
    flags.put(Setting.TOKEN_FILE, token.toString());
  }

  private SettingsReader reader(Optional<Path> file) {
    return new SettingsReader(environment, warnings::add).collect(flags, file);
  }

  private List<? extends ConnectSettings> read() throws SettingsException {
    return reader(Optional.empty()).each();
  }

  private Optional<Path> file(String... lines) throws IOException {
    return Optional.of(Files.write(home.resolve("client.conf"), List.of(lines)));
  }

  private SettingsException refusal() {
    return catchThrowableOfType(SettingsException.class, this::read);
  }

  private static List<String> boards(List<? extends ConnectSettings> each) {
    return each.stream().map(ConnectSettings::board).toList();
  }

  private static List<String> addresses(List<? extends ConnectSettings> each) {
    return each.stream().map(ConnectSettings::local).map(LocalSettings::bind).toList();
  }

  @Test
  void boardsStayInTheOrderInWhichTheyAreNamedAndTheirAddressesFollowTheUsualOne()
      throws Exception {
    List<? extends ConnectSettings> each = read();

    assertThat(boards(each)).containsExactly("c", "a", "b");
    assertThat(addresses(each)).containsExactly("127.0.0.1", "127.0.0.2", "127.0.0.3");
    assertThat(each).allMatch(one -> one.local().scpPort() == 17893);
    assertThat(each).allMatch(one -> one.local().bootPort() == 54321);
  }

  @Test
  void theOthersFollowTheAddressThatIsGivenOnce() throws Exception {
    flags.put(Setting.BIND, "127.0.0.252");

    assertThat(addresses(read())).containsExactly("127.0.0.252", "127.0.0.253", "127.0.0.254");
  }

  @Test
  void eachHasTheAddressThatIsGivenForIt() throws Exception {
    flags.put(Setting.BIND, "127.0.0.9,::1,192.0.2.7");

    assertThat(addresses(read())).containsExactly("127.0.0.9", "::1", "192.0.2.7");
  }

  @Test
  void oneAddressMayBeGivenTwiceIfPortsAreChosenBySystem() throws Exception {
    flags.put(Setting.BOARD, "a,b");
    flags.put(Setting.BIND, "127.0.0.1,127.0.0.1");
    flags.put(Setting.SCP_PORT, "0");
    flags.put(Setting.BOOT_PORT, "0");

    assertThat(addresses(read())).containsExactly("127.0.0.1", "127.0.0.1");
  }

  @Test
  void theFileHasAListAndAVariableHasCommas() throws Exception {
    flags.remove(Setting.BOARD);
    environment.put("SPINNGATE_BIND", "127.0.0.8, 127.0.0.7");

    List<? extends ConnectSettings> each = reader(file("board = [spin5-03, 1.10]")).each();

    assertThat(boards(each)).containsExactly("spin5-03", "1.10");
    assertThat(addresses(each)).containsExactly("127.0.0.8", "127.0.0.7");
  }

  @Test
  void onlyBoardsAndAddressesMayBeLists() throws Exception {
    Optional<Path> file = file("user = [alice, bob]");

    SettingsException refusal =
        catchThrowableOfType(SettingsException.class, () -> reader(file).each());

    assertThat(refusal.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(refusal.problems())
        .singleElement()
        .asString()
        .contains("client.conf:1", "'user' needs a single value");
  }

  @Test
  void whoHoldsOtherBoardsQueuesForEverOnlyTheFirstTime() throws Exception {
    flags.put(Setting.WAIT, "forever");
    ClientSettings several = (ClientSettings) read().get(0);
    flags.put(Setting.BOARD, "a");
    ClientSettings alone = (ClientSettings) read().get(0);

    assertThat(several.waitSeconds()).isEqualTo(Open.FOR_EVER);
    assertThat(several.waitAgainSeconds()).isZero();
    assertThat(alone.waitAgainSeconds()).isEqualTo(Open.FOR_EVER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b,a | 127.0.0.1 | --board: board a is named twice",
        "a,,b | 127.0.0.1 | --board: '' cannot be the name of a board",
        "a | 127.0.0.1,127.0.0.2 | --bind: 2 addresses for 1 board; give one for each, or only the"
            + " first, which the others follow",
        "a,b | 127.0.0.1,127.0.0.2,127.0.0.3 | --bind: 3 addresses for 2 boards; give one for each,"
            + " or only the first, which the others follow",
        "a,b,c | 127.0.0.1,127.0.0.2 | --bind: 2 addresses for 3 boards; give one for each, or only"
            + " the first, which the others follow",
        "a,b,c | 127.0.0.253 | --bind: board c would be at 127.0.0.255, which cannot be; begin"
            + " lower, or give --bind for each board",
        "a,b | 0.0.0.0 | --bind: no address follows '0.0.0.0'; give --bind for each board",
        "a,b | ::1 | --bind: no address follows '::1'; give --bind for each board",
        "a,b | localhost | --bind: no address follows 'localhost'; give --bind for each board",
        "a,b | 127.0.0.4, | --bind: one of the addresses is empty",
        "a,b | 127.0.0.4,127.0.0.4 | --bind: 127.0.0.4 is given twice; each board needs an address"
            + " of its own"
      })
  void whatCannotBeIsOneLine(String boards, String bind, String line) {
    flags.put(Setting.BOARD, boards);
    flags.put(Setting.BIND, bind);

    SettingsException refusal = refusal();

    assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refusal.problems()).containsExactly(line);
  }

  @Test
  void aCommandForOneBoardSaysThatItTakesOne() {
    SettingsException refusal =
        catchThrowableOfType(SettingsException.class, () -> reader(Optional.empty()).session());

    assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refusal.problems())
        .containsExactly("--board: 3 boards are named, but this command takes one");
  }

  @Test
  void anOldServerHasOneBoardOnly() {
    flags.keySet().retainAll(List.of(Setting.BOARD));
    flags.put(Setting.LEGACY_SERVER, "old.example.org");

    SettingsException refusal = refusal();

    assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refusal.problems())
        .singleElement()
        .asString()
        .startsWith("--board: an old server has one board only");
  }
}
