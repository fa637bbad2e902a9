package org.spinngate.server.power;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.CareMemory;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
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
public final class CareJournal implements CareMemory {
  private static final Logger LOG = LoggerFactory.getLogger(CareJournal.class);

  /** A disk that stands still must not keep boards off. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Optional<StateFile> file;
  private final Map<String, Entry> notes = new TreeMap<>();

  /**
   * @param author who has noted it; null for an earlier process
   */
  private record Entry(Note note, @Nullable Object author) {}

  /** A word in the file: what matters most. */
  private enum Note {
    /** It is being power-cycled, and may be off. */
    CYCLING,
    /** It is off until somebody wants it. */
    OFF,
    /** Somebody has had it since it was switched on. */
    USED;

    CareState state() {
      return switch (this) {
        case CYCLING -> new CareState(false, Supply.CYCLING);
        case OFF -> new CareState(false, Supply.OFF);
        case USED -> new CareState(true, Supply.ON);
      };
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Note> of(String word) {
      return Stream.of(values()).filter(note -> note.word().equals(word)).findFirst();
    }

    static Optional<Note> of(CareState state) {
      return switch (state.supply()) {
        case CYCLING -> Optional.of(CYCLING);
        case OFF -> Optional.of(OFF);
        case ON -> state.used() ? Optional.of(USED) : Optional.empty();
      };
    }
  }

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
        Note.of(parts[parts.length - 1])
            .ifPresent(note -> notes.put(parts[0], new Entry(note, null)));
      }
    } catch (IOException e) {
      LOG.warn("cannot read which boards must be power-cycled: {}", e.toString());
    }
  }

  @Override
  public synchronized CareState of(Board board) {
    return Optional.ofNullable(notes.get(board.name()))
        .map(entry -> entry.note.state())
        .orElse(CareState.CLEAN);
  }

  /** Completes as well when the disk takes nothing. */
  @Override
  public CompletionStage<Void> note(Board board, Object author, CareState state) {
    return note(board.name(), author, Note.of(state));
  }

  private synchronized CompletionStage<Void> note(
      String board, @Nullable Object author, Optional<Note> note) {
    Optional<Note> before = Optional.ofNullable(notes.get(board)).map(Entry::note);
    note.ifPresentOrElse(
        word -> notes.put(board, new Entry(word, author)), () -> notes.remove(board));
    return before.equals(note) || file.isEmpty()
        ? CompletableFuture.completedStage(null)
        : written(file.get());
  }

  @Override
  public CompletionStage<Void> noteUse(Board board, Object author, CareState state) {
    var unused = note(board, author, state);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public synchronized void forget(String former, Object author) {
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
