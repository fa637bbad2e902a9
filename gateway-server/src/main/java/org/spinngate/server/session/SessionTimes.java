package org.spinngate.server.session;

import java.time.Duration;

/**
 * How long a session may last.
 *
 * @param idle the longest time without a datagram; zero for no limit
 * @param warning how long before an end by time the user is warned
 * @param total the longest time from its beginning; zero for no limit
 * @param grace how long a session waits for a client whose connection was lost; zero for not at all
 * @param notice between the notice and the end of a session whose permission is withdrawn
 */
public record SessionTimes(
    Duration idle, Duration warning, Duration total, Duration grace, Duration notice) {}
