package org.spinngate.endtoend.soak;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Standard error as a pipe whose reader stands still now and then, as a paused {@code less} does:
 * who writes meanwhile waits. Counts the lines.
 */
final class StandardError extends OutputStream {
  private final PrintStream real;
  private final AtomicLong lines = new AtomicLong();
  private boolean unread;

  private StandardError(PrintStream real) {
    this.real = real;
  }

  /** Takes the place of this process's; before anything is logged. */
  static StandardError install() {
    StandardError pipe = new StandardError(System.err);
    System.setErr(new PrintStream(pipe, true, StandardCharsets.UTF_8));
    return pipe;
  }

  /** Whether the reader stands still from here on. */
  synchronized void unread(boolean wanted) {
    unread = wanted;
    notifyAll();
  }

  /** How many lines have been read so far. */
  long lines() {
    return lines.get();
  }

  @Override
  public void write(int character) throws IOException {
    write(new byte[] {(byte) character}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    awaitReader();
    for (int at = offset; at < offset + length; at++) {
      if (bytes[at] == '\n') {
        lines.incrementAndGet();
      }
    }
    real.write(bytes, offset, length);
  }

  private synchronized void awaitReader() throws IOException {
    try {
      while (unread) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
