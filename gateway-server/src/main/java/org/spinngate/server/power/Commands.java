package org.spinngate.server.power;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.spinngate.protocol.repeat.Breakdown;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.config.power.Argv;
import org.spinngate.server.config.power.PowerSource;

/**
 * Runs the operator's commands, a few at once; more of them wait.
 *
 * <p>None begins while this gateway may not speak to boards: another may have the board.
 *
 * <p>Thread-safe. One that runs when this is closed goes on to its end.
 */
final class Commands implements CommandRunner, AutoCloseable {
  private static final int AT_ONCE = 8;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_ONCE, new DefaultThreadFactory("command", true));

  private final Tenure tenure;

  /**
   * @param tenure whether anything may be done to a board
   */
  Commands(Tenure tenure) {
    this.tenure = tenure;
  }

  /** Two commands of the operator's. */
  private record Pair(CommandRunner commands, PowerSource.Commands source) implements PowerSwitch {
    @Override
    public CompletionStage<Void> turn(Power to, Occasion occasion, Duration timeout) {
      return commands.run(to == Power.ON ? source.on() : source.off(), occasion, timeout);
    }

    @Override
    public String words() {
      return "commands";
    }
  }

  /** A board is switched by these. */
  PowerSwitch switchBy(PowerSource.Commands source) {
    return new Pair(this, source);
  }

  @Override
  public CompletionStage<Void> run(Argv argv, Occasion occasion, Duration timeout) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (argv.isNothing()) {
      done.complete(null);
    } else {
      begin(new CommandRun(argv, occasion, timeout), done);
    }
    return done;
  }

  private void begin(CommandRun run, CompletableFuture<Void> done) {
    try {
      threads.execute(() -> run(run, done));
    } catch (RejectedExecutionException e) {
      done.completeExceptionally(new PowerFailure("the server is stopping"));
    }
  }

  private void run(CommandRun run, CompletableFuture<Void> done) {
    try {
      if (!tenure.holds()) {
        throw new PowerFailure("this gateway cannot be sure at present that the board is its own");
      }
      run.run();
      done.complete(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done.completeExceptionally(new PowerFailure("the server is stopping"));
    } catch (Throwable fault) {
      Breakdown.endProcessIf(fault);
      done.completeExceptionally(fault);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
