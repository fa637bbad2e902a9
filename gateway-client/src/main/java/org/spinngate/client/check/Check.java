package org.spinngate.client.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.spinngate.client.KeeperFactory;
import org.spinngate.client.alias.AliasWork;
import org.spinngate.client.config.CheckSettings;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.dial.Dialler;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.path.MachineLoad;
import org.spinngate.client.path.PathObserver;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;

/**
 * Goes through everything that a session needs, step by step, and stops where going on makes no
 * sense. Each wait has an end: two seconds in all if the server is near, ten with a board, and less
 * than a minute in the worst case. Blocks the caller.
 */
public final class Check {
  private static final Duration VISIT = Duration.ofSeconds(25);

  private final CheckSettings settings;
  private final Surroundings surroundings;
  private final AliasWork aliases;
  private final CheckPatience patience;
  private final List<Finding> findings = new ArrayList<>();
  private PathMeasures path = PathMeasures.NONE;
  private Optional<String> software = Optional.empty();
  private Optional<BoardTrial.Tried.Held> asked = Optional.empty();

  /**
   * What a check tells, and by whom it is told the end.
   *
   * @param progress told what comes next
   * @param warnings told what works but is unwise
   * @param holders says who has a board
   * @param interruption completed when the user wants the end
   */
  public record Surroundings(
      Consumer<String> progress,
      Consumer<String> warnings,
      Function<Holder, String> holders,
      CompletableFuture<Void> interruption) {}

  /**
   * @param settings what would be used for a session
   * @param aliases knows whether a board could have its own address here
   */
  public Check(CheckSettings settings, Surroundings surroundings, AliasWork aliases) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.aliases = aliases;
    this.patience = new CheckPatience(surroundings.interruption(), System::nanoTime);
  }

  /**
   * Checks. Call once.
   *
   * @param hold whether the named board may be taken for a few seconds if it is free
   * @throws SettingsException if what the user trusts cannot be read
   * @throws InterruptedException if the user wants the end
   */
  public CheckReport run(boolean hold) throws SettingsException, InterruptedException {
    MachineLoad.present().warning().ifPresent(surroundings.warnings());
    surroundings.progress().accept("looking for " + settings.access().words());
    Finding name = new NameStep(KeeperFactory.names(), patience).look(settings.access().hosts());
    findings.add(name);
    Optional<Visited.Inside> inside = name.isBad() ? skipVisit() : visit();
    Finding board =
        inside.isPresent() ? board(inside.get(), hold) : ServerSteps.skipped(Step.BOARD);
    findings.add(
        inside.isPresent()
            ? new PathStep(path, settings.access().carrier()).find()
            : ServerSteps.skipped(Step.PATH));
    findings.add(new PortsStep(settings.local()).look());
    findings.add(board);
    findings.add(ownAddress());
    return new CheckReport(
        findings,
        ToolRules.of(
            findings, settings.local(), path, software, asked.flatMap(BoardTrial.Tried.Held::tags)),
        path,
        software);
  }

  private Optional<Visited.Inside> skipVisit() {
    findings.addAll(ServerSteps.skipped());
    return Optional.empty();
  }

  private Optional<Visited.Inside> visit() throws SettingsException, InterruptedException {
    surroundings.progress().accept("connecting to the server, and measuring the way for 2 s");
    ClientSockets sockets = new ClientSockets(Transport.best());
    try {
      Dialler dialler =
          new KeeperFactory(
                  sockets,
                  surroundings.warnings(),
                  new PathObserver(System::nanoTime),
                  Timing.of(System::nanoTime))
              .dialler(settings.access(), settings.board().orElse(""));
      return seen(go(sockets, dialler));
    } finally {
      sockets.close().awaitUninterruptibly();
    }
  }

  private ServerVisit.Seen go(ClientSockets sockets, Dialler dialler) throws InterruptedException {
    CompletableFuture<ServerVisit.Seen> visit =
        CompletableFuture.supplyAsync(() -> ServerVisit.go(dialler), sockets.loop())
            .thenCompose(result -> result);
    try {
      return patience
          .answer(visit, VISIT)
          .orElseGet(
              () ->
                  ServerVisit.Seen.nowhere(
                      new Ending.Unreachable(
                          settings.access().words() + " does not come to an end within 25 s")));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a visit that failed", e.getCause());
    }
  }

  private Optional<Visited.Inside> seen(ServerVisit.Seen seen) {
    findings.addAll(new ServerSteps(settings.access(), seen).all());
    if (seen.visited() instanceof Visited.Inside inside) {
      path = inside.path();
      return Optional.of(inside);
    }
    return Optional.empty();
  }

  private Finding board(Visited.Inside inside, boolean hold)
      throws SettingsException, InterruptedException {
    if (settings.board().isEmpty()) {
      return BoardStep.unnamed(inside.boards().size());
    }
    String name = settings.board().get();
    Optional<Boards.Entry> entry =
        inside.boards().stream().filter(one -> one.name().equals(name)).findFirst();
    BoardStep step = new BoardStep(name, entry, surroundings.holders());
    software = step.software();
    Optional<Finding> obstacle = step.obstacle();
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    return hold ? held(name, step) : step.listed();
  }

  private Finding ownAddress() {
    OwnAddressStep step =
        new OwnAddressStep(aliases, settings.access().hosts(), settings.local().asBoard());
    return asked.map(held -> step.asked(held.told())).orElseGet(step::unasked);
  }

  private Finding held(String name, BoardStep step) throws SettingsException, InterruptedException {
    surroundings.progress().accept("asking board " + name + ", and measuring the way for 3 s");
    BoardTrial.Tried tried =
        new BoardTrial(settings.access(), surroundings.warnings(), patience).hold(name);
    if (tried instanceof BoardTrial.Tried.Refused refused) {
      return BoardStep.refused(refused.ending());
    }
    BoardTrial.Tried.Held held = (BoardTrial.Tried.Held) tried;
    asked = Optional.of(held);
    path = PathStep.joined(path, held.way(), held.answers());
    software = held.answers().software().or(() -> software);
    return step.answered(held.answers());
  }
}
