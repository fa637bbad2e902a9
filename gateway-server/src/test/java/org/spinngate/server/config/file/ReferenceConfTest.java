package org.spinngate.server.config.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The defaults are the manual, so they leave nothing out. */
class ReferenceConfTest {

  private static String text() throws IOException {
    try (InputStream stream = ReferenceConfTest.class.getResourceAsStream("/reference.conf")) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  private static Stream<Map.Entry<String, ConfigValue>> leaves(String path, ConfigObject object) {
    return object.entrySet().stream()
        .flatMap(
            entry -> {
              String key = path + "." + entry.getKey();
              boolean block = entry.getValue() instanceof ConfigObject child && !child.isEmpty();
              return block
                  ? leaves(key, (ConfigObject) entry.getValue())
                  : Stream.of(Map.entry(key, entry.getValue()));
            });
  }

  @Test
  void everyOptionSaysItsUnitItsDefaultAndWhetherItIsReloadable() throws IOException {
    Config reference = ConfigFactory.parseString(text());

    List<Map.Entry<String, ConfigValue>> leaves =
        leaves("gateway", reference.getObject("gateway")).toList();

    assertThat(leaves).hasSizeGreaterThan(40);
    assertThat(leaves)
        .allSatisfy(
            leaf ->
                assertThat(String.join(" ", leaf.getValue().origin().comments()))
                    .as(leaf.getKey())
                    .contains("Unit: ")
                    .contains("Default: ")
                    .containsPattern("Reloadable: (yes|no)"));
  }

  @Test
  void theOptionsOfBoardsAndUsersWithoutDefaultAreThereToo() throws IOException {
    assertThat(text().lines().map(line -> line.replaceAll("^[ #]+", "")))
        .anyMatch(line -> line.startsWith("host = "))
        .anyMatch(line -> line.startsWith("tokens = "))
        .anyMatch(line -> line.startsWith("boards = "))
        .anyMatch(line -> line.startsWith("expires = "));
  }
}
