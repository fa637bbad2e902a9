package org.spinngate.client.bench;

/**
 * What one round on one path has shown.
 *
 * @param target the path's name
 * @param requestsPerSecond answers that came in the time of the round
 * @param p50Millis half of the reads were answered sooner; late answers count too
 * @param p99Millis 99 of 100 reads were answered sooner
 * @param timeouts how often a read was repeated after a second without an answer
 * @param wrong answers that were not those to the read of their number, or to none
 * @param doubled further answers to one read, which is normal where reads are repeated
 */
public record Round(
    String target,
    double requestsPerSecond,
    double p50Millis,
    double p99Millis,
    long timeouts,
    long wrong,
    long doubled) {}
