package org.spinngate.client.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.spinngate.client.ThisMachine;
import org.spinngate.client.alias.AliasWork;
import org.spinngate.client.config.ConnectSettings;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.console.Console;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.net.PortFailure;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.net.Transport;

/**
 * The boards that one process holds, one or several: a session and local ports for each, all on one
 * event loop. What becomes of one is nothing to the others. For the thread of the command.
 */
final class BoardSet implements AutoCloseable {
  private static final long RELEASE_MILLIS = 1_500;

  private final Screen screen;
  private final Consumer<String> readyTo;
  private final ThisMachine machine;
  private final List<WatchedSession> sessions = new ArrayList<>();
  private final boolean waits;
  private final Set<String> toldOfPorts = new HashSet<>();
  private volatile boolean bound;
  private volatile boolean finishing;

  /**
   * Binds the local ports of all, but for those at a board's own address.
   *
   * @param settings of each board, in the user's order; at least one
   * @param screen where to tell about it
   * @param aliases of this process, which are closed with the set
   * @param readyTo takes the lines that scripts wait for
   */
  BoardSet(
      List<? extends ConnectSettings> settings,
      Screen screen,
      AliasWork aliases,
      Consumer<String> readyTo)
      throws PortFailure, SettingsException {
    this.screen = screen;
    this.readyTo = readyTo;
    this.waits = settings.get(0).waits();
    this.machine = new ThisMachine(new ClientSockets(Transport.best()), aliases);
    try {
      aliases.clearLeftovers(line -> screen.console().complain("warning: " + line));
      for (ConnectSettings each : settings) {
        sessions.add(settings.size() == 1 ? alone(each) : oneOfSeveral(each));
      }
      bound = true;
    } finally {
      if (!bound) {
        machine.sockets().close();
        aliases.close();
      }
    }
  }

  private WatchedSession alone(ConnectSettings settings) throws PortFailure, SettingsException {
    return watched(settings, screen.console());
  }

  private WatchedSession oneOfSeveral(ConnectSettings settings)
      throws PortFailure, SettingsException {
    try {
      return watched(settings, screen.console().about(settings.board()));
    } catch (PortFailure e) {
      throw e.of("board " + settings.board());
    }
  }

  private WatchedSession watched(ConnectSettings settings, Console console)
      throws PortFailure, SettingsException {
    return new WatchedSession(
        machine, settings, console, screen.holders(), readyTo, line -> warn(console, line));
  }

  /** What is so for every port of this machine is said of the first. */
  private void warn(Console console, String line) {
    if (bound || toldOfPorts.add(line)) {
      console.complain("warning: " + line);
    }
  }

  /** Each board's, in the user's order. */
  List<WatchedSession> sessions() {
    return sessions;
  }

  /** Begins to connect. */
  void connect() {
    if (sessions.size() > 1) {
      var unused = allReady().whenComplete((all, oneLess) -> tellHowMany());
    }
    new AskingOrder(sessions, waits).begin();
  }

  private void tellHowMany() {
    long ready = sessions.stream().filter(WatchedSession::wasReady).count();
    if (ready == sessions.size()) {
      readyTo.accept("all " + ready + " boards are ready");
    } else if (ready > 0 && !finishing) {
      screen.console().say(ready + " of " + sessions.size() + " boards are ready");
    }
  }

  private CompletableFuture<Void> allReady() {
    return all(sessions.stream().map(session -> session.client().ready()).toList());
  }

  /** All boards are there, or one of them is gone or never will be there. */
  CompletableFuture<?> complete() {
    return CompletableFuture.anyOf(
        allReady().exceptionally(oneLess -> null),
        CompletableFuture.anyOf(endings().toArray(CompletableFuture[]::new)));
  }

  /** One at least is over. */
  boolean lacksOne() {
    return endings().stream().anyMatch(CompletableFuture::isDone);
  }

  /** All are over. */
  CompletableFuture<Void> ended() {
    return all(endings());
  }

  private List<? extends CompletableFuture<?>> endings() {
    return sessions.stream().map(WatchedSession::ended).toList();
  }

  private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
  }

  /**
   * Waits until boots that are under way have left for their boards, if they do so soon.
   *
   * @param interruption ends the waiting
   */
  void letBootsLeave(CompletableFuture<Void> interruption) {
    CompletableFuture<Object> end = CompletableFuture.anyOf(ended(), interruption);
    PendingBoot boot = new PendingBoot(this::bootsOnTheWay, System::nanoTime);
    boot.leave(
        () -> screen.console().say("waiting until the boot has left for the board"),
        millis -> !isDone(end, millis));
  }

  private int bootsOnTheWay() {
    List<CompletableFuture<Integer>> counts =
        sessions.stream()
            .filter(session -> !session.ended().isDone())
            .map(session -> session.client().bootsOnTheWay())
            .toList();
    return counts.stream().mapToInt(CompletableFuture::join).sum();
  }

  private static boolean isDone(CompletableFuture<?> future, long millis) {
    try {
      future.get(millis, TimeUnit.MILLISECONDS);
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

  /**
   * Gives the boards back that are still there, tells how it went, and says what the process should
   * exit with: fine if all boards ended so, and otherwise what the first of them says that did not.
   */
  int finish() {
    release();
    return sessions.stream()
        .map(session -> session.exitCode().join())
        .filter(code -> code != ExitCode.FINE.number())
        .findFirst()
        .orElse(ExitCode.FINE.number());
  }

  /** Returns when the server knows, or has taken too long. */
  private void release() {
    finishing = true;
    sessions.forEach(WatchedSession::letGo);
    isDone(ended(), RELEASE_MILLIS);
    sessions.forEach(WatchedSession::waitNoLonger);
  }

  /** Releases the boards that are still ours, the local ports, and the addresses made for them. */
  @Override
  public void close() {
    release();
    sessions.forEach(session -> session.client().unbind());
    machine.aliases().close();
    machine.sockets().close().awaitUninterruptibly(RELEASE_MILLIS);
  }
}
