package org.spinngate.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class StartedAsTest {
  private final Properties java = new Properties();

  @Test
  void whoStartedTheJarIsToldWhatTheNameStandsFor() {
    java.setProperty(StartedAs.COMMAND, "gateway-server/target/gateway-server.jar serve --help");

    assertThat(StartedAs.helpLine("gateway-server", java))
        .contains("gateway-server stands for: java -jar gateway-server/target/gateway-server.jar");
  }

  @Test
  void whoStartedTheScriptSeesItsNameAlone() {
    java.setProperty(StartedAs.COMMAND, "/usr/share/gateway-client.jar --help");
    java.setProperty(StartedAs.BY_SCRIPT, "yes");

    assertThat(StartedAs.helpLine("gateway-client", java)).isEmpty();
  }

  @Test
  void anotherJarIsNotTheProgram() {
    java.setProperty(StartedAs.COMMAND, "/tmp/surefirebooter.jar org.spinngate.Tests");

    assertThat(StartedAs.helpLine("gateway-client", java)).isEmpty();
  }
}
