package org.spinngate.protocol;

/**
 * How a tunnel's datagrams travel at present, for people.
 *
 * @param carrier what carries them
 * @param roundTripNanos the latest measured round trip in nanoseconds, or -1 before the first one
 * @param lossPerMillion how many of a million packets that this side sends are lost on their way, a
 *     second copy counting for itself; -1 if that was never measured
 * @param copies how many packets this side has sent a second time, or more often, without being
 *     asked to
 * @param saved about how many packets have arrived only because they were sent more than once
 * @param resends how many were sent again because the receiver asked
 * @param packetBytes the longest packet that this side sends; 0 where there are no packets
 * @param limit how many bytes a second this side lets leave, since the line carries no more; 0
 *     without a limit of ours
 */
public record PathReport(
    Carrier carrier,
    long roundTripNanos,
    int lossPerMillion,
    long copies,
    long saved,
    ResendCounts resends,
    int packetBytes,
    long limit) {
  /** Of a stream, which repairs its losses itself. */
  public static PathReport ofStream(long roundTripNanos) {
    return new PathReport(Carrier.TCP, roundTripNanos, -1, 0, 0, ResendCounts.NONE, 0, 0);
  }
}
