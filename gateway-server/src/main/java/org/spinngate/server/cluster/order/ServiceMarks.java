package org.spinngate.server.cluster.order;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.BoardIdentity;
import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.cluster.member.FittingChanges;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerListener;

/**
 * Which boards are out of service, at all gateways: what the ledger says, each does.
 *
 * <pre>
 *  reason=…
 * </pre>
 *
 * <p>A gateway that stood alone before it joined has its own marks; they become all gateways' marks
 * when it joins, and are the ledger's from then on.
 *
 * <p>Thread-safe: boards are changed on the executor, one after the other, apart from those that
 * nobody can have yet.
 */
final class ServiceMarks implements LedgerListener {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceMarks.class);
  private static final String REASON = "reason";

  private final Neighbours neighbours;
  private final BoardDirectory boards;
  private final Consumer<Board> changed;
  private final Runnable shared;

  /** Boards that are new here, until they are described. */
  private final Set<BoardIdentity> expected = ConcurrentHashMap.newKeySet();

  private boolean isShared;

  /**
   * @param changed told of each board that has gone out of service or is back; on the executor
   * @param shared run once the marks that this gateway had alone are all gateways'
   */
  ServiceMarks(
      Neighbours neighbours, BoardDirectory boards, Consumer<Board> changed, Runnable shared) {
    this.neighbours = neighbours;
    this.boards = boards;
    this.changed = changed;
    this.shared = shared;
  }

  /**
   * Takes a board out of service, or gives it back.
   *
   * @return completes when it is so for all, and is known here
   */
  CompletionStage<Void> mark(Board board, Optional<String> reason) {
    String key = Keys.service(board);
    return FittingChanges.makeAfterReading(
            neighbours, key, seen -> change(key, reason, seen.find(key)))
        .thenCompose(made -> onExecutor(() -> apply(board, reason)));
  }

  private static List<LedgerChange> change(
      String key, Optional<String> reason, Optional<LedgerEntry> now) {
    Optional<String> text = reason.map(words -> Fields.with(REASON, words).text());
    if (now.isEmpty()) {
      return text.map(value -> List.<LedgerChange>of(new LedgerChange.Create(key, value)))
          .orElse(List.of());
    }
    int version = now.get().version();
    return List.of(
        text.<LedgerChange>map(value -> new LedgerChange.Put(key, value, version))
            .orElseGet(() -> new LedgerChange.Delete(key, version)));
  }

  private CompletionStage<Void> onExecutor(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    neighbours.later(
        () -> {
          task.run();
          done.complete(null);
        });
    return done;
  }

  private void apply(Board board, Optional<String> reason) {
    if (!board.disabled().equals(reason)) {
      reason.ifPresentOrElse(board::disable, board::enable);
      tell(board, reason);
      changed.accept(board);
    }
  }

  private static void tell(Board board, Optional<String> reason) {
    LOG.info(
        "board {} {}",
        board.name(),
        reason.map(words -> "is out of service: " + words).orElse("is in service again"));
  }

  @Override
  public void changed(String key, Optional<LedgerEntry> entry) {
    if (key.startsWith(Keys.SERVICE + "/")) {
      neighbours.later(
          () ->
              boards.all().stream()
                  .filter(board -> Keys.service(board).equals(key))
                  .forEach(board -> apply(board, entry.map(ServiceMarks::reason))));
    }
  }

  private static String reason(LedgerEntry mark) {
    return Fields.of(mark.value()).text(REASON).orElse("");
  }

  private Optional<String> marked(Board board) {
    return neighbours.ledger().find(Keys.service(board)).map(ServiceMarks::reason);
  }

  /**
   * These are the boards before long. Those that are new here are out of service from the
   * beginning, or else a user could get one before it is marked here.
   */
  void expected(Collection<Board> next) {
    next.stream()
        .filter(board -> boards.all().stream().noneMatch(board::isSamePlaceAs))
        .forEach(this::expected);
  }

  private void expected(Board fresh) {
    expected.add(fresh.identity());
    Optional<String> mark = marked(fresh);
    mark.ifPresent(fresh::disable);
    mark.ifPresent(reason -> tell(fresh, mark));
  }

  /** Boards are described anew. What was changed at a new one until now was not applied to it. */
  void described() {
    neighbours.later(() -> boards.all().forEach(this::described));
  }

  private void described(Board board) {
    Optional<String> mark = marked(board);
    if (expected.remove(board.identity()) || mark.isPresent()) {
      apply(board, mark);
    }
  }

  /** Tells the others which boards were out of service here before, once. On the executor. */
  void share() {
    if (isShared || !neighbours.ledger().connected() || !neighbours.member().tenure().holds()) {
      return;
    }
    List<Board> alone =
        boards.all().stream()
            .filter(board -> board.disabled().isPresent() && marked(board).isEmpty())
            .toList();
    if (alone.isEmpty()) {
      isShared = true;
      shared.run();
    }
    alone.forEach(this::share);
  }

  private void share(Board board) {
    String key = Keys.service(board);
    var unused =
        FittingChanges.make(
            neighbours,
            seen ->
                seen.find(key).isPresent()
                    ? List.of()
                    : change(key, board.disabled(), Optional.empty()));
  }

  @Override
  public void connected(boolean reached) {}
}
