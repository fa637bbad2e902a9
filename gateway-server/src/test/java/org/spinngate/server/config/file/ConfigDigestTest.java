package org.spinngate.server.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.config.BoardPlace;
import org.spinngate.server.config.BoardSettings;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.reload.ConfigDigest;

/** What gateways of a facility tell each other of their configurations. */
class ConfigDigestTest {
  private static final String HASH = "sha256:" + "3f".repeat(32);
  private static final String OTHER_HASH = "sha256:" + "4f".repeat(32);

  private static final String BOARDS =
      """
      boards {
        demo.simulated = true
        a { host = "192.168.240.3", tag-targets = ["10.0.0.0/8"], comment = "rack 1"
            power { on = ["/bin/true", "{board}"], off = ["/bin/true"], policy = on-demand }
            hooks { before-session = ["/bin/true"] } }
        b { host = "192.168.240.4", power.bmp { host = "192.168.240.0", slot = 3 } }
      }
      """;
  private static final String USERS =
      """
      users {
        alice { boards = ["*"], tokens = ["%s"], expires = 2027-01-31 }
        bob { boards = [a], tokens = ["%s"] }
      }
      """;
  private static final String REST = "limits.sessions = 100, session.max-per-user = 3\n";

  @TempDir static Path folder;
  @TempDir static Path elsewhere;

  @BeforeAll
  static void makeIdentities() throws Exception {
    Identities.make(folder.resolve("tls"));
    Identities.make(elsewhere.resolve("tls"));
  }

  private static String digest(Path where, String text) throws InvalidConfiguration {
    return ConfigDigest.of(
        ConfigReader.parse("gateway {\n" + text + "}", where.resolve("server.conf")).config());
  }

  private static String users(String alice, String bob) {
    return USERS.formatted(alice, bob);
  }

  private static List<String> changed(String text) throws InvalidConfiguration {
    List<String> before =
        Arrays.asList(digest(folder, BOARDS + users(HASH, HASH) + REST).split(" "));
    return Arrays.stream(digest(folder, text).split(" "))
        .filter(part -> !before.contains(part))
        .map(part -> part.replaceFirst(":.*", ""))
        .toList();
  }

  @Test
  void whatIsAlikeHasTheSameDigestsWhereverAndInWhateverOrderItIsWritten() throws Exception {
    String here = digest(folder, BOARDS + users(HASH, HASH) + REST);

    assertThat(digest(elsewhere, REST + users(HASH, HASH) + BOARDS))
        .isEqualTo(here)
        .matches("boards:[0-9a-f]{12} users:[0-9a-f]{12} limits:[0-9a-f]{12} session:[0-9a-f]{12}");
  }

  @Test
  void whatMayDifferChangesNothing() throws Exception {
    assertThat(changed(BOARDS + users(HASH, HASH) + REST + "listen = [\"127.0.0.1:0\"]\n"))
        .isEmpty();
  }

  @Test
  void eachPartIsToldByItself() throws Exception {
    assertThat(changed(BOARDS.replace("rack 1", "rack 2") + users(HASH, HASH) + REST))
        .containsExactly("boards");
    assertThat(changed(BOARDS + users(HASH, OTHER_HASH) + REST)).containsExactly("users");
    assertThat(changed(BOARDS + users(HASH, HASH) + REST.replace("100", "99")))
        .containsExactly("limits");
    assertThat(changed(BOARDS + users(HASH, HASH) + REST.replace("user = 3", "user = 4")))
        .containsExactly("session");
  }

  private static String digestOfBoardAt(String name, InetSocketAddress at) throws Exception {
    GatewayConfig read =
        ConfigReader.parse("gateway.boards.a.host = \"127.0.0.1\"", folder.resolve("server.conf"))
            .config();
    BoardSettings board = read.boards().get("a");
    return ConfigDigest.of(
        new GatewayConfig(
            read.entry(),
            read.session(),
            read.limits(),
            Map.of(
                name,
                new BoardSettings(
                    name,
                    new BoardPlace.Lan(at, at),
                    board.addresses(),
                    board.access(),
                    board.comment(),
                    board.handling(),
                    board.upkeep())),
            read.users(),
            read.restart(),
            read.operator(),
            read.legacy()));
  }

  @Test
  void aBoardByItsNameIsTheSameWhetherOrNotTheNameIsKnownAtThisMoment() throws Exception {
    InetAddress known = InetAddress.getByAddress("spin5.lan", new byte[] {10, 0, 0, 7});

    assertThat(digestOfBoardAt("a", new InetSocketAddress(known, 17_893)))
        .isEqualTo(digestOfBoardAt("a", InetSocketAddress.createUnresolved("spin5.lan", 17_893)))
        .isNotEqualTo(digestOfBoardAt("a", new InetSocketAddress("10.0.0.7", 17_893)));
  }
}
