package org.spinngate.server.power;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.spinngate.protocol.repeat.Breakdown;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.config.power.Argv;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.server.power.PowerSwitch.Power;

/**
 * Runs the operator's commands, a few at once; more of them wait.
 *
 * <p>None begins while this gateway may not speak to boards, nor for a board that it has lost since
 * the command was wanted: another gateway may have given it to a user.
 *
 * <p>Thread-safe. One that runs when this is closed goes on to its end.
 */
final class Commands implements Care.CommandRunner, AutoCloseable {
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
  private record Pair(Care.CommandRunner commands, PowerSource.Commands source)
      implements PowerSwitch {
    @Override
    public CompletionStage<Void> turn(
        Power to, Occasion occasion, Duration timeout, BooleanSupplier ours) {
      return commands.run(to == Power.ON ? source.on() : source.off(), occasion, timeout, ours);
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
  public CompletionStage<Void> run(
      Argv argv, Occasion occasion, Duration timeout, BooleanSupplier ours) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (argv.isNothing()) {
      done.complete(null);
    } else {
      begin(new CommandRun(argv, occasion, timeout), ours, done);
    }
    return done;
  }

  private void begin(CommandRun run, BooleanSupplier ours, CompletableFuture<Void> done) {
    try {
      threads.execute(() -> run(run, ours, done));
    } catch (RejectedExecutionException e) {
      done.completeExceptionally(new PowerFailure("the server is stopping"));
    }
  }

  private void run(CommandRun run, BooleanSupplier ours, CompletableFuture<Void> done) {
    try {
      // In this order: who is fenced, and joins again, has lost the board before that.
      if (!tenure.holds()) {
        throw new PowerFailure("this gateway cannot be sure at present that the board is its own");
      }
      if (!ours.getAsBoolean()) {
        throw PowerFailure.lost();
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
