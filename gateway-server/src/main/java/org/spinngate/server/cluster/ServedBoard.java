package org.spinngate.server.cluster;

import org.spinngate.server.board.Board;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.ledger.LedgerChange;

/**
 * A board that this gateway serves.
 *
 * @param key of its record, which stays as it was when the board was taken, wherever the board is
 *     later
 * @param member in whose name it was taken
 * @param version of its record from when it was taken until it is let go; nothing else changes the
 *     record, and it is never deleted, so that no other home's has this version
 */
record ServedBoard(String key, Board board, Member member, int version) {
  private static final int NOT_YET = -1;

  /** One that is to be taken. */
  static ServedBoard wanted(String key, Board board, Member member) {
    return new ServedBoard(key, board, member, NOT_YET);
  }

  /** The same once its record has this version. */
  ServedBoard taken(int made) {
    return new ServedBoard(key, board, member, made);
  }

  /** What fails if it has another home by now; a part of all that is written of its sessions. */
  LedgerChange.Require stillServed() {
    return new LedgerChange.Require(key, version);
  }
}
