package org.spinngate.server.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.server.config.GatewayConfig;

/**
 * Names and comments are the text that was written, also where HOCON would take it for something
 * else.
 */
class TextTest {
  private static final String HASH = "sha256:" + "0123456789abcdef".repeat(4);

  @TempDir static Path folder;

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(folder.resolve("tls"));
  }

  private static GatewayConfig config(String text) throws InvalidConfiguration {
    return ConfigReader.parse(text, folder.resolve("server.conf")).config();
  }

  private static Path file(String text, Charset charset) throws IOException {
    return Files.writeString(folder.resolve("server.conf"), text, charset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.10", "007", "1e3", "0.50", "1.10-b", "true"})
  void aNameThatLooksLikeANumberIsTheTextAsWritten(String name) throws InvalidConfiguration {
    GatewayConfig config =
        config(
            """
            gateway {
              boards { "%1$s" { simulated = true, comment = %1$s } }
              users { "%1$s" { tokens = ["%2$s"], boards = [%1$s] } }
              legacy { board = %1$s, clients { "10.0.0.7" = %1$s } }
            }
            """
                .formatted(name, HASH));

    assertThat(config.boards()).containsOnlyKeys(name);
    assertThat(config.boards().get(name).comment()).isEqualTo(name);
    assertThat(config.users()).containsOnlyKeys(name);
    assertThat(config.users().get(name).boardPatterns()).containsExactly(name);
    assertThat(config.legacy().board()).contains(name);
    assertThat(config.legacy().clients()).containsValue(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"007", "1e3", "12345678901234567890"})
  void soIsOneWithoutQuotesInFrontOfItsBlock(String name) throws InvalidConfiguration {
    assertThat(config("gateway.boards { " + name + " { simulated = true } }").boards())
        .containsOnlyKeys(name);
  }

  @Test
  void aNameWithADotIsNoNameWithoutQuotes() {
    assertThatThrownBy(() -> config("gateway.boards { 1.10 { simulated = true } }"))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("\"1.10\"");
  }

  @Test
  void aMarkInFrontAndOtherEndsOfLinesAreNoPartOfTheText() throws Exception {
    String text = "\uFEFFgateway.boards {\r\n  a { simulated = true, comment = \"x\" }\r\n}\r\n";

    GatewayConfig config = ConfigReader.read(file(text, StandardCharsets.UTF_8));

    assertThat(config.boards().get("a").comment()).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource({"UTF-16", "ISO-8859-1"})
  void anotherEncodingIsNamedAndNotGuessed(Charset charset) throws IOException {
    Path file = file("gateway.boards.a { simulated = true, comment = \"Köln\" }", charset);

    assertThatThrownBy(() -> ConfigReader.read(file))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("is not text in UTF-8");
  }
}
