package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.GatewayServer;
import org.spinngate.server.access.Pin;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.config.file.ConfigReader;
import org.spinngate.server.config.file.Identities;
import org.spinngate.server.tls.PemFiles;

/** What the check of the configuration calls fine serves, and a date is for clients to judge. */
@Timeout(60)
@ExtendWith(LeakExtension.class)
class OddCertificateTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"-keyalg Ed25519", "-keyalg RSASSA-PSS -keysize 2048"})
  void aKeyOfAnyKindThatIsFineServes(String keytool) throws Exception {
    Identities.make(folder.resolve("tls"), keytool.split(" "));

    ConfigReader.Result read = ConfigReader.inspect(configuration());

    assertThat(read.warnings()).isEmpty();
    try (GatewayServer server =
            GatewayServer.start(read.config(), Clock.systemUTC(), Timing.of(System::nanoTime));
        TestClient client = client(server.addresses().get(0))) {
      client.ready();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-startdate 2020/01/01 -validity 10, expired on 2020-01-11, has expired",
    "-startdate 2090/01/01, is valid only from 2090-01-01, is not valid yet"
  })
  void aServerWithACertificateOfAnotherTimeStartsAndItsClientsSayWhatIsWrong(
      String dates, String warning, String reason) throws Exception {
    Identities.make(folder.resolve("tls"), ("-keyalg EC " + dates).split(" "));

    ConfigReader.Result read = ConfigReader.inspect(configuration());

    assertThat(read.warnings()).singleElement().asString().contains(warning);
    try (GatewayServer server =
            GatewayServer.start(read.config(), Clock.systemUTC(), Timing.of(System::nanoTime));
        TestClient client = client(server.addresses().get(0))) {
      assertThat(client.ending())
          .isInstanceOfSatisfying(
              Ending.NotTrusted.class, ending -> assertThat(ending.text()).contains(reason));
    }
  }

  private Path configuration() throws IOException {
    return Files.writeString(
        folder.resolve("server.conf"),
        """
        gateway {
          listen = ["127.0.0.1:0"]
          http.listen = []
          tls { certificate = tls/server.pem, key = tls/server.key }
          boards.spin5-01.simulated = true
          users.alice { tokens = ["%s"], boards = ["*"] }
        }
        """
            .formatted(TokenHash.of(FacilityPlan.token("alice")).text()));
  }

  private TestClient client(InetSocketAddress server) throws Exception {
    String pem = PemFiles.read(folder.resolve("tls/server.pem"));
    return TestClient.start(
        new ClientSettings(
            new ServerAccess(
                new ServerAddress("127.0.0.1", server.getPort()),
                new UserToken("alice", FacilityPlan.token("alice")),
                new Trust.Pin(Pin.of(PemFiles.certificates(pem).get(0).getPublicKey()))),
            "spin5-01",
            0,
            new LocalSettings(LocalSettings.LOOPBACK, 0, 0)));
  }
}
