package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.loss.Ask;
import org.spinngate.protocol.pace.ArrivalsReport;

/** Takes what is in the packets of a {@link PacketReceiver}. On its event loop. */
interface PacketFrames {
  /** A datagram, which it takes over; {@link DataFrame#MARKED} if a mark stands before it. */
  void scp(int flow, ByteBuf datagram);

  /** A datagram has been dropped. */
  void dropped(DropReason reason);

  /** So many datagrams that the peer has sent will never arrive. */
  void missing(int datagrams);

  /** A question of the client. */
  default void question(int number) {
    // Only clients ask.
  }

  /**
   * The peer tells what had arrived there when the frame of this number came.
   *
   * @return whether that left so recently that what brings this is fresh
   */
  boolean reported(int number, int packets, int copies);

  /**
   * The peer asks for packets that it misses; without any, it says that it may be asked.
   *
   * @param ask what {@link Ask#read} reads
   */
  void asked(ByteBuf ask, int bytes);

  /** An answer of the server. */
  default void answer(int number, boolean detour) {
    // Only servers answer.
  }

  /** The server wants these eight bytes back from where it has sent them to. */
  default void challenged(long challenge) {
    // Only servers challenge.
  }

  /** The client repeats these eight bytes. */
  default void response(long challenge) {
    // Only clients are challenged.
  }

  /** The peer takes packets of so many bytes, and this probe was the last that came there. */
  void sizes(int most, int probe);

  /** The peer tells how what was sent arrives. */
  void arrivals(ArrivalsReport report);

  /** A probe of the peer has come. */
  void probe(int number);
}
