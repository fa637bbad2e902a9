package org.spinngate.protocol.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Tunnel;

/**
 * A tunnel over one stream connection. Data frames are gathered into one buffer, the size of a TLS
 * record, which leaves at the end of the event loop's current pass: many datagrams cost one system
 * call and one encryption, and none waits for another that has not yet arrived. Each begins with
 * the time mark of its first datagram; the peer's {@link Freshness} looks at it.
 *
 * <p>Confined to the channel's event loop.
 */
public final class StreamTunnel implements Tunnel {
  /** The most plain bytes of one TLS 1.3 record (RFC 8446, section 5.1). */
  private static final int RECORD_BYTES = 16 * 1024;

  /** Boot images have at most 33 kB; what is beyond many of them is not a boot. */
  private static final long MOST_BOOT_BYTES_WAITING = 1024 * 1024;

  /** A peer that does not read its {@link Bye} within this time does without. */
  private static final int BYE_SECONDS = 3;

  private final Channel channel;
  private final Heartbeat heartbeat;
  private final Runnable flushTask = this::flush;
  private @Nullable ByteBuf gathered;

  /**
   * @param channel an open connection whose pipeline ends outbound in a {@link ControlCodec}
   * @param heartbeat the one of the same pipeline
   */
  public StreamTunnel(Channel channel, Heartbeat heartbeat) {
    this.channel = channel;
    this.heartbeat = heartbeat;
    channel.closeFuture().addListener(closed -> release());
  }

  @Override
  public boolean sendScp(int flow, ByteBuf datagram) {
    assert channel.eventLoop().inEventLoop();
    if (!channel.isWritable()) {
      return false;
    }
    DataFrame.writeScp(roomFor(datagram), flow, datagram);
    return true;
  }

  @Override
  public boolean sendBoot(int flow, int gapMillis, ByteBuf datagram) {
    assert channel.eventLoop().inEventLoop();
    if (!channel.isActive() || channel.bytesBeforeWritable() > MOST_BOOT_BYTES_WAITING) {
      return false;
    }
    DataFrame.writeBoot(roomFor(datagram), flow, gapMillis, datagram);
    return true;
  }

  @Override
  public void send(ControlMessage message) {
    flush();
    channel.writeAndFlush(message, channel.voidPromise());
  }

  @Override
  public void close(CloseCause cause, String text) {
    flush();
    channel.writeAndFlush(new Bye(cause, text)).addListener(ChannelFutureListener.CLOSE);
    Future<?> patience =
        channel.eventLoop().schedule(() -> channel.close(), BYE_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> patience.cancel(false));
  }

  @Override
  public long roundTripNanos() {
    return heartbeat.roundTripNanos();
  }

  @Override
  public String path() {
    return "tcp";
  }

  private ByteBuf roomFor(ByteBuf datagram) {
    int needed = DataFrame.BOOT_HEADER + datagram.readableBytes();
    if (gathered != null && gathered.writableBytes() < needed) {
      flush();
    }
    if (gathered == null) {
      gathered = channel.alloc().directBuffer(RECORD_BYTES, RECORD_BYTES);
      DataFrame.writeTimeMark(gathered, heartbeat.talking());
      // Runs after the socket events of this pass, so all its datagrams share one record.
      channel.eventLoop().execute(flushTask);
    }
    return gathered;
  }

  private void flush() {
    ByteBuf full = gathered;
    if (full != null) {
      gathered = null;
      channel.writeAndFlush(full, channel.voidPromise());
    }
  }

  private void release() {
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
  }
}
