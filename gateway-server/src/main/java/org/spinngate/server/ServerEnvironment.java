package org.spinngate.server;

import io.netty.channel.socket.DatagramChannel;
import java.time.Clock;
import java.util.function.Supplier;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;

/**
 * What a server has from outside.
 *
 * @param clock the time of day
 * @param timing the clock of datagrams, and what is late by it
 * @param boards how it comes to speak to them
 */
record ServerEnvironment(Clock clock, Timing timing, BoardAccess boards) {
  /** With other clocks than this machine's. */
  static ServerEnvironment with(Clock clock, Timing timing) {
    return new ServerEnvironment(clock, timing, BoardAccess.usual());
  }

  /** That of this machine. */
  static ServerEnvironment ofMachine() {
    return with(Clock.systemUTC(), Timing.of(System::nanoTime));
  }

  /** Makes fresh sockets towards boards. */
  Supplier<DatagramChannel> sockets(Transport transport) {
    return boards.sockets().apply(transport);
  }
}
