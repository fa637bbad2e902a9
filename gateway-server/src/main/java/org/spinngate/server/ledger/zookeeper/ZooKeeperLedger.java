package org.spinngate.server.ledger.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.spinngate.server.config.ClusterSettings.Engine;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerFaults;
import org.spinngate.server.ledger.LedgerListener;
import org.spinngate.server.ledger.LedgerUnsure;

/**
 * A ledger that ZooKeeper keeps.
 *
 * <pre>
 *  looking ──▶ connected ──▶ a write is acknowledged ──▶ all is read ──▶ the copy follows
 *     ▲            ▲                                                       │
 *     │            └── connection lost, or no answer within 5 s ◀──────────┤
 *     └── session expired: another one ◀───────────────────────────────────┘
 * </pre>
 *
 * <p>Thread-safe: everything happens on a thread of its own. That a server answers pings proves
 * nothing; the copy follows only after a write that the quorum has acknowledged.
 */
public final class ZooKeeperLedger implements Ledger {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Duration patience;
  private final LedgerThread thread = new LedgerThread();
  private final LedgerCopy copy = new LedgerCopy(thread);
  private final EngineLog log;
  private final EngineAccess access;
  private final List<String> top;
  private final Map<Long, CompletableFuture<?>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong asked = new AtomicLong();
  private Optional<EngineSession> session = Optional.empty();
  private long attempt;
  private volatile boolean closed;

  /**
   * Begins to look for the engine.
   *
   * @param top keys directly below the chroot, made by the first to come
   */
  public ZooKeeperLedger(Engine engine, List<String> top) {
    this(engine, top, PATIENCE);
  }

  /**
   * One that is more or less patient.
   *
   * @param patience how long it waits for an answer; little more until a silent server is left
   */
  ZooKeeperLedger(Engine engine, List<String> top, Duration patience) {
    this.patience = patience;
    this.access = new EngineAccess(engine);
    this.log = new EngineLog(engine, thread, patience);
    this.top = List.copyOf(top);
    thread.execute(this::begin);
  }

  private void begin() {
    if (closed) {
      return;
    }
    try {
      session = Optional.of(new EngineSession(access, thread, patience, this::heard));
      log.looking();
    } catch (IOException | RuntimeException e) {
      log.refused(String.valueOf(e.getMessage()));
      again(this::begin);
    }
  }

  private void again(Runnable what) {
    var unused = thread.later(what, patience);
  }

  private void heard(EngineSession from, WatchedEvent event) {
    if (session.filter(from::equals).isEmpty() || closed) {
      return;
    }
    if (event.getType() == EventType.None) {
      become(from, event.getState());
    } else if (event.getType() == EventType.NodeDeleted) {
      copy.show(access.key(event.getPath()), Optional.empty());
    } else {
      String key = access.key(event.getPath());
      var unused = from.value(key).thenAccept(now -> copy.show(key, now));
    }
  }

  private void become(EngineSession from, KeeperState state) {
    switch (state) {
      case SyncConnected -> follow(from);
      case Expired -> {
        lose("its session has expired");
        restart(from);
      }
      case AuthFailed -> {
        log.refused("it does not know us");
        restart(from);
      }
      default -> lose("the connection is gone");
    }
  }

  private void restart(EngineSession from) {
    session = Optional.empty();
    from.close();
    begin();
  }

  /** The chroot itself is no key of ours. */
  private void follow(EngineSession from) {
    long mine = ++attempt;
    copy.compare();
    from.prepare(top)
        .thenCompose(ready -> showBelow(from, ""))
        .whenComplete((all, failure) -> followed(from, mine, Optional.ofNullable(failure)));
  }

  private CompletableFuture<Void> showBelow(EngineSession from, String key) {
    return from.keysBelow(key)
        .thenCompose(
            keys -> EngineSession.allOf(keys.stream().map(one -> show(from, one)).toList()));
  }

  private CompletableFuture<Void> show(EngineSession from, String key) {
    return EngineSession.allOf(
        List.of(from.value(key).thenAccept(now -> copy.show(key, now)), showBelow(from, key)));
  }

  private void followed(EngineSession from, long mine, Optional<Throwable> failure) {
    if (mine != attempt || closed) {
      return;
    }
    if (failure.isEmpty()) {
      copy.compared();
      log.reached();
    } else if (!log.isLoss(failure.get())) {
      log.refused(EngineLog.text(failure.get()));
      again(
          () -> {
            if (mine == attempt && session.filter(from::equals).isPresent()) {
              follow(from);
            }
          });
    }
  }

  private void lose(String reason) {
    attempt++;
    if (copy.isWhole()) {
      log.lost(reason);
    }
    copy.lose();
  }

  @Override
  public CompletionStage<Void> transact(List<LedgerChange> changes) {
    return ask(at -> at.transact(changes));
  }

  @Override
  public CompletionStage<Optional<LedgerEntry>> read(String key) {
    return ask(at -> at.agree().thenCombine(at.value(key), (agreed, value) -> value));
  }

  @Override
  public CompletionStage<List<LedgerEntry>> readBelow(String key) {
    return ask(
        at ->
            at.agree()
                .thenCombine(at.keysBelow(key), (agreed, keys) -> keys)
                .thenCompose(keys -> values(at, keys)));
  }

  private static CompletableFuture<List<LedgerEntry>> values(EngineSession at, List<String> keys) {
    List<CompletableFuture<Optional<LedgerEntry>>> values = keys.stream().map(at::value).toList();
    return CompletableFuture.allOf(values.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            all -> values.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList());
  }

  private <T> CompletionStage<T> ask(Function<EngineSession, CompletableFuture<T>> question) {
    CompletableFuture<T> stage = new CompletableFuture<>();
    Long number = asked.incrementAndGet();
    waiting.put(number, stage);
    Future<?> deadline = thread.later(() -> giveUp(stage), patience);
    stage.whenComplete(
        (answer, failure) -> {
          waiting.remove(number);
          deadline.cancel(false);
        });
    thread.execute(() -> put(question, stage));
    if (closed) {
      stage.completeExceptionally(new LedgerUnsure("the ledger is closed"));
    }
    return stage.minimalCompletionStage();
  }

  private <T> void put(
      Function<EngineSession, CompletableFuture<T>> question, CompletableFuture<T> stage) {
    if (!copy.isWhole() || session.isEmpty()) {
      stage.completeExceptionally(new LedgerUnsure("the engine is not reached"));
      return;
    }
    question
        .apply(session.get())
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                stage.complete(answer);
              } else {
                stage.completeExceptionally(LedgerFaults.causeOf(failure));
              }
            });
  }

  /** An engine that does not answer is not reached, even if it answers pings. */
  private void giveUp(CompletableFuture<?> stage) {
    if (stage.completeExceptionally(new LedgerUnsure("no answer in time")) && copy.isWhole()) {
      lose("it does not answer");
      session.ifPresent(this::follow);
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
    thread.execute(() -> copy.listen(listener));
  }

  @Override
  public boolean connected() {
    return copy.isWhole();
  }

  @Override
  public void close() {
    closed = true;
    thread.execute(
        () -> {
          attempt++;
          copy.lose();
          session.ifPresent(EngineSession::close);
          session = Optional.empty();
          access.forget();
        });
    thread.close();
    waiting
        .values()
        .forEach(stage -> stage.completeExceptionally(new LedgerUnsure("the ledger is closed")));
  }
}
