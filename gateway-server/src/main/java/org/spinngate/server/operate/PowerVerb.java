package org.spinngate.server.operate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Holder;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.report.Json;

/** Switches the power of a board that nobody has, and waits until that is done. */
final class PowerVerb extends ReasonedVerb {
  private static final Logger LOG = LoggerFactory.getLogger(PowerVerb.class);
  static final String NO_WAIT = "--no-wait";

  /** So that there is always a thread left for a kick. */
  static final int MOST_AT_ONCE = 8;

  /** Longer than what is under way and a cycle together may take. */
  private static final long LONGEST_MINUTES = 60;

  /** Longer than the loop of power needs to look at an order. */
  private static final long ACCEPTED_SECONDS = 30;

  private final PowerOrder order;
  private final BoardByName boards;
  private final Operations.PowerControl power;
  private final Semaphore places;

  /**
   * @param places shared by the verbs that wait for boards
   */
  PowerVerb(PowerOrder order, BoardByName boards, Operations.PowerControl power, Semaphore places) {
    super("power-" + order.label());
    this.order = order;
    this.boards = boards;
    this.power = power;
    this.places = places;
  }

  @Override
  public Set<String> flags() {
    return Set.of(NO_WAIT);
  }

  @Override
  public boolean tellsBeforeItKnows() {
    return true;
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    arguments.reason();
    Board board = boards.find(arguments);
    refuseIfHeld(board);
    return arguments.has(NO_WAIT) ? begin(arguments, board) : await(arguments, board, progress);
  }

  private static void refuseIfHeld(Board board) throws VerbRefusal {
    Optional<Holder> holder = board.lease().holder();
    if (board.lease().held()) {
      String who = holder.map(Holder::user).orElse("somebody");
      throw held("board " + board.name() + " is in use by " + who);
    }
  }

  private static VerbRefusal held(String words) {
    return new VerbRefusal(
        ExitCode.BOARD_BUSY, words + "; end the session first (sessions, kick), then try again");
  }

  private VerbAnswer begin(Arguments arguments, Board board) throws VerbRefusal {
    PowerOutcome known = firstOf(board);
    if (isUntold(known)) {
      return untold(arguments, board, known);
    }
    if (!known.isDone()) {
      throw refusal(known);
    }
    return VerbAnswer.done(
        arguments,
        "board " + board.name() + " will be " + order.done() + "; the command boards shows it",
        fields(board));
  }

  private Map<String, @Nullable Object> fields(Board board) {
    return VerbAnswer.fields("board", board.name(), "power", order.label());
  }

  private static boolean isUntold(PowerOutcome outcome) {
    return outcome.result() == PowerOutcome.Result.UNTOLD;
  }

  /** It is done, but not as well as it should be. */
  private VerbAnswer untold(Arguments arguments, Board board, PowerOutcome outcome) {
    String text = arguments.json() ? Json.of(fields(board)) : outcome.words();
    return new VerbAnswer(ExitCode.UNREACHABLE, text);
  }

  /** What it comes to at once; done, if it has begun or waits for what is under way. */
  private PowerOutcome firstOf(Board board) {
    PowerOutcome begun = new PowerOutcome(PowerOutcome.Result.DONE, "");
    CompletableFuture<PowerOutcome> news = new CompletableFuture<>();
    CompletableFuture<PowerOutcome> outcome =
        power.order(board, order, words -> news.complete(begun)).toCompletableFuture();
    var unused = outcome.thenAccept(how -> LOG.info("power {}: {}", order.label(), how.words()));
    return outcome.isDone()
        ? outcome.join()
        : outcome
            .applyToEither(news, first -> first)
            .completeOnTimeout(begun, ACCEPTED_SECONDS, TimeUnit.SECONDS)
            .join();
  }

  private VerbAnswer await(Arguments arguments, Board board, Consumer<String> progress)
      throws VerbRefusal {
    if (!places.tryAcquire()) {
      throw new VerbRefusal(
          ExitCode.UNREACHABLE,
          MOST_AT_ONCE + " commands wait for boards already; use " + NO_WAIT + ", or wait");
    }
    try {
      PowerOutcome outcome = outcome(board, progress);
      if (isUntold(outcome)) {
        return untold(arguments, board, outcome);
      }
      if (!outcome.isDone()) {
        throw refusal(outcome);
      }
      return VerbAnswer.done(arguments, outcome.words(), fields(board));
    } finally {
      places.release();
    }
  }

  private PowerOutcome outcome(Board board, Consumer<String> progress) throws VerbRefusal {
    try {
      return power
          .order(board, order, progress)
          .toCompletableFuture()
          .get(LONGEST_MINUTES, TimeUnit.MINUTES);
    } catch (TimeoutException e) {
      throw new VerbRefusal(
          ExitCode.BOARD_BUSY, "it is still not done after " + LONGEST_MINUTES + " minutes");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VerbRefusal(ExitCode.UNREACHABLE, "the server is stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static VerbRefusal refusal(PowerOutcome outcome) {
    return switch (outcome.result()) {
      case NO_POWER ->
          new VerbRefusal(
              ExitCode.CONFIGURATION,
              outcome.words() + ": its block in the configuration has no 'power'");
      case HELD -> held(outcome.words());
      case STOPPING -> new VerbRefusal(ExitCode.UNREACHABLE, outcome.words());
      default -> new VerbRefusal(ExitCode.BOARD_BUSY, outcome.words());
    };
  }
}
