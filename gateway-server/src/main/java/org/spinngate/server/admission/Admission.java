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
        .or(() -> nowhere(board));
  }

  /**
   * Why a client cannot go on now with the session that it had on a board. One that is out of
   * service is no obstacle, as it is none to a session that is open.
   */
  public Optional<Refusal> obstacleToGoOn(Client client, Board board) {
    return endOfNew(client, board).or(() -> nowhere(board));
  }

  /**
   * What ends a session that has just begun, which an order to end all others may have missed: a
   * kick, or that the gateway takes nobody new.
   */
  public Optional<Refusal> endOfNew(Client client, Board board) {
    return closed().map(Refusal::of).or(() -> ends.kickOf(client, board.name()));
  }

  /** What has come up since the wish for a board, permissions included. */
  public Optional<Refusal> objection(Client client, Board board) {
    return obstacle(client, board).or(() -> withdrawal(client, board));
  }

  /** What has come up since the wish to go on with a session, permissions included. */
  public Optional<Refusal> objectionToGoOn(Client client, Board board) {
    return obstacleToGoOn(client, board).or(() -> withdrawal(client, board));
  }

  private Optional<Refusal> withdrawal(Client client, Board board) {
    return permissions.withdrawal(client, board).map(Permissions.Withdrawal::refusal);
  }

  private static Optional<Refusal> nowhere(Board board) {
    return board
        .nowhere()
        .map(reason -> "board " + board.name() + " cannot be reached: " + reason)
        .map(words -> new Refusal(CloseCause.BOARD_FAILED, words));
  }
}
