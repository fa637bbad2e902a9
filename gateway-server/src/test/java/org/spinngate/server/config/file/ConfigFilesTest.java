package org.spinngate.server.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.config.ControlSettings;
import org.spinngate.server.config.GatewayConfig;

/** Where a file's parts come from, and what a merely strange one is told. */
class ConfigFilesTest {
  private static final String HASH = "sha256:" + "0123456789abcdef".repeat(4);
  private static final String MINIMAL = "gateway.boards.demo.simulated = true\n";

  @TempDir static Path folder;

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(folder.resolve("tls"));
  }

  private static ConfigReader.Result parse(String text) throws InvalidConfiguration {
    return ConfigReader.parse(text, folder.resolve("server.conf"));
  }

  @Test
  void pathsAreRelativeToTheFileThatContainsThemEvenAnIncludedOne() throws Exception {
    Path included = Files.createDirectories(folder.resolve("site"));
    Identities.make(included.resolve("own"));
    Files.writeString(
        included.resolve("tls.conf"),
        "gateway.tls { certificate = own/server.pem, key = own/server.key }\n");
    Path file = folder.resolve("including.conf");
    Files.writeString(file, "include \"site/tls.conf\"\n" + MINIMAL);

    GatewayConfig config = ConfigReader.read(file);

    assertThat(config.entry().tls().certificate()).isEqualTo(included.resolve("own/server.pem"));
  }

  @Test
  void replacementsWinOverTheFile() throws Exception {
    Path file = folder.resolve("replaced.conf");
    Files.writeString(file, MINIMAL + "gateway.users.demo.boards = [\"*\"]\n");

    GatewayConfig config =
        ConfigReader.inspect(
                file,
                Map.of(
                    "gateway.listen", List.of("127.0.0.1:0"),
                    "gateway.users.demo.tokens", List.of(HASH)))
            .config();

    assertThat(config.entry().listen())
        .containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    assertThat(config.users().get("demo").tokenHashes()).containsExactly(HASH);
  }

  @Test
  void strangeThingsAreWarningsWithTheirLine() throws Exception {
    ConfigReader.Result result =
        parse(
            MINIMAL
                + """
                gateway.users.alice { tokens = ["%s"],
                  boards = ["spin5-*"] }
                gateway.users.bob { tokens = [], boards = ["*"] }
                """
                    .formatted(HASH));

    assertThat(result.warnings())
        .extracting(ConfigProblem::line, ConfigProblem::path)
        .containsExactly(
            tuple(3, "gateway.users.alice.boards"), tuple(4, "gateway.users.bob.tokens"));
  }

  @Test
  void aBoardOrUserDescribedTwiceIsAWarning() throws Exception {
    ConfigReader.Result result =
        parse(
            """
            gateway.boards { a { simulated = true
                                 comment = one } }
            gateway.boards { a { comment = two } }
            gateway.users { u { tokens = ["%s"], boards = ["*"] }
                            u { boards = ["a"] } }
            """
                .formatted(HASH));

    assertThat(result.config().boards().get("a").comment()).isEqualTo("two");
    assertThat(result.warnings())
        .extracting(ConfigProblem::line, ConfigProblem::path)
        .containsExactly(tuple(1, "gateway.boards.a"), tuple(4, "gateway.users.u"));
  }

  @Test
  void aNameThatNobodyKnowsIsAWarningAndAKnownOneIsItsAddress() throws Exception {
    String text = "gateway.boards { a { host = spin5-03.lab } }";
    Path file = folder.resolve("server.conf");

    GatewayConfig config =
        ConfigReader.parse(text, file, Clock.systemUTC(), name -> InetAddress.getByName("10.0.0.3"))
            .config();

    assertThat(config.boards().get("a").place().scp())
        .isEqualTo(new InetSocketAddress("10.0.0.3", 17893));

    ConfigReader.Result unknown =
        ConfigReader.parse(
            text,
            file,
            Clock.systemUTC(),
            name -> {
              if (name.endsWith(".lab")) {
                throw new UnknownHostException(name);
              }
              return InetAddress.getByName(name);
            });

    assertThat(unknown.config().boards().get("a").place().scp().isUnresolved()).isTrue();
    assertThat(unknown.config().boards().get("a").place())
        .as("whatever its name means")
        .isEqualTo(config.boards().get("a").place());
    assertThat(unknown.warnings().toString())
        .contains("'spin5-03.lab' cannot be resolved now; the board is unreachable until it can");
  }

  @Test
  void aNameThatHasNoIpv4AddressNowIsOneThatIsNotKnownYet() throws Exception {
    String text = "gateway.boards { a { host = spin5-03.lab } }";

    ConfigReader.Result result =
        ConfigReader.parse(
            text,
            folder.resolve("server.conf"),
            Clock.systemUTC(),
            name -> InetAddress.getByName("fd00::7"));

    assertThat(result.config().boards().get("a").place().scp().isUnresolved()).isTrue();
    assertThat(result.warnings().toString()).contains("'spin5-03.lab' cannot be resolved now");
  }

  @Test
  void aMissingFileADirectoryAndABrokenOneAreToldApart() throws IOException {
    assertThatThrownBy(() -> ConfigReader.read(folder.resolve("none.conf")))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("none.conf: does not exist");
    assertThatThrownBy(() -> ConfigReader.read(folder))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("is a directory");
    Path broken = Files.writeString(folder.resolve("broken.conf"), "gateway {\n\n a = [ \n");
    assertThatThrownBy(() -> ConfigReader.read(broken))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("broken.conf:");
  }

  @Test
  void theControlSocketIsAutomaticAtAPlaceOrOff() throws Exception {
    assertThat(control("")).isEqualTo(new ControlSettings(true, Optional.empty()));
    assertThat(control("gateway.control.socket = off"))
        .isEqualTo(new ControlSettings(false, Optional.empty()));
    assertThat(control("gateway.control.socket = \"run/s\""))
        .isEqualTo(new ControlSettings(true, Optional.of(folder.resolve("run/s"))));
  }

  private ControlSettings control(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("control.conf"), text);
    return ConfigReader.whereabouts(file).control();
  }
}
