package org.spinngate.endtoend;

import java.net.InetSocketAddress;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.DatagramRelay;
import org.spinngate.protocol.testing.StreamRelay;

/** The way between a client and its server, for both carriers, on one port number. */
public final class Line implements AutoCloseable {
  /** Of its own, so that a port that is free for one kind of relay is so for the other. */
  private static final InetSocketAddress HERE = new InetSocketAddress("127.94.21.1", 0);

  private final StreamRelay streams;
  private final DatagramRelay datagrams;

  public Line(InetSocketAddress server, long seed) {
    this.streams = new StreamRelay(HERE, server, seed);
    this.datagrams = new DatagramRelay(streams.address(), server, seed);
  }

  /** Where the client finds the server. */
  public InetSocketAddress address() {
    return streams.address();
  }

  public StreamRelay streams() {
    return streams;
  }

  public DatagramRelay datagrams() {
    return datagrams;
  }

  /** Both carriers meet this from here on. */
  public void conditions(Conditions wanted) {
    streams.conditions(wanted);
    datagrams.conditions(wanted);
  }

  /** Nothing passes any more, in either direction. */
  public void blackHole() {
    datagrams.blackHole();
    streams.blackHole();
  }

  public void heal() {
    streams.heal();
    datagrams.heal();
  }

  @Override
  public void close() {
    datagrams.close();
    streams.close();
  }
}
