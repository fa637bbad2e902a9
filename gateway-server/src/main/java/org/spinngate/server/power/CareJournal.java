package org.spinngate.server.power;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.server.disk.Disk;
import org.spinngate.server.disk.StateFile;

/**
 * A file that knows which boards were used, are off, or are being power-cycled, so that a process
 * that was killed in the midst of it leaves no board off, and no board dirty, for the next user.
 *
 * <pre>
 *  name TAB word LF, for each
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class CareJournal {
  private static final Logger LOG = LoggerFactory.getLogger(CareJournal.class);

  /** A disk that stands still must not keep boards off. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Optional<StateFile> file;
  private final Map<String, Entry> notes = new TreeMap<>();

  /**
   * @param author who has noted it; null for an earlier process
   */
  private record Entry(CareNote note, @Nullable Object author) {}

  private CareJournal(Optional<StateFile> file) {
    this.file = file;
  }

  /** One that forgets. */
  public static CareJournal none() {
    return new CareJournal(Optional.empty());
  }

  /**
   * Reads what an earlier process left. Blocks.
   *
   * @param path need not exist
   * @param disk writes it
   */
  public static CareJournal open(Path path, Disk disk) {
    String loss = "a restart will forget which boards must be power-cycled";
    CareJournal journal = new CareJournal(Optional.of(new StateFile(disk, path, loss)));
    journal.read(path);
    return journal;
  }

  private synchronized void read(Path path) {
    if (Files.notExists(path)) {
      return;
    }
    try {
      for (String line : Files.readAllLines(path, UTF_8)) {
        String[] parts = line.split("\t", 2);
        CareNote.of(parts[parts.length - 1])
            .ifPresent(note -> notes.put(parts[0], new Entry(note, null)));
      }
    } catch (IOException e) {
      LOG.warn("cannot read which boards must be power-cycled: {}", e.toString());
    }
  }

  /** What was noted of a board last, by this process or an earlier one. */
  synchronized Optional<CareNote> of(String board) {
    return Optional.ofNullable(notes.get(board)).map(Entry::note);
  }

  /**
   * Notes something of a board, or that there is nothing to know.
   *
   * @param author who looks after the board
   * @return completes, on any thread, when the next process would know it, or the disk takes
   *     nothing
   */
  synchronized CompletionStage<Void> note(String board, Object author, Optional<CareNote> note) {
    Optional<CareNote> before = of(board);
    note.ifPresentOrElse(
        word -> notes.put(board, new Entry(word, author)), () -> notes.remove(board));
    return before.equals(note) || file.isEmpty()
        ? CompletableFuture.completedStage(null)
        : written(file.get());
  }

  /** A board has another name now; another board may have got its former one. */
  synchronized void forget(String former, Object author) {
    Entry last = notes.get(former);
    if (last != null && (last.author == null || last.author == author)) {
      var unused = note(former, author, Optional.empty());
    }
  }

  private CompletionStage<Void> written(StateFile kept) {
    String content =
        notes.entrySet().stream()
            .map(entry -> entry.getKey() + "\t" + entry.getValue().note.word() + "\n")
            .collect(Collectors.joining());
    return kept.keep(content)
        .copy()
        .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .thenAccept(done -> {});
  }
}
