package org.spinngate.server.lease;

/**
 * How many sessions there may be, open or waiting.
 *
 * @param inAll on this server
 * @param perUser for one user
 */
public record SessionLimits(int inAll, int perUser) {}
