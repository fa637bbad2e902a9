package org.spinngate.server.config;

import java.time.Duration;

/**
 * How a connection is watched.
 *
 * @param interval how often each side says that it is there
 * @param deadline how long a silence is borne
 */
public record HeartbeatTimes(Duration interval, Duration deadline) {}
