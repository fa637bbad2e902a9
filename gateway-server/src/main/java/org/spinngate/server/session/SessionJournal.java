package org.spinngate.server.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.CloseCause;

/**
 * Which sessions are open, in a file, so that a server that was killed knows it when it comes back.
 * One line for each beginning and end ({@link JournalLine}), which the next start reads; what is
 * over is dropped when the file has grown. A file that cannot be had costs no more than that.
 *
 * <p>Thread-safe. A line is a write to the operating system's memory, made at once: it outlives the
 * process, not the machine.
 */
public final class SessionJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SessionJournal.class);
  private static final long MOST_BYTES = 16 * 1024 * 1024;
  private static final long COMPACT_BYTES = 256 * 1024;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(6);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Map<SessionId, Remembered> open = new LinkedHashMap<>();
  private @Nullable FileChannel file;
  private boolean failing;
  private long compactBeyond = COMPACT_BYTES;

  private SessionJournal(@Nullable FileChannel file) {
    this.file = file;
  }

  /** A journal that forgets. */
  public static SessionJournal none() {
    return new SessionJournal(null);
  }

  /** Opens the file and reads what an earlier process left there; says in the log if it cannot. */
  public static SessionJournal open(Path path) {
    try {
      FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!locked(file)) {
        file.close();
        throw new IOException("another server uses it");
      }
      SessionJournal journal = new SessionJournal(file);
      journal.read(file);
      return journal;
    } catch (IOException e) {
      LOG.warn(
          "no journal of sessions at {} ({}): after a restart, users will not get their boards"
              + " back first; gateway.restart.journal names a file that can be written",
          path,
          e.getMessage());
      return none();
    }
  }

  /** A server that is just stopping has the file for a little longer than the port. */
  private static boolean locked(FileChannel file) throws IOException {
    long begun = System.nanoTime();
    boolean mine = tryLock(file);
    while (!mine && System.nanoTime() - begun < PATIENCE_NANOS) {
      LockSupport.parkNanos(PAUSE_NANOS);
      mine = tryLock(file);
    }
    return mine;
  }

  private static boolean tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void read(FileChannel source) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, source.size()));
    while (bytes.hasRemaining() && source.read(bytes) >= 0) {}
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    text.lines().forEach(line -> JournalLine.read(line, open));
    source.position(source.size());
    if (!text.isEmpty() && !text.endsWith("\n")) {
      // A full disk has cut the last line; the next one must not be lost with it.
      append(source, "\n");
    }
  }

  /** The sessions that are open, or were when the process before this one ended. */
  synchronized List<Remembered> sessions() {
    return List.copyOf(open.values());
  }

  synchronized void begun(Remembered session) {
    open.put(session.id(), session);
    write(JournalLine.begun(session));
  }

  /** The session is over, unless only the server stops: then its client will be back. */
  synchronized void ended(SessionId id, CloseCause cause) {
    if (cause != CloseCause.STOPPING && open.remove(id) != null) {
      write(JournalLine.ended(id));
    }
  }

  private void write(String line) {
    FileChannel target = file;
    if (target == null) {
      return;
    }
    try {
      if (failing || target.position() > compactBeyond) {
        compact(target);
      } else {
        append(target, line);
      }
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("the journal of sessions cannot be written at present: {}", e.getMessage());
      }
      failing = true;
    }
  }

  /** Whoever is open has one line again; the file grows with the sessions and not with time. */
  private void compact(FileChannel target) throws IOException {
    StringBuilder all = new StringBuilder();
    open.values().forEach(session -> all.append(JournalLine.begun(session)));
    target.truncate(0);
    append(target, all.toString());
    compactBeyond = Math.max(COMPACT_BYTES, 2 * target.position());
  }

  private static void append(FileChannel target, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      target.write(bytes);
    }
  }

  @Override
  public synchronized void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        LOG.debug("journal: {}", e.toString());
      }
      file = null;
    }
  }
}
