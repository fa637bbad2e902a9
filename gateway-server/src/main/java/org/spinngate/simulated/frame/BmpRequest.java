package org.spinngate.simulated.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Optional;

/** A request to a BMP: SCP, as boards have it, where the core of the destination is a slot. */
final class BmpRequest {
  static final int VERSION = 0;
  static final int HEADER = 14;

  /** With all three arguments; the BMP takes nothing shorter. */
  private static final int LEAST = 26;

  private static final int COMMAND = 10;

  private final InetSocketAddress sender;
  private final byte[] header = new byte[HEADER];
  private final PowerCommand power;

  private BmpRequest(DatagramPacket packet) {
    ByteBuf bytes = packet.content();
    sender = packet.sender();
    bytes.getBytes(bytes.readerIndex(), header);
    power = PowerCommand.of(bytes);
  }

  /** Reads a datagram; nothing if it is no request. */
  static Optional<BmpRequest> of(DatagramPacket packet) {
    return packet.content().readableBytes() < LEAST
        ? Optional.empty()
        : Optional.of(new BmpRequest(packet));
  }

  /** Where the answer goes. */
  InetSocketAddress sender() {
    return sender;
  }

  /** The first 14 bytes, up to the sequence number. */
  byte[] header() {
    return header.clone();
  }

  int command() {
    return (header[COMMAND] & 0xFF) | (header[COMMAND + 1] & 0xFF) << 8;
  }

  /** What is wanted of the power, if it is a command for that. */
  Optional<PowerCommand> power() {
    return command() == PowerCommand.CODE ? Optional.of(power) : Optional.empty();
  }

  /** The slot that it is for. */
  int slot() {
    return header[4] & 0x1F;
  }
}
