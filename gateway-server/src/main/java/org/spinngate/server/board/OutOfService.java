package org.spinngate.server.board;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private final Path file;

  /** Need not exist. */
  public OutOfService(Path file) {
    this.file = file;
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

  /** Notes which boards are out of service now. */
  public synchronized void save(Collection<Board> boards) {
    List<String> lines =
        boards.stream()
            .flatMap(board -> board.disabled().map(reason -> line(board, reason)).stream())
            .toList();
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(fresh, lines, UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("a restart will forget which boards are out of service: {}", e.toString());
    }
  }

  private static String line(Board board, String reason) {
    return board.name() + "\t" + reason.replaceAll("\\p{Cntrl}+", " ");
  }
}
