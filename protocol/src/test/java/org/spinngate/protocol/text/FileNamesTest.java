package org.spinngate.protocol.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** As in a process that a locale has told of ASCII only. */
@EnabledOnOs(OS.LINUX)
class FileNamesTest {
  private static final String NAME = "Jörg & 100 % 木#?.token";

  private final FileNames names = new FileNames(false);

  @TempDir private Path folder;

  @Test
  void aNameBeyondAsciiIsItsBytesInUtf8() {
    Path file = names.path("/home/" + NAME);

    assertThat(file.toUri().getRawPath())
        .isEqualTo("/home/J%C3%B6rg%20&%20100%20%25%20%E6%9C%A8%23%3F.token");
  }

  @Test
  void itIsFoundFromAFolderAndFromTheWorkingDirectory() throws Exception {
    Path file = names.resolve(folder, NAME);
    Files.writeString(file, "content", UTF_8);
    Path working = Path.of("").toAbsolutePath();

    assertThat(names.resolve(folder.resolve("none"), folder + "/" + NAME)).isEqualTo(file);
    assertThat(names.path(working.relativize(file).toString())).hasContent("content");
  }

  @Test
  void aPlainNameIsTheSystemsOwnAffair() {
    assertThat(names.path("a b/../c%20d")).isEqualTo(Path.of("a b/../c%20d"));
    assertThat(names.resolve(folder, "c")).isEqualTo(folder.resolve("c"));
    assertThat(new FileNames(true).path(NAME)).isEqualTo(Path.of(NAME));
  }
}
