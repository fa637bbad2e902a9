package org.spinngate.protocol.testing;

/**
 * What became of the datagrams of one direction of a {@link DatagramRelay}.
 *
 * @param arrived at the relay
 * @param lost by chance, in a black hole, or because too much was waiting
 * @param duplicated so many came twice
 * @param reordered so many were held back for others to overtake
 * @param departed from the relay, each copy counted
 */
public record DatagramCounts(
    long arrived, long lost, long duplicated, long reordered, long departed) {}
