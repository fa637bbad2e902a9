package org.spinngate.server.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

/** Asks the operating system for this machine's own addresses. Thread-safe. */
final class SystemAddresses implements FacingAddresses.OwnAddresses {
  /** A connected datagram socket has its way's own address; nothing is sent. */
  @Override
  public Optional<InetAddress> facing(InetSocketAddress board) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(board);
      return Optional.of(socket.getLocalAddress());
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean has(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException unknown) {
      return true;
    }
  }
}
