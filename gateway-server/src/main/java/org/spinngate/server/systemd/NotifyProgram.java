package org.spinngate.server.systemd;

import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends by the program that comes with systemd, where our own sockets cannot: without Netty's
 * native library. That costs a process for each time, and the unit must have NotifyAccess=all.
 *
 * <p>Confined to its thread, which waits for the program.
 */
final class NotifyProgram implements NotifySocket {
  private static final Logger LOG = LoggerFactory.getLogger(NotifyProgram.class);
  private static final int PATIENCE_SECONDS = 2;

  private final String program;
  private final EventExecutorGroup thread =
      new DefaultEventExecutorGroup(1, new DefaultThreadFactory("systemd", true));
  private boolean missing;

  /**
   * @param program usually {@code systemd-notify}
   */
  NotifyProgram(String program) {
    this.program = program;
  }

  @Override
  public void send(String assignments) {
    if (missing) {
      return;
    }
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(assignments.split("\n", -1)));
    try {
      run(command);
    } catch (IOException e) {
      missing = true;
      LOG.warn("systemd is told nothing, and may end this process: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.debug("{} takes long", command);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  @Override
  public EventExecutorGroup threads() {
    return thread;
  }
}
