package org.spinngate.client.check;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.ResendCounts;

/**
 * What was measured of the way. What is empty was not measured.
 *
 * @param carrier what carried SCP datagrams in a session
 * @param stream round trip to the server by the stream
 * @param packets round trip to the server by sealed packets
 * @param board round trip to the board and back, as a tool sees it; the median
 * @param lossPerMillion how many of a million sealed packets to the server were lost
 * @param repairs how many sealed packets were sent again because one side asked
 * @param largestPacket bytes of the largest IP packet that the way takes, as the system knows
 * @param packetBytes bytes of the longest sealed packet that the client sends, as it was probed
 */
public record PathMeasures(
    Optional<Carrier> carrier,
    Optional<Duration> stream,
    Optional<Duration> packets,
    Optional<Duration> board,
    OptionalInt lossPerMillion,
    Optional<ResendCounts> repairs,
    OptionalInt largestPacket,
    OptionalInt packetBytes) {
  /** Nothing. */
  public static final PathMeasures NONE =
      new PathMeasures(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          OptionalInt.empty());

  static PathMeasures ofStream(Optional<Duration> stream, OptionalInt largestPacket) {
    return new PathMeasures(
        Optional.empty(),
        stream,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        largestPacket,
        OptionalInt.empty());
  }

  /** How long a tool waits for each answer, by the best measurement that there is. */
  public Optional<Duration> roundTrip() {
    return board.or(() -> packets).or(() -> stream);
  }
}
