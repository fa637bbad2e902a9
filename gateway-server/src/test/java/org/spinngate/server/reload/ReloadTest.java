package org.spinngate.server.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.file.ConfigReader;
import org.spinngate.server.config.file.Identities;

/** Another configuration takes effect as a whole, or not at all. */
class ReloadTest {
  private static final String TLS = "gateway.tls { certificate = server.pem, key = server.key }\n";
  private static final String BOARDS =
      "gateway.boards { spin5-01.host = 127.0.0.2, spin5-02.host = 127.0.0.3 }\n";
  private static final String USERS =
      "gateway.users { alice { tokens = [\"sha256:"
          + "0".repeat(64)
          + "\"], boards = [\"*\"] } }\n";

  @TempDir static Path identity;
  @TempDir private Path folder;
  private final List<GatewayConfig> applied = new ArrayList<>();
  private boolean certificateApplied;
  private boolean broken;
  private Path file = Path.of("");
  private Reload reload;

  private final Reload.Target target =
      (next, newCertificate) -> {
        if (broken) {
          throw new IOException("cannot start the simulated board demo: address in use");
        }
        applied.add(next);
        certificateApplied = newCertificate;
      };

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(identity);
  }

  @BeforeEach
  void start() throws Exception {
    Identities.copy(identity, folder);
    file = folder.resolve("server.conf");
    Files.writeString(file, TLS + BOARDS + USERS);
    reload = new Reload(ConfigReader.inspect(file), () -> ConfigReader.inspect(file), target);
  }

  private ReloadOutcome after(String text) throws IOException {
    Files.writeString(file, text);
    return reload.run("test");
  }

  @Test
  void whatChangesIsToldInOneLineAndInDetail() throws Exception {
    ReloadOutcome outcome =
        after(
            TLS
                + USERS
                + "gateway.boards { spin5-01 { host = 127.0.0.2, comment = \"rack 1\" }\n"
                + " spin5-03.host = 127.0.0.4, spin5-04.host = 127.0.0.5 }\n"
                + "gateway.users.bob { tokens = [], boards = [\"*\"] }\n"
                + "gateway.table.interval = 5s\n");

    assertThat(outcome.applied()).isTrue();
    assertThat(outcome.summary())
        .isEqualTo(
            "+2 boards, ~1 changed, -1; +1 user; ~1 section; certificate unchanged;"
                + " listeners unchanged");
    assertThat(outcome.lines())
        .contains(
            "board spin5-01: changed, for new sessions",
            "board spin5-03: added",
            "board spin5-04: added",
            "board spin5-02: removed; its sessions get notice and end",
            "user bob: added",
            "gateway.table: changed, at once");
    assertThat(applied.get(0).boards()).containsOnlyKeys("spin5-01", "spin5-03", "spin5-04");
  }

  @Test
  void nothingNewChangesNothing() throws Exception {
    ReloadOutcome outcome = after(TLS + USERS + "# a comment\n" + BOARDS);

    assertThat(outcome.applied()).isTrue();
    assertThat(outcome.summary()).isEqualTo("nothing has changed");
  }

  @Test
  void aBoardAtAnotherAddressIsAnotherBoard() throws Exception {
    ReloadOutcome outcome =
        after(TLS + USERS + BOARDS + "gateway.boards.spin5-01.host = 127.0.0.9\n");

    assertThat(outcome.lines())
        .contains("board spin5-01: another address; sessions with the old one get notice and end");
  }

  @Test
  void whatOnlyARestartCanChangeIsNamedAndTheRestIsApplied() throws Exception {
    ReloadOutcome outcome =
        after(TLS + USERS + BOARDS + "gateway.listen = [\"127.0.0.1:0\"]\ngateway.udp = false\n");

    assertThat(outcome.applied()).isTrue();
    assertThat(outcome.summary()).endsWith("needs a restart: gateway.listen, gateway.udp");
    assertThat(applied).hasSize(1);
  }

  @Test
  void whereOldClientsComeTakesARestartAndWhoTheyMayBeDoesNot() throws Exception {
    ReloadOutcome outcome =
        after(
            TLS
                + USERS
                + BOARDS
                + "gateway.legacy { boot-listen = [\"127.0.0.1:0\"], board = spin5-01 }\n");

    assertThat(outcome.summary())
        .endsWith("needs a restart: gateway.legacy (enabled, boot-listen)");
    assertThat(outcome.lines())
        .contains(
            "gateway.legacy: changed, for who may come, and for which board, at once;"
                + " sessions that would not begin now end");
  }

  @Test
  void anotherCertificateInTheSameFilesIsNoticed() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Identities.make(other, "-keyalg", "EC", "-groupname", "secp384r1");
    Identities.copy(other, folder);

    ReloadOutcome outcome = reload.run("test");

    assertThat(certificateApplied).isTrue();
    assertThat(outcome.lines())
        .containsExactly(
            "certificate: changed, for new connections; with another key, users need the new pin");
  }

  @Test
  void whatCannotBeAppliedLeavesEverythingAsItWas() throws Exception {
    broken = true;
    ReloadOutcome refused = after(TLS + USERS + BOARDS + "gateway.table.interval = 5s\n");

    broken = false;
    ReloadOutcome later = reload.run("test");

    assertThat(refused.applied()).isFalse();
    assertThat(refused.summary())
        .isEqualTo(
            "the configuration stays as it was:"
                + " cannot start the simulated board demo: address in use");
    assertThat(later.lines()).containsExactly("gateway.table: changed, at once");
  }

  /** Each text with the place and a word of the reason that it gets. */
  static Stream<List<String>> brokenFiles() {
    String good = TLS + BOARDS + USERS;
    return Stream.of(
        List.of("", "server.conf", "boards"),
        List.of("gateway {", "server.conf:1", "ends too early"),
        List.of(TLS + "gateway.boards { a.host = 127.0.0.2\n" + USERS, "server.conf", "early"),
        List.of(good + "gateway.lisen = []", "server.conf:4", "unknown"),
        List.of(good + "gateway.boards.spin5-01.boot-gp = 1ms", "server.conf:4", "boot-gap"),
        List.of(good + "gateway.boards.x.host = 127.0.0.2", "server.conf:4", "already"),
        List.of(good + "gateway.boards.x.comment = y", "server.conf:4", "missing"),
        List.of(good + "gateway.boards.x { host = \"no such host\" }", "server.conf:4", "host"),
        List.of(good + "gateway.boards.x = 5", "server.conf:4", "block"),
        List.of(good + "gateway.boards.spin5-01.scp-port = 0", "server.conf:4", "port"),
        List.of(good + "gateway.boards.spin5-01.boot-gap = 2s", "server.conf:4", "1s"),
        List.of(good + "gateway.boards.spin5-01.access = mine", "server.conf:4", "exclusive"),
        List.of(good + "gateway.boards.\"a b\".host = 127.0.0.8", "server.conf:4", "letters"),
        List.of(good + "gateway.users.alice.tokens = [\"abc\"]", "server.conf:4", "sha256"),
        List.of(good + "gateway.users.alice.expires = soon", "server.conf:4", "day"),
        List.of(good + "gateway.users.alice.boards = \"*\"", "server.conf:4", "list"),
        List.of(good + "gateway.users.alice.token = []", "server.conf:4", "tokens"),
        List.of(good + "gateway.session.idle-timeout = 5", "server.conf:4", "unit"),
        List.of(good + "gateway.limits.sessions = 0", "server.conf:4", "from 1"),
        List.of(good + "gateway.tls.key = absent.key", "server.conf:4", "absent.key"),
        List.of(good + "gateway.listen = [\"nowhere\"]", "server.conf:4", "port"),
        List.of(good + "include \"absent.conf\"", "server.conf", "absent.conf"),
        List.of(good + "gateway.table.interval = -1s", "server.conf:4", "negative"),
        List.of(good + "}", "server.conf:4", "}"));
  }

  @ParameterizedTest
  @MethodSource("brokenFiles")
  void aBrokenFileChangesNothingAndIsToldWithItsPlaceAndReason(List<String> one) throws Exception {
    ReloadOutcome outcome = after(one.get(0));

    assertThat(outcome.applied()).isFalse();
    assertThat(applied).isEmpty();
    assertThat(outcome.lines())
        .anySatisfy(line -> assertThat(line).contains(one.get(1)).contains(one.get(2)));
    assertThat(after(TLS + BOARDS + USERS).summary()).isEqualTo("nothing has changed");
  }
}
