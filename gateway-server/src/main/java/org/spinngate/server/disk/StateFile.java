package org.spinngate.server.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that has the latest content that it was given, as soon as the disk takes it: of several
 * contents that wait only the last is written, and one that cannot be written is tried again.
 *
 * <p>Thread-safe.
 */
public final class StateFile {
  private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Disk disk;
  private final Path path;
  private final String loss;
  private @Nullable String latest;
  private CompletableFuture<Boolean> written = new CompletableFuture<>();
  private boolean due;
  private boolean failing;

  /**
   * @param loss what it means that the file cannot be written, for the log
   */
  public StateFile(Disk disk, Path path, String loss) {
    this.disk = disk;
    this.path = path;
    this.loss = loss;
  }

  /**
   * Has this content from now on.
   *
   * @return completes when the disk has it, with false if it cannot be written at present
   */
  public synchronized CompletableFuture<Boolean> keep(String content) {
    latest = content;
    if (!due) {
      due = true;
      disk.execute(this::write);
    }
    return written;
  }

  private void write() {
    String content;
    CompletableFuture<Boolean> told;
    synchronized (this) {
      content = latest;
      told = written;
      written = new CompletableFuture<>();
      due = false;
    }
    if (content != null) {
      told.complete(written(content));
    }
  }

  private boolean written(String content) {
    try {
      SafeFile.replace(path, content);
      if (failing) {
        LOG.info("{} is written again", path);
      }
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("{}: cannot write {} at present: {}", loss, path, e.toString());
      }
      failing = true;
      retry();
    }
    return !failing;
  }

  private synchronized void retry() {
    if (!due) {
      due = true;
      disk.later(this::write, RETRY);
    }
  }
}
