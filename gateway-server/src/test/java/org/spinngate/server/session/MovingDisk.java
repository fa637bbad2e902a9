package org.spinngate.server.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A journal's file in memory, on a disk that can stand still or be full. */
final class MovingDisk implements JournalFile {
  private final Semaphore moving = new Semaphore(Integer.MAX_VALUE);
  private final List<String> writes = new ArrayList<>();
  private volatile boolean full;
  private volatile String content;

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

  String content() {
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

  @Override
  public String read() {
    return content;
  }

  @Override
  public void append(String text) throws IOException {
    moving.acquireUninterruptibly();
    if (full) {
      content += text.substring(0, text.length() / 2);
    }
    note("append");
    content += text;
  }

  @Override
  public void replace(String text) throws IOException {
    moving.acquireUninterruptibly();
    note("replace");
    content = text;
  }

  @Override
  public void close() {}
}
