package org.spinngate.simulated;

import java.net.InetSocketAddress;

/**
 * What {@code IPTAG SET} or {@code NEW} makes of a tag.
 *
 * @param flags as {@link TagEntry} names them, neither valid nor pending yet
 * @param ticks of 10 ms until it expires, 0 for never
 * @param host where output goes; port 0 for a reverse tag, until somebody has sent to it
 * @param listenPort where a reverse tag listens; 0 for any other
 * @param chip where input of a reverse tag goes, {@code x << 8 | y}; kept for any tag
 * @param core SDP port and core there, {@code port << 5 | core}; kept for any tag
 */
record TagCommand(
    int flags, int ticks, InetSocketAddress host, int listenPort, int chip, int core) {
  boolean isReverse() {
    return (flags & TagEntry.REVERSE) != 0;
  }
}
