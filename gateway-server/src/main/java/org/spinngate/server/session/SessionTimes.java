package org.spinngate.server.session;

import java.time.Duration;

/**
 * How long a session may last.
 *
 * @param idle the longest time without a datagram; zero for no limit
 * @param warning how long before an end by time the user is warned
 * @param total the longest time from its beginning; zero for no limit
 */
public record SessionTimes(Duration idle, Duration warning, Duration total) {}
