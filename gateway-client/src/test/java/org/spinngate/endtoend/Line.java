package org.spinngate.endtoend;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.DatagramRelay;
import org.spinngate.protocol.testing.Direction;
import org.spinngate.protocol.testing.StreamRelay;

/** The way between a client and its server, for both carriers, on one port number. */
public final class Line implements AutoCloseable {
  /**
   * Of its own, so that a port that is free for one kind of relay nearly always is for the other.
   */
  private static final InetSocketAddress HERE = new InetSocketAddress("127.94.21.1", 0);

  private static final int MOST_ATTEMPTS = 5;

  private final StreamRelay streams;
  private final DatagramRelay datagrams;
  private volatile Conditions usual = Conditions.CLEAR;
  private volatile boolean firewall;

  private Line(StreamRelay streams, DatagramRelay datagrams) {
    this.streams = streams;
    this.datagrams = datagrams;
  }

  /** A clear one to a server, with the seed of all that is left to chance. */
  public static Line to(InetSocketAddress server, long seed) {
    for (int attempt = 1; ; attempt++) {
      StreamRelay streams = new StreamRelay(HERE, server, seed);
      try {
        return new Line(streams, new DatagramRelay(streams.address(), server, seed));
      } catch (UncheckedIOException taken) {
        streams.close();
        if (attempt == MOST_ATTEMPTS) {
          throw taken;
        }
      }
    }
  }

  /** From here on no datagram ever passes, as behind a firewall. */
  public void withoutDatagrams() {
    datagrams.blackHole();
    firewall = true;
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
    usual = wanted;
    streams.conditions(wanted);
    healDatagrams();
  }

  /** Nothing passes any more, in either direction. */
  public void blackHole() {
    for (Direction direction : Direction.values()) {
      blackHole(direction);
    }
  }

  /** Nothing passes this way any more. */
  public void blackHole(Direction direction) {
    datagrams.blackHole(direction);
    streams.blackHole(direction);
  }

  /** Everything passes again, under the conditions as before. */
  public void heal() {
    streams.heal();
    healDatagrams();
  }

  private void healDatagrams() {
    if (!firewall) {
      datagrams.conditions(usual);
    }
  }

  /** Sends to another server: what is new from here on, so that present connections stay. */
  public void retarget(InetSocketAddress other) {
    streams.retarget(other);
    datagrams.retarget(other);
  }

  /** Loses present connections, and the paths beside them, for good. */
  public void strand() {
    streams.strand();
    datagrams.strand();
  }

  @Override
  public void close() {
    datagrams.close();
    streams.close();
  }
}
