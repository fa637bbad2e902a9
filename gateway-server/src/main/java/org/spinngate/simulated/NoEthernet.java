package org.spinngate.simulated;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** What the software of a chip has that is not the board's root: nothing gets out or in. */
final class NoEthernet implements Network {
  @Override
  public void sendFromScp(ByteBuffer datagram, InetSocketAddress to) {}

  @Override
  public void sendFromBoot(ByteBuffer datagram, InetSocketAddress to) {}

  @Override
  public int scpPort() {
    return 0;
  }

  @Override
  public int bootPort() {
    return 0;
  }

  @Override
  public void sendFrom(int port, ByteBuffer datagram, InetSocketAddress to) {}

  @Override
  public void listen(int port) {}

  @Override
  public void stopListening(int port) {}
}
