package org.spinngate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.file.ConfigReader;
import org.spinngate.server.config.file.Identities;

/** The files in conf/ are examples, so they work. */
class ExamplesTest {
  private static final Path CONF = Path.of("..", "conf");

  @TempDir Path folder;

  private ConfigReader.Result read(String name, Map<String, ?> more) throws Exception {
    Identities.make(folder.resolve("tls"));
    Path copy = Files.copy(CONF.resolve(name), folder.resolve(name));
    return ConfigReader.inspect(copy, more);
  }

  @Test
  void theExampleForOperatorsIsFineOnceItsCertificateIsMadeAndAsksForUsers() throws Exception {
    ConfigReader.Result result = read("server.conf", Map.of());

    assertThat(result.warnings())
        .singleElement()
        .asString()
        .endsWith("gateway.users: is empty; nobody can log in");
    assertThat(result.config().boards()).containsOnlyKeys("spin5-03", "demo-1");
  }

  @Test
  void theDemonstrationIsFineWithATokenAndAFreePort() throws Exception {
    GatewayConfig config =
        read(
                "demo.conf",
                Map.of(
                    "gateway.listen",
                    List.of("127.0.0.1:0"),
                    "gateway.users.demo.tokens",
                    List.of(TokenHash.of("demo").text())))
            .config();

    assertThat(config.boards()).containsOnlyKeys("spin5-01", "spin5-02", "spin3-01");
    assertThat(config.users().get("demo").mayUse("spin3-01")).isTrue();
  }

  @Test
  void theLogOfTheJarIsTheOneShownToOperators() throws Exception {
    try (InputStream own = ExamplesTest.class.getResourceAsStream("/logback.xml")) {
      assertThat(own).hasBinaryContent(Files.readAllBytes(CONF.resolve("logback.xml")));
    }
  }
}
