package org.spinngate.server.admission;

import java.time.Instant;

/**
 * A session that another gateway has.
 *
 * @param session eight hexadecimal digits
 * @param user the account whose it is
 * @param board by the name that it has here, or its address if it has none
 * @param since when it began
 * @param gateway the one that serves the board, or did so until it ended
 */
public record FarSession(
    String session, String user, String board, Instant since, String gateway) {}
