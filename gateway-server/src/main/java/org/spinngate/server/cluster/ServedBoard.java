package org.spinngate.server.cluster;

import org.spinngate.server.board.Board;
import org.spinngate.server.cluster.member.Member;

/**
 * A board that this gateway serves.
 *
 * @param key of its record, which stays as it was when the board was taken, wherever the board is
 *     later
 * @param member in whose name it was taken
 */
record ServedBoard(String key, Board board, Member member) {}
