package org.spinngate.server.lease;

import java.time.Instant;
import org.spinngate.protocol.ResumeToken;

/**
 * What stays the same of a session for as long as it is resumed, also by another process.
 *
 * @param id its name
 * @param token what its client proves to be its client with
 * @param since when it began
 */
public record SessionIdentity(SessionId id, ResumeToken token, Instant since) {}
