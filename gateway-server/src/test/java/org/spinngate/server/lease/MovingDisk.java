package org.spinngate.server.lease;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A journal's file in memory, on a disk that can stand still or be full. */
final class MovingDisk implements JournalFile {
  private final Semaphore moving = new Semaphore(Integer.MAX_VALUE);
  private final List<String> writes = new ArrayList<>();
  private volatile boolean full;
  private String content;

  MovingDisk(String content) {
    this.content = content;
  }

  void standStill() {
    moving.drainPermits();
  }

  /** Whether somebody is about to write. */
  boolean isWaitedFor() {
    return moving.hasQueuedThreads();
  }

  void move() {
    moving.release(Integer.MAX_VALUE - moving.availablePermits());
  }

  void full(boolean it) {
    full = it;
  }

  synchronized String content() {
    return content;
  }

  /** The kinds of what was written, in order. */
  synchronized List<String> writes() {
    return List.copyOf(writes);
  }

  private synchronized void note(String what) throws IOException {
    writes.add(what);
    if (full) {
      throw new IOException("No space left on device");
    }
  }

  private synchronized void become(String text) {
    content = text;
  }

  private synchronized void add(String text) {
    content += text;
  }

  @Override
  public synchronized String read() {
    return content;
  }

  @Override
  public void append(String text) throws IOException {
    moving.acquireUninterruptibly();
    if (full) {
      add(text.substring(0, text.length() / 2));
    }
    note("append");
    add(text);
  }

  @Override
  public void replace(String text) throws IOException {
    moving.acquireUninterruptibly();
    note("replace");
    become(text);
  }

  @Override
  public void close() {}
}
