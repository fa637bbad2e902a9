package org.spinngate.server.admission;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.Refusal;

/**
 * Whether a client may have a board at this moment: by its user's permissions, by what the operator
 * has done to user or board, and by whether the gateway takes anybody new.
 *
 * <p>Thread-safe.
 */
public final class Admission {
  private final Permissions permissions;
  private final RecentEnds ends;
  private volatile @Nullable CloseCause closed;

  /**
   * @param permissions of this moment
   * @param ends remembers who was made to leave
   */
  public Admission(Permissions permissions, RecentEnds ends) {
    this.permissions = permissions;
    this.ends = ends;
  }

  /** Lets nobody new have a board any more, for this cause. */
  public void refuseNew(CloseCause cause) {
    closed = cause;
  }

  /** Whether nobody new may have a board. */
  public boolean isClosed() {
    return closed().isPresent();
  }

  /** Why nobody new may have a board, if so. */
  private Optional<CloseCause> closed() {
    return Optional.ofNullable(closed);
  }

  /** The board of this name, if the client's user may have it. */
  public Optional<Board> board(Client client, String name) {
    return permissions.board(client.user().name(), name);
  }

  /** Why the client cannot have a board now that it might have at another time. */
  public Optional<Refusal> obstacle(Client client, Board board) {
    return endOfNew(client, board)
        .or(() -> board.disabled().map(reason -> Refusal.outOfService(board.name(), reason)))
        .or(() -> board.nowhere().map(reason -> nowhere(board, reason)));
  }

  /**
   * What ends a session that has just begun, which whoever ended all others may not have seen: a
   * kick, or that the gateway takes nobody new.
   */
  public Optional<Refusal> endOfNew(Client client, Board board) {
    return closed().map(Refusal::of).or(() -> ends.kickOf(client, board.name()));
  }

  /** What has come up since the wish for a board, permissions included. */
  public Optional<Refusal> objection(Client client, Board board) {
    return obstacle(client, board)
        .or(() -> permissions.withdrawal(client, board).map(Permissions.Withdrawal::refusal));
  }

  private static Refusal nowhere(Board board, String reason) {
    return new Refusal(
        CloseCause.BOARD_FAILED, "board " + board.name() + " cannot be reached: " + reason);
  }
}
