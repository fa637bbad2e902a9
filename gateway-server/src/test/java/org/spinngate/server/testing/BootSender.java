package org.spinngate.server.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends boot images as the tools do: blindly, from a socket of its own, with a gap after each
 * packet.
 */
public final class BootSender implements AutoCloseable {
  private final DatagramChannel socket;
  private final Duration gap;

  /**
   * Opens a socket on a free port.
   *
   * @param gap between packets: 10 ms of ybug, 50 ms of rig, 100 ms of SpiNNMan, or zero
   */
  public BootSender(InetSocketAddress target, Duration gap) throws IOException {
    this.gap = gap;
    socket = DatagramChannel.open(StandardProtocolFamily.INET);
    socket.connect(target);
  }

  /** Boots once, from a socket that lives no longer. */
  public static void boot(InetSocketAddress target, BootImage image, Duration gap)
      throws IOException {
    try (BootSender sender = new BootSender(target, gap)) {
      sender.send(image);
    }
  }

  /** Sends start, blocks and control. */
  public void send(BootImage image) throws IOException {
    send(image.packets());
  }

  /** Sends any datagrams. */
  public void send(List<byte[]> packets) throws IOException {
    long next = System.nanoTime();
    for (byte[] packet : packets) {
      waitUntil(next);
      next = System.nanoTime() + gap.toNanos();
      socket.write(ByteBuffer.wrap(packet));
    }
  }

  /** The UDP port that this sender sends from. */
  public int localPort() throws IOException {
    return ((InetSocketAddress) socket.getLocalAddress()).getPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static void waitUntil(long time) {
    long left = time - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = time - System.nanoTime();
    }
  }
}
