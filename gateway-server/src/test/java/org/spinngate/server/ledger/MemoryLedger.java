package org.spinngate.server.ledger;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One gateway's way to a {@link MemoryEngine}, which a test can cut or clog, on either side:
 *
 * <pre>
 *  transact, read ──▶ {@link #holdRequests} ──▶ engine ──▶ {@link #holdAnswers} ──▶ stages, copy, listeners
 *                     unsure: not made                   unsure: made
 * </pre>
 *
 * <p>Thread-safe. What a test does to the way takes effect after what was asked before, on the
 * thread that also calls listeners and completes stages: wait for {@link #connected} where it
 * matters.
 */
public final class MemoryLedger implements Ledger {
  private final MemoryEngine engine;
  private final Executor executor;
  private final Optional<ExecutorService> own;
  private final ThreadLocal<Boolean> here = ThreadLocal.withInitial(() -> false);
  private final MemoryCopy copy = new MemoryCopy();
  private final Queue<Held> requests = new ArrayDeque<>();
  private final Queue<Held> answers = new ArrayDeque<>();
  private boolean requestsHeld;
  private boolean answersHeld;
  private boolean cut = true;
  private boolean closed;

  /** Something that is on its way: goes on, or never arrives. */
  private record Held(Runnable arrive, Runnable lose) {}

  MemoryLedger(MemoryEngine engine) {
    this(engine, Executors.newSingleThreadExecutor(MemoryLedger::thread), true);
  }

  MemoryLedger(MemoryEngine engine, Executor executor) {
    this(engine, executor, false);
  }

  private MemoryLedger(MemoryEngine engine, Executor executor, boolean own) {
    this.engine = engine;
    this.executor = executor;
    this.own = own ? Optional.of((ExecutorService) executor) : Optional.empty();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "memory-ledger");
    thread.setDaemon(true);
    return thread;
  }

  /** From now on requests go no further than the beginning of the way. */
  public void holdRequests() {
    run(() -> requestsHeld = true);
  }

  /** From now on the engine does what it is asked, and nobody hears of it. */
  public void holdAnswers() {
    run(() -> answersHeld = true);
  }

  /** All that was held goes on, in its order, and nothing is held any more. */
  public void release() {
    run(
        () -> {
          requestsHeld = false;
          answersHeld = false;
          drain(answers, Held::arrive);
          drain(requests, Held::arrive);
        });
  }

  /** Who waits hears that it is unsure, as after 5 s; what is held stays on its way. */
  public void giveUp() {
    run(
        () -> {
          requests.forEach(held -> held.lose().run());
          answers.forEach(held -> held.lose().run());
        });
  }

  /** The way is gone, with everything on it. */
  public void cut() {
    run(
        () -> {
          cut = true;
          loseAll();
        });
  }

  /** There is a way again. */
  public void mend() {
    run(
        () -> {
          cut = false;
          follow();
        });
  }

  void lose() {
    run(this::loseAll);
  }

  void reach() {
    run(this::follow);
  }

  void hear(MemoryEngine.News news) {
    run(() -> back(new Held(() -> copy.hear(news), () -> {})));
  }

  /** Whether it will be done; not after the end. */
  private boolean run(Runnable task) {
    try {
      executor.execute(
          () -> {
            here.set(true);
            task.run();
            here.remove();
          });
      return true;
    } catch (RejectedExecutionException closedBefore) {
      return false;
    }
  }

  @Override
  public CompletionStage<Void> transact(List<LedgerChange> changes) {
    return ask(
        () -> {
          engine.make(changes);
          return null;
        });
  }

  @Override
  public CompletionStage<Optional<LedgerEntry>> read(String key) {
    return ask(() -> engine.read(key));
  }

  @Override
  public CompletionStage<List<LedgerEntry>> readBelow(String key) {
    return ask(() -> engine.readBelow(key));
  }

  private <T> CompletionStage<T> ask(Callable<T> question) {
    CompletableFuture<T> stage = new CompletableFuture<>();
    Runnable lose = () -> stage.completeExceptionally(new LedgerUnsure("the way is cut"));
    if (!run(() -> send(new Held(() -> carry(question, stage), lose)))) {
      lose.run();
    }
    return stage.minimalCompletionStage();
  }

  private void send(Held request) {
    if (!copy.whole()) {
      request.lose().run();
    } else if (requestsHeld) {
      requests.add(request);
    } else {
      request.arrive().run();
    }
  }

  private <T> void carry(Callable<T> question, CompletableFuture<T> stage) {
    Runnable lose = () -> stage.completeExceptionally(new LedgerUnsure("the way was cut"));
    try {
      T answer = question.call();
      back(new Held(() -> stage.complete(answer), lose));
    } catch (Exception refused) {
      back(new Held(() -> stage.completeExceptionally(refused), lose));
    }
  }

  private void back(Held answer) {
    if (!copy.whole()) {
      answer.lose().run();
    } else if (answersHeld) {
      answers.add(answer);
    } else {
      answer.arrive().run();
    }
  }

  private void follow() {
    if (cut || closed) {
      return;
    }
    try {
      copy.follow(engine.snapshot());
    } catch (LedgerUnsure stopped) {
      loseAll();
    }
  }

  private void loseAll() {
    copy.reached(false);
    drain(requests, Held::lose);
    drain(answers, Held::lose);
  }

  private static void drain(Queue<Held> queue, Function<Held, Runnable> end) {
    for (Held held = queue.poll(); held != null; held = queue.poll()) {
      end.apply(held).run();
    }
  }

  @Override
  public Optional<LedgerEntry> find(String key) {
    return copy.find(key);
  }

  @Override
  public List<LedgerEntry> below(String key) {
    return copy.below(key);
  }

  @Override
  public void listen(LedgerListener listener) {
    run(() -> copy.listen(listener));
  }

  @Override
  public boolean connected() {
    return copy.whole();
  }

  @Override
  public void close() {
    engine.leave(this);
    run(
        () -> {
          closed = true;
          loseAll();
        });
    own.ifPresent(this::end);
  }

  private void end(ExecutorService thread) {
    thread.shutdown();
    try {
      if (!here.get()) {
        thread.awaitTermination(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
