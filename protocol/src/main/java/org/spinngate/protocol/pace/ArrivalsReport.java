package org.spinngate.protocol.pace;

/**
 * How what was sent arrives, as {@link ArrivalsFrame} draws it.
 *
 * @param late in milliseconds, of what came least late
 * @param bytes that have come, modulo 2^32
 * @param at when that was, in milliseconds of the receiver's clock, modulo 2^32
 * @param left when the newest of it left, in milliseconds of the sender's clock, modulo 2^32
 */
public record ArrivalsReport(int late, int bytes, int at, int left) {}
