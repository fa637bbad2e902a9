package org.spinngate.client.path;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.ResendCounts;

/**
 * What is known of the way to the server at one moment, for people.
 *
 * @param carrier what carries SCP datagrams, or carried them last
 * @param roundTrip the latest measured one, if any was
 * @param lossPerMillion how many of a million packets that the client sends are lost on their way,
 *     if that was measured: a stream repairs its losses itself
 * @param resends how many packets were sent again because one side asked, on this connection
 * @param packetBytes the longest packet that the client sends by UDP, without the headers of IP and
 *     UDP; not of a stream
 * @param connected whether there is a connection
 * @param age for how long this connection has gone by this carrier, or there has been none
 */
public record PathSnapshot(
    Carrier carrier,
    Optional<Duration> roundTrip,
    OptionalInt lossPerMillion,
    ResendCounts resends,
    OptionalInt packetBytes,
    boolean connected,
    Duration age) {

  static PathSnapshot of(PathReport report, boolean connected, Duration age) {
    return new PathSnapshot(
        report.carrier(),
        report.roundTripNanos() < 0
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(report.roundTripNanos())),
        report.lossPerMillion() < 0 ? OptionalInt.empty() : OptionalInt.of(report.lossPerMillion()),
        report.resends(),
        report.carrier() == Carrier.UDP
            ? OptionalInt.of(report.packetBytes())
            : OptionalInt.empty(),
        connected,
        age);
  }
}
