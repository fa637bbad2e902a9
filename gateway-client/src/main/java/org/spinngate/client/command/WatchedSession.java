package org.spinngate.client.command;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.spinngate.client.GatewayClient;
import org.spinngate.client.config.ConnectSettings;
import org.spinngate.client.config.LegacyServer;
import org.spinngate.client.config.LegacyServerSettings;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.console.ClosingLine;
import org.spinngate.client.console.Console;
import org.spinngate.client.console.EndingWords;
import org.spinngate.client.console.LegacyLimits;
import org.spinngate.client.console.ReadyLine;
import org.spinngate.client.console.SessionReport;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.local.PortFailure;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Timing;

/** A session that a person watches: from the first line to the last. */
final class WatchedSession implements AutoCloseable {
  private static final long NEVER = -1;

  private final ConnectSettings settings;
  private final Screen screen;
  private final GatewayClient client;
  private final AtomicLong readyAt = new AtomicLong(NEVER);

  /**
   * Binds the local ports.
   *
   * @param settings what the user wants
   * @param screen where to tell about it
   * @param readyTo takes the line that scripts wait for
   */
  WatchedSession(ConnectSettings settings, Screen screen, Consumer<String> readyTo)
      throws PortFailure, SettingsException {
    this.settings = settings;
    this.screen = screen;
    Console console = screen.console();
    SessionReport report =
        new SessionReport(
            console,
            settings.board(),
            screen.holders(),
            opened -> ready(opened, readyTo),
            System::nanoTime);
    this.client =
        GatewayClient.bind(
            settings,
            report,
            warning -> console.complain("warning: " + warning),
            Timing.of(System::nanoTime));
  }

  /** Begins to connect. */
  void connect() {
    if (settings instanceof LegacyServerSettings legacy) {
      LegacyServer server = legacy.server();
      LegacyLimits.of(server.toString(), server.scpViaTcp(), server.bootViaTcp())
          .forEach(screen.console()::say);
    }
    client.connect();
  }

  private void ready(Opened opened, Consumer<String> readyTo) {
    readyAt.compareAndSet(NEVER, System.nanoTime());
    ReadyLine line = new ReadyLine(settings.local().bind(), client.scpPort(), client.bootPort());
    readyTo.accept(isLegacy() ? line.ofLegacy(settings.board()) : line.of(opened));
  }

  private boolean isLegacy() {
    return settings instanceof LegacyServerSettings;
  }

  GatewayClient client() {
    return client;
  }

  CompletableFuture<Ending> ended() {
    return client.ended();
  }

  /**
   * Waits until a boot that is under way has left for the board, if it does so soon.
   *
   * @param interruption ends the waiting
   */
  void letBootLeave(CompletableFuture<Void> interruption) {
    CompletableFuture<Object> end = CompletableFuture.anyOf(ended(), interruption);
    PendingBoot boot = new PendingBoot(() -> client.bootsOnTheWay().join(), System::nanoTime);
    boot.leave(
        () -> screen.console().say("waiting until the boot has left for the board"),
        millis -> !ended(end, millis));
  }

  private static boolean ended(CompletableFuture<?> end, long millis) {
    try {
      end.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Gives the board back, tells how it went, and says what the process should exit with. */
  int finish() {
    boolean overAlready = ended().isDone();
    // Whose end the server has not told is told to it, if it is there.
    boolean told = isLegacy() || overAlready || client.isUp();
    Ending ending = overAlready ? ended().join() : client.release();
    if (ending.exitCode() != ExitCode.FINE) {
      screen
          .console()
          .complain(
              new EndingWords(screen.holders()).of(ending, settings.board(), settings.waits()));
    }
    if (readyAt.get() != NEVER) {
      Duration time = Duration.ofNanos(System.nanoTime() - readyAt.get());
      screen.console().say(ClosingLine.of(settings.board(), time, client.traffic().join(), told));
    }
    return ending.exitCode().number();
  }

  @Override
  public void close() {
    client.close();
  }
}
