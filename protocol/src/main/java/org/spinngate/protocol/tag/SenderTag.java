package org.spinngate.protocol.tag;

/**
 * A tag that was set with "use the sender": the board sends to the address and port that the
 * request came from.
 *
 * @param tag which
 * @param flags the upper half of the request's byte of flags and time
 */
public record SenderTag(Tag tag, int flags) {}
