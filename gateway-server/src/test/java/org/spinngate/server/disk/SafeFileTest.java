package org.spinngate.server.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file has its old content or the new one, for its owner only. */
class SafeFileTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("kept");
  }

  private Path fresh() {
    return folder.resolve("kept.new");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void theNewContentTakesThePlaceOfTheOldForItsOwnerOnly() throws IOException {
    Files.writeString(file(), "old");

    SafeFile.replace(file(), "new");

    assertThat(file()).hasContent("new");
    assertThat(permissions(file())).isEqualTo("rw-------");
    assertThat(fresh()).doesNotExist();
  }

  @Test
  void whatAProcessLeftThatWasKilledInTheMidstOfItIsNoObstacle() throws IOException {
    Files.writeString(file(), "old");
    Files.writeString(fresh(), "ne");

    SafeFile.replace(file(), "new");

    assertThat(file()).hasContent("new");
  }

  @Test
  void aLinkInTheWayIsNotFollowed() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "precious");
    Files.createSymbolicLink(fresh(), precious);
    Files.createSymbolicLink(file(), precious);

    SafeFile.replace(file(), "new");

    assertThat(precious).hasContent("precious");
    assertThat(Files.isSymbolicLink(file())).isFalse();
    assertThat(file()).hasContent("new");
  }

  @Test
  void aLinkIsNotOpened() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "precious");
    Files.createSymbolicLink(file(), precious);

    assertThatThrownBy(() -> SafeFile.open(file(), CREATE, WRITE)).isInstanceOf(IOException.class);
    assertThat(precious).hasContent("precious");
  }

  @Test
  void aFileThatIsMadeIsItsOwnersOnly() throws IOException {
    try (FileChannel channel = SafeFile.open(file(), CREATE, WRITE)) {
      SafeFile.write(channel, "mine");
    }

    assertThat(file()).hasContent("mine");
    assertThat(permissions(file())).isEqualTo("rw-------");
  }

  @Test
  void ifItCannotBeWrittenTheOldContentStaysAndNothingElse() throws IOException {
    Path target = Files.createDirectory(file());
    Files.writeString(target.resolve("inside"), "old");

    assertThatThrownBy(() -> SafeFile.replace(file(), "new")).isInstanceOf(IOException.class);

    assertThat(target.resolve("inside")).hasContent("old");
    assertThat(fresh()).doesNotExist();
  }
}
