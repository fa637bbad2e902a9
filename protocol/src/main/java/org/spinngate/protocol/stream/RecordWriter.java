package org.spinngate.protocol.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to a channel, and says when it does not take them. Confined to the channel's event
 * loop; makes no object as long as the network takes everything.
 */
final class RecordWriter {
  private final Channel channel;
  private final Runnable recovery;
  private final ChannelFutureListener whenWritten = this::written;
  private @Nullable ChannelFuture waiting;

  /**
   * @param recovery called when all that was written has been taken, after that was not so
   */
  RecordWriter(Channel channel, Runnable recovery) {
    this.channel = channel;
    this.recovery = recovery;
  }

  /** Whether a record waits in the channel. */
  boolean isBlocked() {
    return waiting != null;
  }

  /** Whether the connection has taken all that it was given so far, messages as well. */
  boolean isTaking() {
    return channel.bytesBeforeUnwritable() >= channel.config().getWriteBufferHighWaterMark();
  }

  /** Takes over a record. */
  void write(ByteBuf record) {
    if (isTaking()) {
      channel.writeAndFlush(record, channel.voidPromise());
    } else {
      ChannelFuture writing = channel.writeAndFlush(record);
      waiting = writing;
      writing.addListener(whenWritten);
    }
  }

  private void written(ChannelFuture writing) {
    if (writing == waiting) {
      waiting = null;
      recovery.run();
    }
  }
}
