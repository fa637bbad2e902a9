package org.spinngate.server.lease;

import org.spinngate.server.board.Board;

/**
 * A session whose board was kept for its client since before the start.
 *
 * @param user the account whose it was
 */
public record KeptSession(String user, Board board) {}
