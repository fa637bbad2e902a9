package org.spinngate.client.config;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens as editors, shells and people save them. */
class TokenFileTest {
  @TempDir Path folder;

  private Path file(byte... content) throws IOException {
    return Files.write(folder.resolve("token"), content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sEcr3t-_x",
        "sEcr3t-_x\n",
        "sEcr3t-_x\r\n",
        "sEcr3t-_x \t\r\n\r\n",
        "\r\n  sEcr3t-_x",
        "\uFEFFsEcr3t-_x\r\n",
        "\uFEFF\nsEcr3t-_x"
      })
  void whatStandsAroundATokenIsNoPartOfIt(String content) throws IOException {
    assertThat(TokenFile.read(file(content.getBytes(UTF_8)))).isEqualTo("sEcr3t-_x");
  }

  @Test
  void theFileOfAShellThatWritesUtf16IsUnderstood() throws IOException {
    String content = "\uFEFFsEcr3t-_x\r\n";

    assertThat(TokenFile.read(file(content.getBytes(UTF_16LE)))).isEqualTo("sEcr3t-_x");
    assertThat(TokenFile.read(file(content.getBytes(UTF_16BE)))).isEqualTo("sEcr3t-_x");
  }

  @Test
  void aTokenMayHaveLettersOfAnyLanguage() throws IOException {
    assertThat(TokenFile.read(file("pässwörter\n".getBytes(UTF_8)))).isEqualTo("pässwörter");
  }

  static List<Arguments> noTokens() {
    return List.of(
        arguments("", "is empty"),
        arguments("\uFEFF", "is empty"),
        arguments("\uFEFF\r\n", "is empty"),
        arguments("one\ntwo", "more than one word"),
        arguments("one\u00a0two", "more than one word"),
        arguments("one\u200btwo", "cannot be seen"),
        arguments("one\uFEFFtwo", "cannot be seen"),
        arguments("one\u0007two", "cannot be seen"),
        arguments("-----BEGIN PRIVATE KEY-----", "more than one word"));
  }

  @ParameterizedTest
  @MethodSource("noTokens")
  void whatCannotBeATokenNeverReachesTheServer(String content, String words) throws IOException {
    Path file = file(content.getBytes(UTF_8));

    assertThatThrownBy(() -> TokenFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(words)
        .hasMessageNotContaining("two");
  }

  @Test
  void neitherDoUtf16WithoutAMarkAndNonsense() throws IOException {
    Path utf16 = file("secret\n".getBytes(UTF_16LE));
    assertThatThrownBy(() -> TokenFile.read(utf16)).hasMessageContaining("cannot be seen");

    Path nonsense = file((byte) 0xFF, (byte) 0xFF, (byte) 0x20);
    assertThatThrownBy(() -> TokenFile.read(nonsense)).hasMessageContaining("is not text");
  }

  @Test
  void theHashIsNotTheToken() throws IOException {
    Path file = file(("sha256:" + "0aF".repeat(21) + "0").getBytes(UTF_8));

    assertThatThrownBy(() -> TokenFile.read(file)).hasMessageContaining("the hash");
  }

  @Test
  void aDirectoryIsNamedAsSuch() {
    assertThatThrownBy(() -> TokenFile.read(folder))
        .hasMessage("token file " + folder + " is a directory");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceWithoutAnEndIsTooLong() {
    assertThatThrownBy(() -> TokenFile.read(Path.of("/dev/zero")))
        .hasMessage("token file /dev/zero is too long to hold a token");
  }
}
