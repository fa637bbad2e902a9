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
import org.spinngate.protocol.loss.HeldBytes;
import org.spinngate.protocol.sealed.ClientPath;
import org.spinngate.protocol.sealed.PacketCipher;
import org.spinngate.protocol.sealed.PathShare;
import org.spinngate.protocol.testing.TestQueues;

/** The client's end of a path on the thread of the test; how packets travel is left open. */
abstract class ClientEnd implements ClientPath.Surroundings, AutoCloseable {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<byte[]> datagrams = new ArrayList<>();
  private final ClientPath path;

  ClientEnd(Sealing keys) {
    path =
        new ClientPath(
            channel.eventLoop(),
            new PathShare(new PacketCipher(), new HeldBytes(1 << 20), TestQueues.plenty()),
            keys,
            this,
            true,
            DoorBench.UNHURRIED);
  }

  final EmbeddedChannel channel() {
    return channel;
  }

  final ClientPath path() {
    return path;
  }

  /** What the board has said. */
  final List<byte[]> datagrams() {
    return datagrams;
  }

  /** A datagram of so many bytes is on its way to the board. */
  final void offer(int bytes) {
    path.sendScp(1, Unpooled.wrappedBuffer(new byte[bytes]));
  }

  /** A packet leaves. */
  abstract void left(byte[] packet);

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
  public int longestPacket() {
    return 1472;
  }

  @Override
  public boolean hasRoom() {
    return true;
  }

  @Override
  public void write(ByteBuf packet) {
    byte[] bytes = ByteBufUtil.getBytes(packet);
    packet.release();
    left(bytes);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    path.close();
    channel.finishAndReleaseAll();
  }
}
