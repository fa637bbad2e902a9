package org.spinngate.server.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.sealed.ClientPath;
import org.spinngate.protocol.sealed.PacketCipher;

/** The client's end of a path whose packets the test carries by hand. Its time stands still. */
final class MemoryClient implements ClientPath.Surroundings, AutoCloseable {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<byte[]> left = new ArrayList<>();
  private final List<byte[]> datagrams = new ArrayList<>();
  private final ClientPath path;

  MemoryClient(Sealing keys) {
    channel.freezeTime();
    path =
        new ClientPath(
            channel.eventLoop(), new PacketCipher(), keys, this, true, DoorBench.UNHURRIED);
  }

  /** Asks the first question, which is a packet. */
  byte[] question() {
    path.start();
    return packet();
  }

  /** A packet with a datagram for the board. */
  byte[] datagram(int bytes) {
    path.sendScp(1, Unpooled.wrappedBuffer(new byte[bytes]));
    return packet();
  }

  /** What the client says to a packet of the server, in one packet. */
  byte[] replyTo(byte... packet) {
    hear(packet);
    return packet();
  }

  /** A packet of the server arrives. */
  void hear(byte... packet) {
    path.receive(Unpooled.wrappedBuffer(packet));
  }

  private byte[] packet() {
    channel.runPendingTasks();
    byte[] last = left.get(left.size() - 1);
    left.clear();
    return last;
  }

  /** Whether the client has nothing to say. */
  boolean isSilent() {
    channel.runPendingTasks();
    return left.isEmpty();
  }

  /** Seals by these keys from now on, and asks. */
  byte[] renew(Sealing keys) {
    path.renew(keys);
    return packet();
  }

  /** What the board has said. */
  List<byte[]> datagrams() {
    return datagrams;
  }

  /** Whether the server has ever answered. */
  boolean wasAnswered() {
    return path.wasHeard();
  }

  @Override
  public void scp(int flow, ByteBuf datagram) {
    datagrams.add(ByteBufUtil.getBytes(datagram));
    datagram.release();
  }

  @Override
  public void dropped(DropReason reason) {}

  @Override
  public void missing(int count) {}

  @Override
  public void unsent(Unsent fallen) {}

  @Override
  public void chosen(boolean sealed) {}

  @Override
  public void proven(boolean now) {}

  @Override
  public void anotherPort() {}

  @Override
  public ByteBufAllocator allocator() {
    return ByteBufAllocator.DEFAULT;
  }

  @Override
  public boolean hasRoom() {
    return true;
  }

  @Override
  public void write(ByteBuf packet) {
    left.add(ByteBufUtil.getBytes(packet));
    packet.release();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    path.close();
    channel.finishAndReleaseAll();
  }
}
