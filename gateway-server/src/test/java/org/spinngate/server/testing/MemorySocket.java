package org.spinngate.server.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannelConfig;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.DefaultDatagramChannelConfig;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A datagram socket without a network: remembers what left it, and when. */
public final class MemorySocket extends AbstractChannel implements GroupLess {
  private static final ChannelMetadata METADATA = new ChannelMetadata(true);

  /** Where it is unless a test says otherwise. */
  private static final InetSocketAddress USUAL = new InetSocketAddress("127.0.0.9", 40_000);

  private final LongSupplier nanoTime;
  private final DatagramChannelConfig config;
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private @Nullable InetSocketAddress remote;
  private @Nullable InetSocketAddress local;
  private @Nullable Supplier<InetSocketAddress> own;
  private @Nullable IOException connectFailure;
  private volatile boolean open = true;
  private int room = Integer.MAX_VALUE;

  /**
   * A datagram that left.
   *
   * @param bytes what it held
   * @param nanos when it left
   */
  @SuppressWarnings("ArrayRecordComponent") // only its components are ever compared
  public record Sent(byte[] bytes, long nanos) {}

  /** A socket that reads this clock whenever a datagram leaves. */
  public MemorySocket(LongSupplier nanoTime) {
    super(null);
    this.nanoTime = nanoTime;
    try (DatagramSocket unused = new DatagramSocket(null)) {
      config = new Config(unused);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A socket on a network that has no way to the board. */
  public static MemorySocket unconnectable(IOException failure) {
    MemorySocket socket = new MemorySocket(() -> 0);
    socket.connectFailure = failure;
    return socket;
  }

  /** From now on it has an address of its own when it is connected. */
  public MemorySocket at(Supplier<InetSocketAddress> address) {
    own = address;
    return this;
  }

  /** What has left, oldest first. */
  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** Where it is connected to. */
  public @Nullable InetSocketAddress target() {
    return remote;
  }

  /** A datagram comes from the board. */
  public void receive(byte[] bytes) {
    ByteBuf content = alloc().buffer(Math.max(1, bytes.length)).writeBytes(bytes);
    pipeline().fireChannelRead(new DatagramPacket(content, null, remote));
    pipeline().fireChannelReadComplete();
  }

  /** The network takes so many datagrams more, and then nothing until this is called again. */
  public void takes(int datagrams) {
    room = datagrams;
    unsafe().flush();
  }

  /** What Netty keeps for the network at present. */
  public long pendingBytes() {
    ChannelOutboundBuffer pending = unsafe().outboundBuffer();
    return pending == null ? 0 : pending.totalPendingWriteBytes();
  }

  /** The network says something bad. */
  public void fail(IOException failure) {
    pipeline().fireExceptionCaught(failure);
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer in) {
    for (ByteBuf datagram = (ByteBuf) in.current();
        datagram != null && room > 0;
        datagram = (ByteBuf) in.current()) {
      // As the sockets of the system: nothing is no datagram, and is done at once.
      if (datagram.isReadable()) {
        room--;
        sent.add(new Sent(ByteBufUtil.getBytes(datagram), nanoTime.getAsLong()));
      }
      in.remove();
    }
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new AbstractUnsafe() {
      @Override
      public void connect(SocketAddress to, SocketAddress from, ChannelPromise promise) {
        if (connectFailure == null) {
          if (local == null) {
            local = own == null ? USUAL : own.get();
          }
          remote = (InetSocketAddress) to;
          promise.setSuccess();
        } else {
          promise.setFailure(connectFailure);
        }
      }
    };
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return true;
  }

  @Override
  protected @Nullable SocketAddress localAddress0() {
    return null;
  }

  @Override
  protected @Nullable SocketAddress remoteAddress0() {
    return remote;
  }

  @Override
  public @Nullable InetSocketAddress localAddress() {
    return local;
  }

  @Override
  public @Nullable InetSocketAddress remoteAddress() {
    return remote;
  }

  @Override
  protected void doBind(SocketAddress address) {
    local = (InetSocketAddress) address;
  }

  @Override
  protected void doDisconnect() {}

  @Override
  protected void doClose() {
    open = false;
  }

  @Override
  protected void doBeginRead() {}

  @Override
  public DatagramChannelConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isActive() {
    return open;
  }

  @Override
  public boolean isConnected() {
    return remote != null;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }

  /** Asks no socket of the system, of which there is none behind it. */
  private final class Config extends DefaultDatagramChannelConfig {
    Config(DatagramSocket closed) {
      super(MemorySocket.this, closed);
    }

    @Override
    public boolean isBroadcast() {
      return false;
    }
  }
}
