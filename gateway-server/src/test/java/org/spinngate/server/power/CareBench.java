package org.spinngate.server.power;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.CareMemory;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.config.power.Argv;
import org.spinngate.server.config.power.HookSettings;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.config.power.PowerSettings;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.server.config.power.PowerTimes;
import org.spinngate.server.config.power.Upkeep;
import org.spinngate.server.lease.BoardHooks;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.lease.SessionIdentity;
import org.spinngate.server.power.PowerSwitch.Power;
import org.spinngate.server.testing.TestLoop;

/** A board that is looked after on a test's time, and who comes and goes. */
final class CareBench {
  static final PowerTimes TIMES =
      new PowerTimes(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10));
  static final Duration CYCLE = Duration.ofSeconds(36);
  static final Argv BEFORE = new Argv(List.of("/before"));
  static final Argv AFTER = new Argv(List.of("/after"));

  final TestLoop time = new TestLoop();
  final Board board =
      new Board(
          "ant",
          new Board.Addresses(
              new InetSocketAddress("127.0.0.2", 17893), new InetSocketAddress("127.0.0.2", 54321)),
          false,
          new Board.Handling(true, Duration.ofMillis(10), 8, true),
          "");
  final List<String> done = new ArrayList<>();
  final List<String> news = new ArrayList<>();
  private Optional<String> fault = Optional.empty();
  private Optional<String> hookFault = Optional.empty();
  private CareMemory memory = CareJournal.none();
  private Caretaker caretaker;
  private Optional<CompletableFuture<Void>> held = Optional.empty();
  private int sessions;

  /** Whether it is this gateway that serves the board. */
  boolean isHome = true;

  /** Whether it gives its boards to others. */
  boolean isRetreating;

  private Optional<Refusal> objection = Optional.empty();
  private final List<GuestStay> present = new ArrayList<>();

  /** Switching fails from now on, for this reason. */
  void breakSwitch(String why) {
    fault = Optional.of(why);
  }

  /** Commands fail from now on, for this reason. */
  void breakCommands(String why) {
    hookFault = Optional.of(why);
  }

  void mend() {
    fault = Optional.empty();
    hookFault = Optional.empty();
  }

  /** The caretaker of a process that finds this. */
  void look(PowerPolicy policy, CareMemory before) {
    memory = before;
    look(policy);
  }

  /** Begins to look after the board. */
  void look(PowerPolicy policy) {
    look(policy, HookSettings.NONE);
  }

  void look(PowerPolicy policy, HookSettings hooks) {
    Upkeep upkeep =
        new Upkeep(
            Optional.of(
                new PowerSettings(
                    new PowerSource.Bmp(new InetSocketAddress("127.0.0.3", 1), 0, false),
                    policy,
                    TIMES)),
            hooks);
    look(new Care(upkeep, Optional.of(new FakeSwitch()), this::run));
  }

  void lookAtHooksOnly(HookSettings hooks, CareMemory before) {
    memory = before;
    lookAtHooksOnly(hooks);
  }

  /** Begins to look after a board whose power nobody can switch. */
  void lookAtHooksOnly(HookSettings hooks) {
    look(new Care(new Upkeep(Optional.empty(), hooks), Optional.empty(), this::run));
  }

  private void look(Care care) {
    caretaker = new Caretaker(time.loop(), tenure(), memory, board, care);
    caretaker.start(present);
    time.run();
  }

  private Tenure tenure() {
    return new Tenure() {
      @Override
      public boolean holds() {
        return true;
      }

      @Override
      public boolean serves(Board any) {
        return isHome;
      }

      @Override
      public boolean retreats() {
        return isRetreating;
      }
    };
  }

  /** Notes what it is to do, and does it unless it is broken. */
  private final class FakeSwitch implements PowerSwitch {
    @Override
    public CompletionStage<Void> turn(
        Power to, Occasion occasion, Duration timeout, BooleanSupplier ours) {
      done.add(to + " " + occasion.user() + " " + occasion.cause());
      return outcome(fault);
    }

    @Override
    public String words() {
      return "a switch";
    }
  }

  private CompletionStage<Void> run(
      Argv argv, Occasion occasion, Duration timeout, BooleanSupplier ours) {
    if (!argv.isNothing()) {
      done.add(argv.words().get(0) + " " + occasion.user() + " " + occasion.cause());
    }
    if (!argv.isNothing() && held.isPresent()) {
      return held.get().copy();
    }
    return argv.isNothing() ? outcome(Optional.empty()) : outcome(hookFault);
  }

  /** Commands that begin now do not end. */
  void holdCommands() {
    held = Optional.of(new CompletableFuture<>());
  }

  void letCommandsEnd() {
    CompletableFuture<Void> ended = held.orElseThrow();
    held = Optional.empty();
    ended.complete(null);
    time.run();
  }

  /** The board was another gateway's, which has left it so. */
  void taken(CareState state) {
    caretaker.taken(state);
    time.run();
  }

  /** The operator gives the board back to users. */
  void enable() {
    board.enable();
    caretaker.serviceChanged();
    time.run();
  }

  /** The operator takes the board out of service. */
  void disable(String reason) {
    board.disable(reason);
    caretaker.serviceChanged();
    time.run();
  }

  /** Users may not have the board from now on. */
  void object(Refusal why) {
    objection = Optional.of(why);
  }

  /** An operator wants its power switched. */
  CompletableFuture<PowerOutcome> order(PowerOrder what) {
    return order(what, Optional.empty());
  }

  CompletableFuture<PowerOutcome> order(PowerOrder what, Optional<String> account) {
    CompletableFuture<PowerOutcome> outcome = new CompletableFuture<>();
    String who = account.orElse("operator");
    caretaker.ordered(
        new Order(what, account, () -> objection, words -> news.add(who + ": " + words), outcome));
    time.run();
    return outcome;
  }

  /** The server ends. */
  void end() {
    caretaker.end();
  }

  private static CompletionStage<Void> outcome(Optional<String> fault) {
    return fault
        .map(words -> CompletableFuture.<Void>failedFuture(new PowerFailure(words)))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  GuestStay arrive(String user) {
    return arrive(user, false);
  }

  /** Has the board before it is looked after. */
  void alreadyHas(String user) {
    present.add(stay(user, false));
  }

  private GuestStay stay(String user, boolean returns) {
    SessionIdentity session =
        new SessionIdentity(
            new SessionId(++sessions), new ResumeToken(1, sessions), time.instant());
    return new GuestStay(
        new BoardHooks.Guest(session, user, returns, words -> news.add(user + ": " + words)),
        (gone, cause) -> caretaker.left(gone, cause));
  }

  GuestStay arrive(String user, boolean returns) {
    GuestStay stay = stay(user, returns);
    caretaker.arrived(stay);
    time.run();
    return stay;
  }

  void leave(GuestStay stay) {
    stay.end(CloseCause.RELEASED);
    time.run();
  }

  /** The session goes on at another gateway. */
  void handOver(GuestStay stay) {
    if (isReady(stay)) {
      stay.begun();
    }
    refuse(stay);
  }

  /** The gateway stops before the session has begun. */
  void refuse(GuestStay stay) {
    stay.end(CloseCause.STOPPING);
    time.run();
  }

  static Optional<Refusal> answer(GuestStay stay) {
    return stay.ready().toCompletableFuture().join();
  }

  static boolean isReady(GuestStay stay) {
    return stay.ready().toCompletableFuture().isDone() && answer(stay).isEmpty();
  }

  BoardState state() {
    return board.status().state();
  }
}
