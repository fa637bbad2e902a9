package org.spinngate.server.testing;

/**
 * What an application has noticed about its replies.
 *
 * @param sent datagrams sent, retries included
 * @param received datagrams received
 * @param retries requests sent again after a timeout
 * @param duplicates replies to requests that had been answered already
 * @param strays replies to nothing this application ever asked, or no replies at all
 */
public record ScpStatistics(long sent, long received, long retries, long duplicates, long strays) {}
