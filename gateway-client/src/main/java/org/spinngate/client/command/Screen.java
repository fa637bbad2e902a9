package org.spinngate.client.command;

import java.io.PrintStream;
import java.time.Duration;
import org.spinngate.client.console.Console;
import org.spinngate.client.console.HolderWords;
import org.spinngate.protocol.spool.Spool;

/**
 * A console with a thread of its own, so that nobody waits for a slow terminal. Lines beyond a
 * thousand that wait are lost; a line says how many.
 */
final class Screen implements AutoCloseable {
  private static final int MOST_LINES = 1_000;
  private static final Duration LAST_LINES = Duration.ofMillis(500);

  private final Spool<Runnable> spool;
  private final Console console;
  private final HolderWords holders;

  Screen(Environment environment) {
    this.spool = new Spool<>("console", new Lines(environment.err()));
    Spool<Runnable>.Share lines = spool.share(MOST_LINES);
    this.console =
        new Console(
            environment.out(),
            environment.err(),
            environment.terminal(),
            line -> lines.offer(line, 1));
    this.holders = new HolderWords(environment.clock());
  }

  /** Each line prints itself. */
  private record Lines(PrintStream err) implements Spool.Output<Runnable> {
    @Override
    public void put(Runnable line) {
      line.run();
    }

    @Override
    public void lost(long count) {
      err.println("gateway-client: " + count + " lines were lost while they were not read");
    }
  }

  Console console() {
    return console;
  }

  HolderWords holders() {
    return holders;
  }

  /** Waits a little for what is still to be printed. */
  @Override
  public void close() {
    spool.close(LAST_LINES);
  }
}
