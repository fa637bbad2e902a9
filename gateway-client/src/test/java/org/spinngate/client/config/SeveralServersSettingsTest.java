package org.spinngate.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A facility with several gateways, as it is named by flag, variable and file. */
class SeveralServersSettingsTest {
  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<Setting, String> flags = new EnumMap<>(Setting.class);

  @BeforeEach
  void nameTheRest() throws IOException {
    environment.put("HOME", home.toString());
    flags.put(Setting.USER, "alice");
    flags.put(Setting.TOKEN_FILE, Files.writeString(home.resolve("token"), "t0ken").toString());
  }

  private List<String> servers(String... lines) throws IOException, SettingsException {
    Path file = Files.writeString(home.resolve("client.conf"), String.join("\n", lines));
    return new SettingsReader(environment, warning -> {})
        .collect(flags, Optional.of(file)).access().servers().stream()
            .map(ServerAddress::toString)
            .toList();
  }

  private List<String> problems(String server) {
    flags.put(Setting.SERVER, server);
    return catchThrowableOfType(SettingsException.class, this::servers).problems();
  }

  @Test
  void commasDoInAFlagInAVariableAndInAFile() throws Exception {
    assertThat(servers("server = gw1")).containsExactly("gw1:17894");
    assertThat(servers("server = \"gw1, gw2:1000\"")).containsExactly("gw1:17894", "gw2:1000");
    assertThat(servers("server = [gw1.example.org, 192.0.2.7, \"[::1]:7\"]"))
        .containsExactly("gw1.example.org:17894", "192.0.2.7:17894", "[::1]:7");

    environment.put("SPINNGATE_SERVER", "gw3,gw4");
    assertThat(servers("server = gw1")).containsExactly("gw3:17894", "gw4:17894");

    flags.put(Setting.SERVER, "gw5 , gw6:7");
    assertThat(servers("server = gw1")).containsExactly("gw5:17894", "gw6:7");
  }

  @Test
  void whatCannotBeMeantIsSaid() {
    assertThat(problems("gw1,,gw2")).singleElement().asString().contains("'' is not HOST");
    assertThat(problems("gw1:17894,GW1"))
        .singleElement()
        .asString()
        .contains("server GW1:17894 is named twice");
    assertThat(problems("gw1,gw2:0")).singleElement().asString().contains("port 0 is not");
  }

  @Test
  void theOrderOfABoardIsAPropertyOfTheBoard() throws Exception {
    ServerAccess one =
        new ServerAccess(
            List.of(ServerAddress.parse("gw1"), ServerAddress.parse("gw2")),
            new UserToken("alice", "t0ken"),
            new Trust.JavaDefault(),
            CarrierWish.AUTO);
    ServerAccess other =
        new ServerAccess(
            List.of(ServerAddress.parse("gw2"), ServerAddress.parse("gw1")),
            one.credential(),
            one.trust(),
            one.carrier());

    assertThat(one.inOrderFor("spin5-01")).isEqualTo(other.inOrderFor("spin5-01"));
    assertThat(one.words()).isEqualTo("gw1:17894, gw2:17894");
    assertThat(one.hosts()).containsExactly("gw1", "gw2");
  }
}
