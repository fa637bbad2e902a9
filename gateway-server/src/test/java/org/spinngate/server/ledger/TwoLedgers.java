package org.spinngate.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.spinngate.server.ledger.LedgerChange.Create;
import org.spinngate.server.ledger.LedgerConflict.Kind;

/** Two ledgers onto one engine, and below {@code /boards} a key of the test's own. */
public abstract class TwoLedgers {
  String base = "";
  Ledger ledger;
  Ledger other;

  /** One more ledger onto the same engine. It has the key {@code /boards}. */
  protected abstract Ledger open();

  /** Takes the way to the engine from one ledger. */
  protected abstract void cut(Ledger ledger);

  /** Gives it back. */
  protected abstract void mend(Ledger ledger);

  @BeforeEach
  void twoLedgers(TestInfo test) throws Exception {
    base = "/boards/" + test.getTestMethod().orElseThrow().getName();
    ledger = open();
    other = open();
    await().until(() -> ledger.connected() && other.connected());
    make(new Create(base, ""));
  }

  @AfterEach
  void leave() {
    leave(ledger);
    leave(other);
  }

  /** A test needs one no more, which it may have closed or cut off. */
  protected void leave(Ledger done) {
    done.close();
  }

  /** The first of the two. */
  protected Ledger ledger() {
    return ledger;
  }

  /** The second. */
  protected Ledger other() {
    return other;
  }

  /** A key below that of the test. */
  protected String key(String name) {
    return base + "/" + name;
  }

  /** Makes these together. */
  protected void make(LedgerChange... changes) throws Exception {
    get(ledger.transact(List.of(changes)));
  }

  /** What a stage completes with, which is waited for. */
  protected static <T> T get(CompletionStage<T> stage) throws Exception {
    try {
      return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    }
  }

  /** These cannot be made together, as one of them cannot. */
  protected void conflicts(Kind kind, LedgerChange about, LedgerChange... changes) {
    assertThatThrownBy(() -> make(changes))
        .isInstanceOfSatisfying(
            LedgerConflict.class,
            conflict -> {
              assertThat(conflict.kind()).isEqualTo(kind);
              assertThat(conflict.change()).isEqualTo(about);
            });
  }

  static void unsure(ThrowingCallable asked) {
    assertThatThrownBy(asked).isInstanceOf(LedgerUnsure.class);
  }

  Optional<LedgerEntry> entry(String name, String value, int version) {
    return Optional.of(new LedgerEntry(key(name), value, version));
  }
}
