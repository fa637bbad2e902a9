package org.spinngate.simulated;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** The board's Ethernet as its software sees it. */
interface Network {
  /** Sends from the SCP port. The bytes are taken before this returns. */
  void sendFromScp(ByteBuffer datagram, InetSocketAddress to);

  /** Sends from the boot port. */
  void sendFromBoot(ByteBuffer datagram, InetSocketAddress to);

  /** The port that SCP comes to. */
  int scpPort();

  /** The port that boot packets come to. */
  int bootPort();

  /** Sends from a port opened with {@link #listen}, or one of the two that are always open. */
  void sendFrom(int port, ByteBuffer datagram, InetSocketAddress to);

  /** Opens a further port, if it is free; a port that is open already stays so. */
  void listen(int port);

  /** Closes a port opened with {@link #listen}. */
  void stopListening(int port);
}
