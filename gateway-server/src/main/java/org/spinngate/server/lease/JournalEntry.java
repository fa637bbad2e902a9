package org.spinngate.server.lease;

import java.time.Instant;
import org.spinngate.server.access.TokenHash;

/**
 * A session as the journal of an earlier process has it.
 *
 * @param id its name
 * @param user whose it was
 * @param board what it had
 * @param since when it began
 * @param token the hash of its resume token's secret
 */
public record JournalEntry(
    SessionId id, String user, String board, Instant since, TokenHash token) {}
