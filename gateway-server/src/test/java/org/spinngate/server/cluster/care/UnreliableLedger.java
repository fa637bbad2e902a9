package org.spinngate.server.cluster.care;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerListener;
import org.spinngate.server.ledger.LedgerUnsure;
import org.spinngate.server.testing.TestLoop;

/**
 * A bad way to a ledger, as bad as the contract of {@link Ledger} allows: what is asked arrives
 * late, or twice, or never, and so does what is answered.
 *
 * <pre>
 *  question ─▶ late ─▶ made ─▶ made once more: a refusal ─▶ late ─▶ answer
 *               └─▶ lost        └─▶ lost                       5 s ─▶ unsure
 * </pre>
 *
 * <p>Nothing overtakes what was asked before it. Confined to the test's loop.
 */
final class UnreliableLedger implements Ledger {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LATEST_MILLIS = 6_000;

  private final TestLoop time;
  private final Ledger ledger;
  private final SplittableRandom random;
  private final List<CompletableFuture<?>> waiting = new ArrayList<>();
  private int session;
  private boolean reached = true;
  private boolean bad = true;
  private long arrivalNanos;

  /**
   * @param ledger does what arrives, on the same loop
   */
  UnreliableLedger(TestLoop time, Ledger ledger, SplittableRandom random) {
    this.time = time;
    this.ledger = ledger;
    this.random = random;
    this.arrivalNanos = time.nanoTime();
  }

  /** The session is lost: whatever is on its way never arrives, and nothing does for a while. */
  void loseSession() {
    session++;
    reached = false;
    List.copyOf(waiting).forEach(this::unsure);
    waiting.clear();
  }

  /** There is another session. */
  void reach() {
    reached = true;
  }

  /** From now on nothing is lost, or late. */
  void mend() {
    reached = true;
    bad = false;
  }

  @Override
  public CompletionStage<Void> transact(List<LedgerChange> changes) {
    return ask(() -> ledger.transact(changes));
  }

  @Override
  public CompletionStage<Optional<LedgerEntry>> read(String key) {
    return ask(() -> ledger.read(key));
  }

  @Override
  public CompletionStage<List<LedgerEntry>> readBelow(String key) {
    return ask(() -> ledger.readBelow(key));
  }

  private <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    waiting.add(answer);
    in(reached ? PATIENCE.toNanos() : 0, () -> unsure(answer));
    if (reached && !happens(8)) {
      int asked = session;
      arrivalNanos = Math.max(arrivalNanos, time.nanoTime() + delayNanos());
      in(
          arrivalNanos - time.nanoTime(),
          () -> {
            if (asked == session) {
              arrive(question, answer);
            }
          });
    }
    return answer.minimalCompletionStage();
  }

  private <T> void arrive(Supplier<CompletionStage<T>> question, CompletableFuture<T> answer) {
    CompletionStage<T> once = question.get();
    CompletionStage<T> done = happens(8) ? question.get() : once;
    if (!happens(8)) {
      done.whenComplete(
          (value, fault) ->
              in(
                  delayNanos(),
                  () -> {
                    if (fault == null) {
                      answer.complete(value);
                    } else {
                      answer.completeExceptionally(fault);
                    }
                  }));
    }
  }

  private void unsure(CompletableFuture<?> answer) {
    answer.completeExceptionally(new LedgerUnsure("the way is bad"));
  }

  private boolean happens(int oneIn) {
    return bad && random.nextInt(oneIn) == 0;
  }

  private long delayNanos() {
    int most = happens(6) ? LATEST_MILLIS : 30;
    return TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(most));
  }

  private void in(long nanos, Runnable task) {
    var unused = time.loop().schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public Optional<LedgerEntry> find(String key) {
    return ledger.find(key);
  }

  @Override
  public List<LedgerEntry> below(String key) {
    return ledger.below(key);
  }

  @Override
  public void listen(LedgerListener listener) {
    ledger.listen(listener);
  }

  @Override
  public boolean connected() {
    return reached;
  }

  @Override
  public void close() {
    ledger.close();
  }
}
