package org.spinngate.server.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.LegacySettings;
import org.spinngate.server.config.UserSettings;

class LegacyReaderTest {
  private static final String BOARDS =
      """
      gateway.boards { a { simulated = true }, b { simulated = true }, c { simulated = true } }
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(folder.resolve("tls"));
  }

  private static ConfigReader.Result read(String legacy) throws Exception {
    return ConfigReader.parse(
        BOARDS + "gateway.legacy { " + legacy + " }", folder.resolve("server.conf"));
  }

  private static LegacySettings settings(String legacy) throws Exception {
    return read("enabled = true, " + legacy).config().legacy();
  }

  private static InetAddress at(String literal) throws Exception {
    return InetAddress.getByName(literal);
  }

  @Test
  void nobodyIsServedByDefault() throws Exception {
    LegacySettings settings = read("").config().legacy();

    assertThat(settings.enabled()).isFalse();
    assertThat(settings.allow()).isEmpty();
    assertThat(settings.bootListen()).containsExactly(new InetSocketAddress("0.0.0.0", 17895));
    assertThat(settings.idleTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(read("").config().everybody(false)).isEmpty();
  }

  @Test
  void ofTheBoardsThatFitAnAddressTheLongestPrefixCounts() throws Exception {
    LegacySettings settings =
        settings(
            """
            allow = ["10.0.0.0/8"], board = a,
            clients { "10.1.0.0/16" = b, "10.1.2.3" = c, "10.1.2.0/24" = a }
            """);

    assertThat(settings.boardOf(at("10.9.0.1"))).contains("a");
    assertThat(settings.boardOf(at("10.1.9.1"))).contains("b");
    assertThat(settings.boardOf(at("10.1.2.4"))).contains("a");
    assertThat(settings.boardOf(at("10.1.2.3"))).contains("c");
  }

  @Test
  void withoutABoardForTheRestTheRestHasNone() throws Exception {
    LegacySettings settings = settings("allow = [\"10.0.0.0/8\"], clients { \"10.0.0.7\" = b }");

    assertThat(settings.boardOf(at("10.0.0.8"))).isEmpty();
    assertThat(settings.boards()).containsExactly("b");
  }

  @Test
  void onlyWhoIsAllowedMayCome() throws Exception {
    LegacySettings settings = settings("allow = [\"10.0.0.0/8\", \"192.168.7.0/24\"], board = a");

    assertThat(settings.allows(at("10.0.0.8"))).isTrue();
    assertThat(settings.allows(at("192.168.7.1"))).isTrue();
    assertThat(settings.allows(at("192.168.8.1"))).isFalse();
    assertThat(settings.allows(at("::1"))).isFalse();
  }

  @Test
  void theyAreAUserWhoCannotLogInAndHasTheirBoardsOnly() throws Exception {
    GatewayConfig config =
        read("enabled = true, allow = [\"10.0.0.0/8\"], board = a, clients { \"10.0.0.7\" = b }")
            .config();

    UserSettings user = config.everybody(true).get("legacy");

    assertThat(user.tokens()).isEmpty();
    assertThat(List.of("a", "b", "c")).filteredOn(user::mayUse).containsExactly("a", "b");
    assertThat(config.users()).isEmpty();
  }

  @Test
  void aPublicNetworkIsAWarning() throws Exception {
    ConfigReader.Result result =
        read("enabled = true, allow = [\"10.0.0.0/8\", \"0.0.0.0/0\"], board = a");

    assertThat(result.warnings())
        .filteredOn(warning -> warning.toString().contains("legacy"))
        .singleElement()
        .asString()
        .contains("gateway.legacy.allow", "0.0.0.0/0 has public addresses", "without a login");
  }

  @Test
  void aPrivateNetworkIsNone() throws Exception {
    assertThat(read("enabled = true, allow = [\"10.0.0.0/8\"], board = a").warnings())
        .noneMatch(warning -> warning.toString().contains("legacy"));
  }
}
