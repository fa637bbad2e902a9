package org.spinngate.server.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spinngate.server.config.ClusterSettings;

/** With which others a gateway shares its boards. */
class ClusterReaderTest {
  private static final String WHOLE =
      "connect = \"127.0.0.1:2181\", name = gw1, address = \"gw1.example.org:17894\"";
  private static final String TLS =
      "tls { certificate = tls/server.pem, key = tls/server.key, ca = tls/server.pem }";

  @TempDir static Path folder;

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(folder.resolve("tls"));
  }

  private static ConfigReader.Result parse(String cluster) throws InvalidConfiguration {
    return ConfigReader.parse(
        "gateway { boards.demo.simulated = true\ncluster { " + cluster + " } }",
        folder.resolve("server.conf"));
  }

  private static ClusterSettings read(String cluster) throws InvalidConfiguration {
    return parse(cluster).config().cluster().orElseThrow();
  }

  @Test
  void unlessToldAGatewayStandsAlone() throws Exception {
    assertThat(parse("").config().cluster()).isEmpty();
    assertThat(parse("connect = \"\"").config().cluster()).isEmpty();
  }

  @Test
  void onThisMachineZooKeeperNeedsNoTls() throws Exception {
    ClusterSettings settings = read(WHOLE);

    assertThat(settings.engine().chroot()).isEqualTo("/spinngate");
    assertThat(settings.engine().tls()).isEmpty();
    assertThat(settings.ttl()).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.member().name()).isEqualTo("gw1");
    assertThat(settings.member().address())
        .isEqualTo(InetSocketAddress.createUnresolved("gw1.example.org", 17_894));
  }

  @Test
  void serversElsewhereAreReachedByTls() throws Exception {
    ClusterSettings settings =
        read(WHOLE + ", connect = \"zk1:2281, zk2:2281,[::1]:2281\", " + TLS);

    assertThat(settings.engine().servers())
        .extracting(InetSocketAddress::getHostString)
        .containsExactly("zk1", "zk2", "::1");
    assertThat(settings.engine().tls().orElseThrow().ca())
        .isEqualTo(folder.resolve("tls/server.pem"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "connect = \"zk1\" | gateway.cluster.connect | must look like",
        "connect = \"127.0.0.1:2181,\" | gateway.cluster.connect | must look like",
        "connect = \"127.0.0.1:99999\" | gateway.cluster.connect | a port from 1 to 65535",
        "connect = \"zk1:2281\" | gateway.cluster.tls | is needed",
        "chroot = \"/\" | gateway.cluster.chroot | must look like",
        "chroot = \"spinngate\" | gateway.cluster.chroot | must look like",
        "name = \"\" | gateway.cluster.name | must be 1 to 63 letters",
        "address = \"\" | gateway.cluster.address | is missing",
        "address = \"gw1\" | gateway.cluster.address | must look like",
        "ttl = 4s | gateway.cluster.ttl | must be from 5s to 5m",
        "ttl = 6m | gateway.cluster.ttl | must be from 5s to 5m",
        "tls.ca = tls/server.pem | gateway.cluster.tls | needs all of certificate, key and ca",
        "tls { certificate = no.pem, key = tls/server.key, ca = tls/server.pem } | gateway.cluster.tls.certificate | does not exist",
        "tls { certificate = tls/server.pem, key = no.key, ca = tls/server.pem } | gateway.cluster.tls.key | does not exist",
        "tls { certificate = tls/server.pem, key = tls/server.key, ca = no.pem } | gateway.cluster.tls.ca | does not exist",
        "adress = gw1 | gateway.cluster.adress | did you mean 'address'?"
      })
  void whatIsWrongIsOneLine(String wrong, String key, String reason) {
    InvalidConfiguration found =
        catchThrowableOfType(InvalidConfiguration.class, () -> read(WHOLE + ", " + wrong));

    assertThat(found.problems()).hasSize(1);
    assertThat(found.problems().get(0).toString()).contains(key, reason);
  }

  @Test
  void whoHasAnAddressButNoServersHasForgottenThem() {
    InvalidConfiguration found =
        catchThrowableOfType(InvalidConfiguration.class, () -> read("name = gw1"));

    assertThat(found.problems().toString()).contains("gateway.cluster.connect", "is missing");
  }
}
