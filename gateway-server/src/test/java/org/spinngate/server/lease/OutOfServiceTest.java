package org.spinngate.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.disk.Disk;

/** A board that is out of service stays so through a restart. */
class OutOfServiceTest {
  @TempDir private Path folder;
  private final Disk disk = new Disk();

  @AfterEach
  void close() {
    disk.close();
  }

  private static BoardDirectory boards() {
    return new BoardDirectory(List.of(board("ant"), board("bee")));
  }

  private static Board board(String name) {
    InetSocketAddress address = new InetSocketAddress("127.0.0.2", 1);
    return new Board(
        name,
        new Board.Addresses(address, address),
        false,
        new Board.Handling(Duration.ZERO, 8, true),
        "");
  }

  private OutOfService file() {
    return new OutOfService(folder.resolve("out-of-service"), disk);
  }

  @Test
  void whatWasSavedIsRestoredWithItsReason() {
    BoardDirectory before = boards();
    before.find("bee").orElseThrow().disable("no power\nsince Monday");
    file().save(before.all());

    BoardDirectory after = boards();
    file().restore(after);

    assertThat(after.find("bee").orElseThrow().disabled()).contains("no power since Monday");
    assertThat(after.find("ant").orElseThrow().disabled()).isEmpty();
  }

  @Test
  void aBoardThatIsBackInServiceIsForgotten() {
    BoardDirectory before = boards();
    before.find("bee").orElseThrow().disable("x");
    file().save(before.all());
    before.find("bee").orElseThrow().enable();
    file().save(before.all());

    BoardDirectory after = boards();
    file().restore(after);

    assertThat(after.all()).allMatch(board -> board.disabled().isEmpty());
  }

  @Test
  void aFileThatIsAbsentOrStrangeOrOfOtherBoardsChangesNothing() throws Exception {
    file().restore(boards());
    Files.writeString(folder.resolve("out-of-service"), "wasp\tgone\nbee\n\n\t\t\n");

    BoardDirectory after = boards();
    file().restore(after);

    assertThat(after.all()).allMatch(board -> board.disabled().isEmpty());
  }

  @Test
  void aFolderThatIsNotThereCostsALineInTheLogOnly() {
    new OutOfService(folder.resolve("absent/file"), disk).save(boards().all());

    assertThat(folder.resolve("absent")).doesNotExist();
  }
}
