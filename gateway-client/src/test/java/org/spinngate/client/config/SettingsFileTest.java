package org.spinngate.client.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value is the text that was written, also where HOCON would take it for something else. */
class SettingsFileTest {
  @TempDir Path folder;
  private final Problems problems = new Problems();

  private Map<Setting, Given> read(String text, Charset charset) throws IOException {
    Path file = Files.writeString(folder.resolve("client.conf"), text, charset);
    return new SettingsFile(file, problems).read();
  }

  private Map<Setting, Given> read(String text) throws IOException {
    return read(text, StandardCharsets.UTF_8);
  }

  @Test
  void aValueWithAColonAndNoQuotesIsToldInOneLine() throws IOException {
    read("user = alice\npin = sha256:00\n");

    assertThatThrownBy(problems::throwIfAny)
        .hasMessageContaining("client.conf:2: ")
        .hasMessageEndingWith("(a value with ':' needs double quotes)");
  }

  @Test
  void whatIsMissingIsNotToldIfTheFileCannotBeRead() throws IOException {
    read("user = {");
    problems.missing("no server: give --server");
    problems.usage("--scp-port: not a port");

    assertThatThrownBy(problems::throwIfAny)
        .hasMessageContaining("client.conf:")
        .hasMessageContaining("--scp-port")
        .hasMessageNotContaining("no server");
  }

  @ParameterizedTest
  @CsvSource({
    "1.10, 1.10",
    "007, 007",
    "1e3, 1e3",
    "0.50, 0.50",
    "00, 00",
    "-0, -0",
    "12345678901234567890123, 12345678901234567890123",
    "1.10-b, 1.10-b",
    "1.10 b, 1.10 b",
    "true, true",
    "yes, yes",
    "'\"1.10\"', 1.10",
    "1.10 # a comment, 1.10"
  })
  void aNameThatLooksLikeANumberIsTheTextAsWritten(String written, String text) throws IOException {
    assertThat(read("board = " + written).get(Setting.BOARD).text()).isEqualTo(text);
    assertThat(read("user = " + written).get(Setting.USER).text()).isEqualTo(text);
  }

  @Test
  void soIsOneThatAnotherLineRefersTo() throws IOException {
    assertThat(read("board = 1.10\nuser = ${board}").get(Setting.USER).text()).isEqualTo("1.10");
  }

  @Test
  void whatAnEditorAddsIsNoPartOfTheText() throws Exception {
    Map<Setting, Given> values = read("\uFEFFboard = spin5-03\r\nuser = alice\r\n");

    assertThat(values.get(Setting.BOARD).text()).isEqualTo("spin5-03");
    assertThat(values.get(Setting.USER).text()).isEqualTo("alice");
    problems.throwIfAny();
  }

  @ParameterizedTest
  @CsvSource({"UTF-16", "ISO-8859-1"})
  void anotherEncodingIsNamedAndNotGuessed(Charset charset) throws IOException {
    assertThat(read("user = jörg", charset)).isEmpty();

    assertThatThrownBy(problems::throwIfAny)
        .hasMessageContaining("client.conf: is not text in UTF");
  }
}
