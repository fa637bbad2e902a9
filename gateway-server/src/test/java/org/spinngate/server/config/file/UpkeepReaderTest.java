package org.spinngate.server.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.server.config.power.Argv;
import org.spinngate.server.config.power.HookSettings;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.config.power.PowerSettings;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.server.config.power.PowerTimes;
import org.spinngate.server.config.power.Upkeep;

/** What a file says of the power of boards. */
class UpkeepReaderTest {
  private static final String BOARD = "gateway.boards.ant { host = 127.1.2.3, %s }\n";

  @TempDir static Path folder;

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(folder.resolve("tls"));
  }

  private static ConfigReader.Result read(String text) throws InvalidConfiguration {
    return ConfigReader.parse(text, folder.resolve("server.conf"));
  }

  private static Upkeep upkeep(String options) throws InvalidConfiguration {
    return read(BOARD.formatted(options)).config().boards().get("ant").upkeep();
  }

  private static String problems(String text) {
    InvalidConfiguration invalid =
        catchThrowableOfType(InvalidConfiguration.class, () -> read(text));
    assertThat(invalid).as(text).isNotNull();
    return invalid.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
  }

  @Test
  void aBoardOfWhichNothingIsSaidIsNeverSwitched() throws Exception {
    assertThat(upkeep("")).isEqualTo(Upkeep.NONE);
    assertThat(Upkeep.NONE.isNothing()).isTrue();
  }

  @Test
  void aBmpSwitchesTheBoardInItsSlot() throws Exception {
    Upkeep upkeep =
        upkeep(
            "power { bmp { host = \"192.168.240.0\", slot = 3 }, policy = between-users,"
                + " settle = 1s, off-time = 2s, timeout = 3s, interval = 4s, off-after = 5s }");

    assertThat(upkeep.power())
        .contains(
            new PowerSettings(
                new PowerSource.Bmp(new InetSocketAddress("192.168.240.0", 17893), 3, false),
                PowerPolicy.BETWEEN_USERS,
                new PowerTimes(seconds(1), seconds(2), seconds(3), seconds(4), seconds(5))));
  }

  @Test
  void theTimesOfABmpAreThoseThatArePublished() throws Exception {
    PowerTimes times = upkeep("power.bmp.host = \"192.168.240.0\"").power().orElseThrow().times();

    assertThat(times)
        .isEqualTo(
            new PowerTimes(
                seconds(5), seconds(30), seconds(60), seconds(60), Duration.ofMinutes(10)));
    assertThat(times.cycle()).isEqualTo(seconds(35));
  }

  @Test
  void commandsSwitchABoardWithoutAShell() throws Exception {
    Upkeep upkeep = upkeep("power { on = [/bin/true, on, \"{board}\"], off = [/bin/true, 7 ] }");

    assertThat(upkeep.power().map(PowerSettings::source))
        .contains(
            new PowerSource.Commands(
                new Argv(List.of("/bin/true", "on", "{board}")),
                new Argv(List.of("/bin/true", "7"))));
  }

  @Test
  void hooksAreCommandsToo() throws Exception {
    Upkeep upkeep = upkeep("hooks { after-session = [/bin/true], timeout = 5s }");

    assertThat(upkeep.hooks())
        .isEqualTo(new HookSettings(Argv.NOTHING, new Argv(List.of("/bin/true")), seconds(5)));
    assertThat(upkeep.isNothing()).isFalse();
  }

  @Test
  void whatHoldsForAllBoardsCanBeSaidOnce() throws Exception {
    Upkeep upkeep =
        read("gateway.defaults.board.power { bmp.host = \"127.9.9.9\", policy = on-demand }\n"
                + BOARD.formatted("power.bmp.slot = 7"))
            .config()
            .boards()
            .get("ant")
            .upkeep();

    PowerSettings power = upkeep.power().orElseThrow();
    assertThat(power.policy()).isEqualTo(PowerPolicy.ON_DEMAND);
    assertThat(power.source())
        .isEqualTo(new PowerSource.Bmp(new InetSocketAddress("127.9.9.9", 17893), 7, false));
  }

  private static ConfigReader.Result read(String text, Addresses.Lookup names)
      throws InvalidConfiguration {
    return ConfigReader.parse(text, folder.resolve("server.conf"), Clock.systemUTC(), names);
  }

  @Test
  void aBmpMayHaveANameThatIsLookedUpWhenItIsNeeded() throws Exception {
    ConfigReader.Result result =
        read(BOARD.formatted("power.bmp { host = frame-1.lan, slot = 2 }"), nobody());

    assertThat(result.config().boards().get("ant").upkeep().power().orElseThrow().source())
        .isEqualTo(
            new PowerSource.Bmp(
                InetSocketAddress.createUnresolved("frame-1.lan", 17893), 2, false));
    assertThat(result.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning.toString())
                    .contains("power.bmp.host", "'frame-1.lan' cannot be resolved now"));
  }

  private static Addresses.Lookup nobody() {
    return host -> {
      throw new UnknownHostException(host);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"ant", "cat"})
  void aBoardWhereABmpIsIsAnErrorWhicheverComesFirst(String board) {
    String text =
        ("gateway.boards.bee { host = 127.1.2.4, power.bmp { host = frame-1.lan, slot = 2 } }\n"
                + "gateway.boards.%s { host = 127.9.9.9 }")
            .formatted(board);
    Addresses.Lookup names = host -> InetAddress.getByName("127.9.9.9");

    InvalidConfiguration invalid =
        catchThrowableOfType(InvalidConfiguration.class, () -> read(text, names));

    assertThat(invalid.problems().toString())
        .contains("gateway.boards." + board + ": is where the BMP is that switches board 'bee'")
        .contains("no user may have a BMP");
  }

  @Test
  void oneSwitchByNameAndByAddressIsAnErrorToo() {
    String text =
        "gateway.boards.ant { host = 127.1.2.3, power.bmp { host = frame-1.lan, slot = 2 } }\n"
            + "gateway.boards.bee { host = 127.1.2.4, power.bmp { host = 127.9.9.9, slot = 2 } }";
    Addresses.Lookup names = host -> InetAddress.getByName("127.9.9.9");

    InvalidConfiguration invalid =
        catchThrowableOfType(InvalidConfiguration.class, () -> read(text, names));

    assertThat(invalid.problems().toString()).contains("is the switch of board 'ant' already");
  }

  @Test
  void twoBoardsWithOneSwitchAreAnError() {
    String text =
        "gateway.boards.ant { host = 127.1.2.3, power.bmp { host = 127.9.9.9, slot = 2 } }\n"
            + "gateway.boards.bee { host = 127.1.2.4, power.bmp { host = 127.9.9.9, slot = 2 } }";

    assertThat(problems(text))
        .contains("server.conf:2")
        .contains("bee.power.bmp.slot: slot 2 of 127.9.9.9:17893 is the switch of board 'ant'");
  }

  @Test
  void aProgramThatIsNotThereIsAWarning() throws Exception {
    ConfigReader.Result result =
        read(BOARD.formatted("power { on = [/no/such/pdu], off = [/bin/true] }"));

    assertThat(result.warnings().toString()).contains("/no/such/pdu is no program");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          power.policy = between-users                       | policy: needs something that switches
          power.policy = sometimes                           | must be never or between-users or on-demand
          power.bmp { host = 127.0.0.9, slot = 24 }          | slot: must be from 0 to 23, but is 24
          power.bmp { host = "pdu lab" }                     | is neither an IP address nor a host name
          power.bmp { host = "::1" }                         | BMPs speak IPv4 only
          power.bmp { host = 127.0.0.9, port = 0 }           | port: must be the port of the BMP
          power.bmp { host = 127.0.0.9, simulated = true }   | simulated: is for simulated boards only
          power.bmp { hots = 127.0.0.9 }                     | did you mean 'host'?
          power.on = [/bin/true]                             | power.off: is empty; a board that can be
          power.on = "/bin/true"                             | must be a list of a program and its arg
          power.on = [true]                                  | absolute path of a program
          power.on = [/bin/true, "{bord}"]                   | {bord} is unknown; here one may write
          power.off-time = 11m                               | must be from 0 to 10m
          power.timeout = 0                                  | timeout: must be from 100ms to 10m
          power.colour = red                                 | power.colour: is unknown
          hooks.timeout = 11m                                | hooks.timeout: must be from 100ms
          hooks.before = [/bin/true]                         | here one may write after-session, before-session,
          """)
  void everyMistakeSaysWhatToDo(String options, String words) {
    assertThat(problems(BOARD.formatted(options))).contains(words);
  }

  @Test
  void aBoardIsSwitchedByABmpOrByCommandsButNotByBoth() {
    assertThat(
            problems(
                BOARD.formatted(
                    "power { bmp.host = 127.0.0.9, on = [/bin/true], off = [/bin/true] }")))
        .contains("power.bmp: switches the board, or on and off do, but not both");
  }

  @Test
  void aSimulatedBmpIsForThisMachineOnly() {
    assertThat(
            problems(
                "gateway.boards.ant { simulated = true,"
                    + " power.bmp { host = 10.0.0.9, simulated = true } }"))
        .contains("a simulated BMP listens on a loopback address only");
  }

  private static Duration seconds(int many) {
    return Duration.ofSeconds(many);
  }
}
