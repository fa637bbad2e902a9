package org.spinngate.server.sealed;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.Sealing;

/** The client's end of a path whose packets the test carries by hand. Its time stands still. */
final class MemoryClient extends ClientEnd {
  private final List<byte[]> left = new ArrayList<>();

  MemoryClient(Sealing keys) {
    super(keys);
    channel().freezeTime();
  }

  /** Asks the first question, which is a packet. */
  byte[] question() {
    path().start();
    return packet();
  }

  /** A packet with a datagram for the board. */
  byte[] datagram(int bytes) {
    offer(bytes);
    return packet();
  }

  /** What the client says to a packet of the server, in one packet. */
  byte[] replyTo(byte... packet) {
    hear(packet);
    return packet();
  }

  /** A packet of the server arrives. */
  void hear(byte... packet) {
    path().receive(Unpooled.wrappedBuffer(packet));
  }

  private byte[] packet() {
    channel().runPendingTasks();
    byte[] last = left.get(left.size() - 1);
    left.clear();
    return last;
  }

  /** Whether the client has nothing to say. */
  boolean isSilent() {
    channel().runPendingTasks();
    return left.isEmpty();
  }

  /** Seals by these keys from now on, and asks. */
  byte[] renew(Sealing keys) {
    path().renew(keys);
    return packet();
  }

  /** Whether the server has ever answered. */
  boolean wasAnswered() {
    return path().wasHeard();
  }

  @Override
  void left(byte[] packet) {
    left.add(packet);
  }
}
