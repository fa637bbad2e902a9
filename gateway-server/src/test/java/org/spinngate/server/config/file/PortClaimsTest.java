package org.spinngate.server.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is called fine can be listened at, and what is not called fine cannot. */
class PortClaimsTest {
  private static final String OLD =
      ", legacy { enabled = true, allow = [\"10.0.0.0/8\"], board = a, boot-listen = [%s] }";

  @TempDir static Path folder;

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(folder.resolve("tls"));
  }

  private static ConfigReader.Result read(String settings) throws Exception {
    String text = "gateway { boards.a.simulated = true, " + settings + " }";
    return ConfigReader.parse(
        text, folder.resolve("server.conf"), Clock.systemUTC(), PortClaimsTest::address);
  }

  private static InetAddress address(String host) throws UnknownHostException {
    if (host.equals("later.example")) {
      throw new UnknownHostException(host);
    }
    return InetAddress.getByName(host);
  }

  private static String quoted(String addresses) {
    return "\"" + String.join("\", \"", addresses.split(" ")) + "\"";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0:5000 [::]:5000",
        "[::]:5000 0.0.0.0:5000",
        "[::]:5000 127.0.0.1:5000",
        "0.0.0.0:5000 [::1]:5000",
        "0.0.0.0:0 127.0.0.1:0",
        "127.0.0.1:5000 127.0.0.2:5000"
      })
  void bothFamiliesMayBeNamed(String addresses) throws Exception {
    assertThat(read("listen = [" + quoted(addresses) + "]").config().entry().listen()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0:5000 127.0.0.1:5000",
        "[::1]:5000 [::]:5000",
        "0.0.0.0:5000 [::]:5000 127.0.0.1:5000"
      })
  void anAddressBesideAllOfItsFamilyIsAProblem(String addresses) {
    assertThatThrownBy(() -> read("listen = [" + quoted(addresses) + "]"))
        .hasMessageContaining("gateway.listen: ")
        .hasMessageContaining("one contains the other");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:5000, 0.0.0.0:5000",
    "0.0.0.0:5000, 127.0.0.1:5000",
    "[::]:5000, 127.0.0.1:5000",
    "0.0.0.0:5000, [::]:5000",
    "0.0.0.0:5000, [::1]:5000"
  })
  void twoListsCannotShareAnAddress(String listen, String other) {
    String all = "listen = [" + quoted(listen) + "]";

    assertThatThrownBy(() -> read(all + OLD.formatted(quoted(other))))
        .hasMessageContaining("gateway.legacy.boot-listen: ")
        .hasMessageContaining("of gateway.listen");
    assertThatThrownBy(() -> read(all + ", http.listen = [" + quoted(other) + "]"))
        .hasMessageContaining("gateway.http.listen: ")
        .hasMessageContaining("of gateway.listen");
  }

  @Test
  void theStatusPageCannotShareAnAddressWithOldClients() {
    assertThatThrownBy(
            () -> read("http.listen = [\"127.0.0.1:5000\"]" + OLD.formatted("\"[::]:5000\"")))
        .hasMessageContaining("gateway.http.listen: ")
        .hasMessageContaining("of gateway.legacy.boot-listen");
  }

  @Test
  void aSimulatedBoardNeedsItsPortForItself() throws Exception {
    String board = "boards.b { simulated = true, host = \"127.0.0.5\", scp-port = 5000 }";

    assertThatThrownBy(() -> read("listen = [\"0.0.0.0:5000\"], " + board))
        .hasMessageContaining("gateway.boards.b: ")
        .hasMessageContaining("of gateway.listen");
    assertThat(read("listen = [\"0.0.0.0:5000\"], udp = false, " + board).config().boards())
        .hasSize(2);
  }

  @Test
  void aPortOfOldClientsThatAreNotServedIsFree() throws Exception {
    String off = "listen = [\"0.0.0.0:17895\"], legacy.enabled = false";

    assertThat(read(off).config().entry().listen()).hasSize(1);
  }

  @Test
  void aNameThatIsNotKnownYetIsAWarning() throws Exception {
    ConfigReader.Result result = read("listen = [\"later.example:5000\"]");

    assertThat(result.config().entry().listen().get(0).isUnresolved()).isTrue();
    assertThat(result.warnings().stream().map(ConfigProblem::toString).toList())
        .contains(
            folder.resolve("server.conf")
                + ":1: gateway.listen: 'later.example' cannot be resolved now; a start waits for"
                + " it");
  }
}
