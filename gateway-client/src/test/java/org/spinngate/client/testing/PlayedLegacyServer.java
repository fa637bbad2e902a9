package org.spinngate.client.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A server of spinnaker_proxy as it looks from outside: two ports that have nothing to do with each
 * other, one peer at each, no handshake. Can be stopped and started again on the same ports.
 */
public final class PlayedLegacyServer implements AutoCloseable {
  private final PlayedLegacyService scp;
  private final PlayedLegacyService boot;

  /**
   * How it was started.
   *
   * @param bootViaTcp {@code --boot-via-tcp}
   * @param sdpViaTcp {@code --sdp-via-tcp}
   */
  public record Mode(boolean bootViaTcp, boolean sdpViaTcp) {}

  /** Starts one on free ports of an address of its own, so that nobody takes them meanwhile. */
  public PlayedLegacyServer(Mode mode, InetSocketAddress scpBoard, InetSocketAddress bootBoard)
      throws IOException {
    InetAddress address = InetAddress.getByName("127.43.0.1");
    this.scp = new PlayedLegacyService(address, mode.sdpViaTcp(), scpBoard);
    this.boot = new PlayedLegacyService(address, mode.bootViaTcp(), bootBoard);
    start();
  }

  /** Starts it again. */
  public void start() throws IOException {
    scp.start();
    boot.start();
  }

  /** Ends it: its ports are closed, and with them its connections. */
  public void stop() throws IOException {
    scp.stop();
    boot.stop();
  }

  public String host() {
    return "127.43.0.1";
  }

  public PlayedLegacyService scp() {
    return scp;
  }

  public PlayedLegacyService boot() {
    return boot;
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
