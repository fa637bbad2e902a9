package org.spinngate.server.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the status page may be. */
class HttpReaderTest {
  @TempDir static Path folder;

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(folder.resolve("tls"));
  }

  private static ConfigReader.Result parse(String http) throws InvalidConfiguration {
    return ConfigReader.parse(
        "gateway { boards.demo.simulated = true\n" + http + "\n}", folder.resolve("server.conf"));
  }

  @Test
  void unlessToldOnlyThisMachineSeesIt() throws Exception {
    ConfigReader.Result result = parse("");

    assertThat(result.config().http().listen())
        .extracting(NetUtil::toSocketAddressString)
        .containsExactly("127.0.0.1:17896");
    assertThat(result.config().http().hosts()).isEmpty();
    assertThat(result.warnings().toString()).doesNotContain("gateway.http");
  }

  @Test
  void itCanBeTurnedOff() throws Exception {
    assertThat(parse("http.listen = []").config().http().listen()).isEmpty();
  }

  @Test
  void anAddressThatOthersReachIsAWarning() throws Exception {
    ConfigReader.Result result = parse("http { listen = [\"0.0.0.0:17896\"], hosts = [gw.lan] }");

    assertThat(result.config().http().hosts()).containsExactly("gw.lan");
    assertThat(result.warnings().toString()).contains("asks for no login");
  }

  @Test
  void aHostIsANameWithoutPort() {
    assertThatThrownBy(() -> parse("http.hosts = [\"gw.lan:80\"]"))
        .isInstanceOfSatisfying(
            InvalidConfiguration.class,
            e -> assertThat(e.problems().toString()).contains("write names without port"));
  }
}
