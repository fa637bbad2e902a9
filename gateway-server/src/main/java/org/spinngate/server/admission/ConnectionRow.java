package org.spinngate.server.admission;

import java.time.Instant;

/**
 * A logged-in connection that has no session.
 *
 * @param user who logged in
 * @param peer the address the connection comes from
 * @param state {@code choosing} until it wishes for a board, {@code waiting} from then on
 * @param board that it wishes for; empty while it chooses
 * @param since when it logged in
 */
public record ConnectionRow(String user, String peer, String state, String board, Instant since) {}
