package org.spinngate.server.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * A handshake in memory between a server's side of TLS and a client that believes any certificate.
 * Whether a key can serve depends on its kind, curve and length and on the library: only trying
 * tells.
 */
final class TlsTrial {
  /** TLS 1.3 needs three; every further one carries nothing. */
  private static final int FLIGHTS = 8;

  private TlsTrial() {}

  /**
   * @throws SSLException with the reason, if no handshake succeeds
   */
  static void of(SslContext server) throws SSLException {
    SslContext client = CallerTls.context(SslProvider.JDK);
    EmbeddedChannel near = new EmbeddedChannel(client.newHandler(ByteBufAllocator.DEFAULT));
    EmbeddedChannel far = new EmbeddedChannel(server.newHandler(ByteBufAllocator.DEFAULT));
    try {
      shakeHands(near, far);
    } finally {
      end(near);
      end(far);
      ReferenceCountUtil.release(client);
    }
  }

  private static void shakeHands(EmbeddedChannel near, EmbeddedChannel far) throws SSLException {
    Future<?> here = near.pipeline().get(SslHandler.class).handshakeFuture();
    Future<?> there = far.pipeline().get(SslHandler.class).handshakeFuture();
    try {
      for (int flight = 0; flight < FLIGHTS && !(here.isDone() && there.isDone()); flight++) {
        move(near, far);
        move(far, near);
      }
    } catch (DecoderException e) {
      throw failure(Optional.ofNullable(e.getCause()).orElse(e));
    }
    if (!here.isSuccess() || !there.isSuccess()) {
      Throwable cause = there.cause() == null ? here.cause() : there.cause();
      throw failure(cause == null ? new SSLException("no handshake came about") : cause);
    }
  }

  private static SSLException failure(Throwable cause) {
    return cause instanceof SSLException known
        ? known
        : new SSLException(cause.getMessage(), cause);
  }

  private static void move(EmbeddedChannel from, EmbeddedChannel to) {
    for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
      to.writeInbound(bytes);
    }
  }

  /** What a failed handshake throws once more at the close has been told already. */
  private static void end(EmbeddedChannel channel) {
    try {
      channel.finishAndReleaseAll();
    } catch (RuntimeException e) {
      channel.releaseInbound();
      channel.releaseOutbound();
    }
  }
}
