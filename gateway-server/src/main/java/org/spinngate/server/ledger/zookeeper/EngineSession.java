package org.spinngate.server.ledger.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.ZooKeeper;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerUnsure;

/**
 * One session at ZooKeeper, which survives connections to its servers. What is asked is answered in
 * that order, on the ledger's thread, where also events are told.
 *
 * <p>Confined to the ledger's thread. No method waits but {@link #close}.
 */
final class EngineSession {
  private static final int CLOSE_MILLIS = 3_000;
  private static final int ANY_VERSION = -1;
  private static final byte[] NOTHING = {};

  private final LedgerThread thread;
  private final EngineAccess access;
  private final ZooKeeper zooKeeper;

  /**
   * Begins to look for a server.
   *
   * @param events told whom they are about, and what happened
   */
  EngineSession(
      EngineAccess access,
      LedgerThread thread,
      Duration patience,
      BiConsumer<EngineSession, WatchedEvent> events)
      throws IOException {
    this.thread = thread;
    this.access = access;
    zooKeeper =
        new ZooKeeper(
            access.servers(),
            sessionMillis(patience),
            event -> thread.execute(() -> events.accept(this, event)),
            false,
            access.order(),
            access.client());
  }

  /**
   * We keep nothing that ends with a session, so that a short one only finds silent servers early:
   * after two thirds of it.
   */
  private static int sessionMillis(Duration patience) {
    return Math.toIntExact(patience.multipliedBy(6).dividedBy(5).toMillis());
  }

  /** Makes the chroot, and keys directly below it, if they are not there, and watches all of it. */
  CompletableFuture<Void> prepare(List<String> top) {
    assert thread.isHere();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    access.chroots().forEach(path -> all.add(create(path)));
    top.forEach(key -> all.add(create(access.path(key))));
    CompletableFuture<Void> watched = new CompletableFuture<>();
    zooKeeper.addWatch(
        access.path(""),
        AddWatchMode.PERSISTENT_RECURSIVE,
        (code, path, context) -> done(watched, code),
        null);
    all.add(watched);
    all.add(agree());
    return allOf(all);
  }

  private CompletableFuture<Void> create(String path) {
    CompletableFuture<Void> there = new CompletableFuture<>();
    zooKeeper.create(
        path,
        NOTHING,
        access.acl(),
        CreateMode.PERSISTENT,
        (code, asked, context, name) ->
            done(there, code == Code.NODEEXISTS.intValue() ? Code.OK.intValue() : code),
        null);
    return there;
  }

  /**
   * A transaction that changes nothing. After its answer the quorum has it, and all that is asked
   * after it sees all that was written before it: a {@code sync} does not promise that.
   */
  CompletableFuture<Void> agree() {
    CompletableFuture<Void> agreed = new CompletableFuture<>();
    zooKeeper.multi(
        List.of(Op.check(access.path(""), ANY_VERSION)),
        (code, path, context, results) -> done(agreed, code),
        null);
    return agreed;
  }

  CompletableFuture<Void> transact(List<LedgerChange> changes) {
    assert thread.isHere();
    CompletableFuture<Void> made = new CompletableFuture<>();
    EngineChanges translated = new EngineChanges(access, changes);
    zooKeeper.multi(
        translated.operations(),
        (code, path, context, results) ->
            thread.execute(
                () ->
                    translated
                        .failure(Code.get(code), results)
                        .ifPresentOrElse(made::completeExceptionally, () -> made.complete(null))),
        null);
    return made;
  }

  /** The value of a key. */
  CompletableFuture<Optional<LedgerEntry>> value(String key) {
    assert thread.isHere();
    CompletableFuture<Optional<LedgerEntry>> value = new CompletableFuture<>();
    zooKeeper.getData(
        access.path(key),
        false,
        (code, path, context, data, stat) ->
            answer(
                value,
                code,
                () -> Optional.of(new LedgerEntry(key, new String(data, UTF_8), stat.getVersion())),
                Optional.empty()),
        null);
    return value;
  }

  /** The keys directly below one; none if it is not there. */
  CompletableFuture<List<String>> keysBelow(String key) {
    assert thread.isHere();
    CompletableFuture<List<String>> keys = new CompletableFuture<>();
    zooKeeper.getChildren(
        access.path(key),
        false,
        (int code, String path, Object context, List<String> names) ->
            answer(
                keys,
                code,
                () -> names.stream().sorted().map(name -> key + '/' + name).toList(),
                List.of()),
        null);
    return keys;
  }

  private void done(CompletableFuture<Void> stage, int code) {
    thread.execute(
        () -> {
          if (code == Code.OK.intValue()) {
            stage.complete(null);
          } else {
            stage.completeExceptionally(unsure(code));
          }
        });
  }

  private <T> void answer(CompletableFuture<T> stage, int code, Supplier<T> found, T missing) {
    thread.execute(
        () -> {
          if (code == Code.OK.intValue()) {
            stage.complete(found.get());
          } else if (code == Code.NONODE.intValue()) {
            stage.complete(missing);
          } else {
            stage.completeExceptionally(unsure(code));
          }
        });
  }

  private static LedgerUnsure unsure(int code) {
    return EngineChanges.unsure(Code.get(code));
  }

  static CompletableFuture<Void> allOf(List<CompletableFuture<Void>> stages) {
    return CompletableFuture.allOf(stages.toArray(CompletableFuture<?>[]::new));
  }

  /** Takes leave; blocks for 3 s at most. */
  void close() {
    try {
      zooKeeper.close(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
