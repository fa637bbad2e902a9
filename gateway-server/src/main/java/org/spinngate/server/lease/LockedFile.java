package org.spinngate.server.lease;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.spinngate.server.disk.SafeFile;

/**
 * A journal on the disk that no other server has. The lock is on a file beside it, since the
 * journal itself is replaced now and then.
 *
 * <p>Used by one thread at a time.
 */
final class LockedFile implements JournalFile {
  private static final long MOST_BYTES = 16 * 1024 * 1024;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(6);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Path path;
  private final FileChannel lock;
  private FileChannel file;

  /**
   * Opens it, or makes it.
   *
   * @throws IOException if it cannot be opened, or another server uses it
   */
  LockedFile(Path path) throws IOException {
    this.path = path;
    this.lock = SafeFile.open(lockOf(path), CREATE, WRITE);
    try {
      if (!locked(lock)) {
        throw new IOException("another server uses it");
      }
      this.file = SafeFile.open(path, CREATE, READ, WRITE);
      SafeFile.closeToOthers(path);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  static Path lockOf(Path journal) {
    return journal.resolveSibling(journal.getFileName() + ".lock");
  }

  /** A server that is just stopping has the file for a little longer than the port. */
  private static boolean locked(FileChannel lock) throws IOException {
    long begun = System.nanoTime();
    boolean mine = tryLock(lock);
    while (!mine && System.nanoTime() - begun < PATIENCE_NANOS) {
      LockSupport.parkNanos(PAUSE_NANOS);
      mine = tryLock(lock);
    }
    return mine;
  }

  private static boolean tryLock(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public String read() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_BYTES, file.size()));
    while (bytes.hasRemaining() && file.read(bytes) >= 0) {}
    file.position(file.size());
    return new String(bytes.array(), 0, bytes.position(), UTF_8);
  }

  @Override
  public void append(String text) throws IOException {
    SafeFile.write(file, text);
  }

  @Override
  public void replace(String text) throws IOException {
    SafeFile.replace(path, text);
    FileChannel before = file;
    file = SafeFile.open(path, WRITE);
    before.close();
    file.position(file.size());
  }

  @Override
  public void close() throws IOException {
    file.close();
    lock.close();
  }
}
