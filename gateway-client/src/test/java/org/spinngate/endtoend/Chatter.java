package org.spinngate.endtoend;

import java.util.concurrent.CompletableFuture;
import org.spinngate.endtoend.tools.HostTool;
import org.spinngate.endtoend.tools.Outcome;

/** A tool that reads again and again, until it is stopped or sees an error. */
final class Chatter implements AutoCloseable {
  private static final int BYTES = 1024;

  private final HostTool tool;
  private final CompletableFuture<Outcome> over;
  private volatile boolean stopped;

  Chatter(HostTool tool, int address) {
    this.tool = tool;
    this.over =
        CompletableFuture.supplyAsync(
            () -> talk(address), task -> new Thread(task, "chatter").start());
  }

  private Outcome talk(int address) {
    Outcome latest;
    do {
      latest = tool.read(address, BYTES);
    } while (!stopped && latest.error().isEmpty());
    return latest;
  }

  /** What its last reading came to. */
  Outcome stop() {
    stopped = true;
    return over.join();
  }

  @Override
  public void close() {
    stop();
    tool.close();
  }
}
