package org.spinngate.server;

import io.netty.channel.socket.DatagramChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.cluster.member.BeatTimes;

/**
 * How a server comes to speak to boards. No configuration changes it; tests of several gateways
 * break its rules one by one, to see that it shows.
 *
 * @param sockets makes fresh sockets towards boards
 * @param guard what is asked whether anything may leave, made of what the rules say
 * @param times of the rules between several gateways, by their ttl; empty for the usual ones
 */
record BoardAccess(
    Function<Transport, Supplier<DatagramChannel>> sockets,
    UnaryOperator<Tenure> guard,
    Optional<Function<Duration, BeatTimes>> times) {

  /** That of every server but those of such tests. */
  static BoardAccess usual() {
    return new BoardAccess(
        transport -> transport::datagramChannel, UnaryOperator.identity(), Optional.empty());
  }
}
