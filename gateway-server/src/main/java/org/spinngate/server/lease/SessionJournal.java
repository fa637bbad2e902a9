package org.spinngate.server.lease;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.disk.Disk;

/**
 * Which sessions are open, in a file, so that a server that was killed knows it when it comes back.
 * One line for each beginning and end ({@link JournalLine}), which the next start reads; what is
 * over is dropped when the file has grown. If the file cannot be opened, no more than that is lost.
 *
 * <p>Thread-safe, and blocks nobody: {@link JournalLines} keep what is to be written until the
 * {@link Disk} has time for it. A line outlives the process as soon as it is told to be noted; what
 * the file holds at a normal end is complete.
 */
public final class SessionJournal implements Journal, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SessionJournal.class);
  private static final long COMPACT_CHARS = 256 * 1024;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final long STOP_SECONDS = 5;

  private final JournalLines lines;
  private final Optional<Store> store;
  private volatile boolean closed;
  private long chars;
  private long compactBeyond = COMPACT_CHARS;
  private boolean failing;

  /** Where it is written, and by whom. */
  private record Store(JournalFile file, Disk disk) {}

  private SessionJournal(Optional<Store> store, String before, LongSupplier nanoTime) {
    this.store = store;
    this.chars = before.length();
    this.lines = new JournalLines(before, nanoTime);
  }

  /** A journal that forgets. */
  public static SessionJournal none() {
    return new SessionJournal(Optional.empty(), "", System::nanoTime);
  }

  /**
   * Opens the file and reads what an earlier process left there; says in the log if it cannot.
   * Blocks.
   *
   * @param disk writes it from here on
   */
  public static SessionJournal open(Path path, Disk disk) {
    try {
      return of(new LockedFile(path), disk, System::nanoTime);
    } catch (IOException e) {
      LOG.warn(
          "no journal of sessions at {} ({}): after a restart, users will not get their boards"
              + " back first; gateway.restart.journal names a file that can be written",
          path,
          e.getMessage());
      return none();
    }
  }

  static SessionJournal of(JournalFile file, Disk disk, LongSupplier nanoTime) throws IOException {
    return new SessionJournal(Optional.of(new Store(file, disk)), file.read(), nanoTime);
  }

  /** Whether there is a file, and its {@link #lockOf lock} this process's as long as it lives. */
  public boolean isKept() {
    return store.isPresent();
  }

  /** The file beside a journal that is locked; unlike the journal, it is never another one. */
  public static Path lockOf(Path journal) {
    return LockedFile.lockOf(journal);
  }

  /** The sessions that are open, or were when the process before this one ended. */
  public List<JournalEntry> sessions() {
    return lines.sessions();
  }

  /** Has it written on the thread of the disk. Without a file it counts as noted at once. */
  @Override
  public void begun(JournalEntry session, Runnable noted) {
    if (store.isEmpty() || closed) {
      noted.run();
    } else if (lines.begun(session, noted)) {
      store.get().disk.execute(this::write);
    }
  }

  @Override
  public void ended(SessionId id, CloseCause cause) {
    boolean matters = store.isPresent() && !closed && cause != CloseCause.STOPPING;
    if (matters && lines.ended(id)) {
      store.get().disk.execute(this::write);
    }
  }

  private void write() {
    if (closed) {
      return;
    }
    JournalLines.Batch batch = lines.take(failing || chars > compactBeyond);
    try {
      write(batch);
      lines.written();
      if (failing) {
        LOG.info("the journal of sessions is written again");
      }
      failing = false;
    } catch (IOException e) {
      failed(e);
    }
    batch.noted().forEach(Runnable::run);
  }

  private void write(JournalLines.Batch batch) throws IOException {
    JournalFile file = store.orElseThrow().file;
    if (batch.whole()) {
      file.replace(batch.text());
      chars = batch.text().length();
      compactBeyond = Math.max(COMPACT_CHARS, 2 * chars);
    } else {
      file.append(batch.text());
      chars += batch.text().length();
    }
  }

  private void failed(IOException why) {
    if (!failing) {
      LOG.warn("the journal of sessions cannot be written at present: {}", why.getMessage());
    }
    failing = true;
    if (lines.failed()) {
      store.orElseThrow().disk.later(this::write, RETRY);
    }
  }

  /** Writes what is still to be written and lets go of the file; takes a few seconds at most. */
  @Override
  public void close() {
    if (store.isPresent() && !closed) {
      CountDownLatch done = new CountDownLatch(1);
      store.get().disk.execute(() -> finish(done));
      await(done);
    }
  }

  private void finish(CountDownLatch done) {
    write();
    closed = true;
    try {
      store.orElseThrow().file.close();
    } catch (IOException e) {
      LOG.debug("journal: {}", e.toString());
    }
    done.countDown();
  }

  private static void await(CountDownLatch done) {
    try {
      if (!done.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the journal of sessions is not complete: the disk takes nothing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
