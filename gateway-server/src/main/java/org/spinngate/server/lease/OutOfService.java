package org.spinngate.server.lease;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.disk.Disk;
import org.spinngate.server.disk.StateFile;

/**
 * A file that knows which boards the operator has taken out of service, so that a restart does not
 * give a broken board to the next user.
 *
 * <pre>
 *  name TAB reason LF, for each
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class OutOfService {
  private static final Logger LOG = LoggerFactory.getLogger(OutOfService.class);
  private static final long PATIENCE_SECONDS = 3;

  private final Path file;
  private final StateFile kept;

  /**
   * @param file need not exist
   * @param disk writes it
   */
  public OutOfService(Path file, Disk disk) {
    this.file = file;
    this.kept = new StateFile(disk, file, "a restart will forget which boards are out of service");
  }

  /** Takes those boards out of service that were so when the file was written. */
  public synchronized void restore(BoardDirectory boards) {
    if (Files.notExists(file)) {
      return;
    }
    try {
      Files.readAllLines(file, UTF_8).forEach(line -> restore(boards, line));
    } catch (IOException e) {
      LOG.warn("cannot read which boards are out of service: {}", e.toString());
    }
  }

  private static void restore(BoardDirectory boards, String line) {
    String[] parts = line.split("\t", 2);
    if (parts.length == 2) {
      boards.find(parts[0]).ifPresent(board -> disable(board, parts[1]));
    }
  }

  private static void disable(Board board, String reason) {
    LOG.info("board {} is still out of service: {}", board.name(), reason);
    board.disable(reason);
  }

  /**
   * Notes which boards are out of service now. Waits a moment for the disk, since who is told that
   * a board is out of service relies on it; a disk that stands still is not waited for.
   */
  public void save(Collection<Board> boards) {
    try {
      keep(boards).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn("the disk takes nothing; a restart now would forget what was changed of {}", file);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Notes that none is, since that is known elsewhere. Does not wait. */
  public void forget() {
    if (Files.exists(file)) {
      var unused = keep(List.of());
    }
  }

  /** Under one lock, so that of two changes the later one is written last. */
  private synchronized Future<Boolean> keep(Collection<Board> boards) {
    return kept.keep(
        boards.stream()
            .flatMap(board -> board.disabled().map(reason -> line(board, reason)).stream())
            .collect(Collectors.joining()));
  }

  private static String line(Board board, String reason) {
    return board.name() + "\t" + reason.replaceAll("\\p{Cntrl}+", " ") + "\n";
  }
}
