package org.spinngate.server.cluster.care;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.CareMemory;
import org.spinngate.server.board.CareState;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerUnsure;

/**
 * What all gateways know of the power of boards. Of a board that this gateway serves it alone
 * writes; of another one it knows what the ledger's copy shows.
 *
 * <p>Thread-safe.
 */
public final class SharedCare implements CareMemory {
  private final Neighbours neighbours;
  private final CareMemory alone;

  /** Of the boards that are served here, by the keys of their homes. */
  private final Map<String, CareLine> lines = new ConcurrentHashMap<>();

  private volatile BiConsumer<Board, CareState> taken = (board, state) -> {};

  /**
   * That of a gateway which serves nothing yet.
   *
   * @param alone what it knew when it stood alone; what is written for all is forgotten there
   */
  public SharedCare(Neighbours neighbours, CareMemory alone) {
    this.neighbours = neighbours;
    this.alone = alone;
  }

  /**
   * A board is served here from now on; of a member that is over meanwhile, it is not.
   *
   * @param member in whose name it was taken
   * @param still what fails if it has another home by now; its key is that of its home
   * @param found what was written of it then
   * @param isInUse whether it has sessions of an earlier home
   */
  public void taken(
      Board board, Member member, LedgerChange.Require still, LedgerEntry found, boolean isInUse) {
    CareLine line = new CareLine(neighbours, new CareLine.Term(board, member, still), found);
    Optional.ofNullable(lines.put(still.key(), line)).ifPresent(CareLine::close);
    if (member != neighbours.member()) {
      letGo(still.key());
      return;
    }
    CareState before = alone.of(board);
    var unused =
        line.note(known -> isInUse ? known.and(before).inUse() : known.and(before))
            .thenAccept(written -> alone.note(board, this, CareState.CLEAN));
    taken.accept(board, line.wanted());
  }

  /**
   * Whether this gateway should take a board that nobody serves: it is off in the midst of a power
   * cycle that this gateway can end, or only this gateway knows something of it.
   */
  public boolean wantsAttention(Board board) {
    boolean isOurs = board.powerSwitch().isPresent() && board.disabled().isEmpty();
    return !alone.of(board).equals(CareState.CLEAN)
        || (isOurs && of(board).supply() == CareState.Supply.CYCLING);
  }

  /**
   * From here on what operators want of the power of boards that are served here is done, wherever
   * they say it.
   *
   * @return brings what is said here to the homes of boards
   */
  public FarPower obey(BoardDirectory boards, FarPower.Switch power) {
    FarPower far = new FarPower(neighbours);
    neighbours.ledger().listen(far);
    neighbours.ledger().listen(new FarPowerInbox(neighbours, boards, power));
    return far;
  }

  /** Shows of a board what is written of it, while another gateway serves it, or none. */
  public void follow(Board board) {
    board
        .upkeep()
        .follow(() -> line(board).isPresent() ? Optional.empty() : Optional.of(of(board)));
  }

  /**
   * Somebody may get a board that is served here.
   *
   * @return completes when the next home would know it; exceptionally if it is served here no more
   */
  public CompletionStage<Void> mayBeUsed(String home) {
    CareLine line = lines.get(home);
    return line == null ? notServed() : line.noteUse();
  }

  private static CompletionStage<Void> notServed() {
    return CompletableFuture.failedStage(new LedgerUnsure("the board is not served here"));
  }

  /** Whether something that the next home must know of a board is not written yet. */
  public boolean isBehind(Board board) {
    return line(board).filter(CareLine::writes).isPresent();
  }

  /** A board is served here no more. */
  public void letGo(String home) {
    Optional.ofNullable(lines.remove(home)).ifPresent(CareLine::close);
  }

  /** No board is. */
  public void lost() {
    lines.keySet().forEach(this::letGo);
  }

  private Optional<CareLine> line(Board board) {
    CareLine exact = lines.get(Keys.board(board));
    return Optional.ofNullable(exact)
        .filter(line -> line.board().isSamePlaceAs(board))
        .or(
            () ->
                lines.values().stream()
                    .filter(line -> line.board().isSamePlaceAs(board))
                    .findFirst());
  }

  @Override
  public CareState of(Board board) {
    return line(board)
        .map(CareLine::wanted)
        .or(() -> neighbours.ledger().find(Keys.care(Keys.board(board))).map(CareRecord::of))
        .orElse(CareState.CLEAN);
  }

  @Override
  public CompletionStage<Void> note(Board board, Object author, CareState state) {
    return line(board).map(line -> line.note(state)).orElseGet(SharedCare::notServed);
  }

  @Override
  public CompletionStage<Void> noteUse(Board board, Object author, CareState state) {
    return note(board, author, state);
  }

  @Override
  public void listen(BiConsumer<Board, CareState> listener) {
    taken = listener;
  }
}
