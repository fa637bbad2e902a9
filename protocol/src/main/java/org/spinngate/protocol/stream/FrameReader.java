package org.spinngate.protocol.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Frame;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Cuts the byte stream into frames ({@link Frame}) and passes each on as a buffer that starts with
 * its kind. The receiver of a frame owns it.
 *
 * <p>Until {@link #trust()} is called no frame may be longer than {@link
 * Frame#MAX_LENGTH_BEFORE_LOGIN}. A length is checked before a byte of its frame is kept. Nothing
 * that follows a violation is looked at.
 *
 * <p>After any frame there may be a pause, if the peer asks for too much: no frame is passed on and
 * nothing is read, so that the peer has to wait in the end. What has arrived by then is kept, and
 * follows in its order after the pause. When the connection ends, it follows at once, and nobody
 * pays for it: its handlers must not do costly work for a peer that is gone.
 *
 * <p>Who has to find something out before the next frame can {@link #hold} all of them for as long;
 * what has arrived after is dropped if the connection ends meanwhile.
 */
public final class FrameReader extends ChannelInboundHandlerAdapter {
  /** More than arrives before a connection hears that it is not to be read. */
  static final int MOST_KEPT = 128 * 1024;

  private final IntToLongFunction pauses;
  private final Remainder remainder = new Remainder();
  private int maxLength = Frame.MAX_LENGTH_BEFORE_LOGIN;
  private boolean broken;
  private boolean paused;
  private boolean held;
  private boolean ending;
  private @Nullable Future<?> pauseEnd;
  private @Nullable ChannelHandlerContext context;

  /** One that never pauses. */
  public FrameReader() {
    this(kind -> 0);
  }

  /**
   * @param pauses asked after each frame, by its kind, for how many nanoseconds nothing more is to
   *     be read; 0 if there is no need to pause
   */
  public FrameReader(IntToLongFunction pauses) {
    this.pauses = pauses;
  }

  /** The peer has logged in: longer frames are welcome. */
  public void trust() {
    maxLength = Frame.MAX_LENGTH;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  /** Begins a pause without an end, on the event loop of the connection. */
  public void hold() {
    held = true;
    pause(Objects.requireNonNull(context));
  }

  /** Ends what {@link #hold} has begun; frames go on after what the event loop does now. */
  public void release() {
    boolean wasHeld = held;
    held = false;
    if (wasHeld && pauseEnd == null && !broken && !ending) {
      goOnIn(Objects.requireNonNull(context), 0);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    cut(ctx, (ByteBuf) message);
    if (paused && remainder.size() > MOST_KEPT) {
      broken = true;
      ctx.close();
    }
  }

  private void cut(ChannelHandlerContext ctx, ByteBuf arrived) {
    ByteBuf source = remainder.joined(arrived, ctx.alloc());
    try {
      readFrames(ctx, source);
      if (!broken && !ctx.isRemoved()) {
        remainder.keep(source, ctx.alloc());
      }
    } finally {
      source.release();
    }
  }

  private void readFrames(ChannelHandlerContext ctx, ByteBuf source) {
    while (!broken && !paused && source.readableBytes() >= Frame.LENGTH_BYTES) {
      int length = source.getUnsignedShort(source.readerIndex());
      if (length == 0 || length > maxLength) {
        broken = true;
        throw new ProtocolViolation("frame of length " + length);
      }
      if (source.readableBytes() < Frame.LENGTH_BYTES + length) {
        return;
      }
      source.skipBytes(Frame.LENGTH_BYTES);
      int kind = source.getUnsignedByte(source.readerIndex());
      ctx.fireChannelRead(source.readRetainedSlice(length));
      if (!ending) {
        pauseIfDue(ctx, kind);
      }
    }
  }

  private void pauseIfDue(ChannelHandlerContext ctx, int kind) {
    long nanos = pauses.applyAsLong(kind);
    if (nanos > 0 && !ctx.isRemoved()) {
      pause(ctx);
      goOnIn(ctx, nanos);
    }
  }

  private void pause(ChannelHandlerContext ctx) {
    paused = true;
    ctx.channel().config().setAutoRead(false);
  }

  private void goOnIn(ChannelHandlerContext ctx, long nanos) {
    pauseEnd =
        new LaterTask(() -> goOn(ctx), fault -> exceptionCaught(ctx, fault))
            .in(ctx.executor(), nanos, TimeUnit.NANOSECONDS);
  }

  private void goOn(ChannelHandlerContext ctx) {
    cancelPause();
    if (held) {
      return;
    }
    passOnWhatIsKept(ctx);
    if (!paused) {
      ctx.channel().config().setAutoRead(true);
    }
    // The peer has spoken, even if that was a while ago.
    ctx.fireChannelReadComplete();
  }

  private void passOnWhatIsKept(ChannelHandlerContext ctx) {
    paused = false;
    cancelPause();
    cut(ctx, Unpooled.EMPTY_BUFFER);
  }

  private void cancelPause() {
    if (pauseEnd != null) {
      pauseEnd.cancel(false);
      pauseEnd = null;
    }
  }

  /** The connection is on its way to another event loop, on which the pause has to end. */
  @Override
  public void channelUnregistered(ChannelHandlerContext ctx) {
    cancelPause();
    ctx.fireChannelUnregistered();
  }

  @Override
  public void channelRegistered(ChannelHandlerContext ctx) {
    if (paused && !held) {
      goOnIn(ctx, 0);
    }
    ctx.fireChannelRegistered();
  }

  /** The last thing that the peer has said may be a goodbye. */
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ending = true;
    if (paused && !held) {
      passOnWhatIsKept(ctx);
      ctx.fireChannelReadComplete();
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    broken = true;
    ctx.fireExceptionCaught(cause);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    broken = true;
    cancelPause();
    remainder.release();
  }
}
