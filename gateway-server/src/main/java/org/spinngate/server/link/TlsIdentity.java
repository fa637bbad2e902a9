package org.spinngate.server.link;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/**
 * The certificate and key that new connections are greeted with; they may be replaced while others
 * go on with those that they began with.
 *
 * <p>Thread-safe.
 */
public final class TlsIdentity implements AutoCloseable {
  private SslContext context;
  private boolean closed;

  /** Owns the context from here on. */
  public TlsIdentity(SslContext first) {
    this.context = first;
  }

  /** New connections are greeted with another one from here on, which this object owns now. */
  public synchronized void replace(SslContext next) {
    ReferenceCountUtil.release(closed ? next : context);
    if (!closed) {
      context = next;
    }
  }

  /** For one connection, which keeps what it needs of the context. */
  synchronized SslHandler newHandler(ByteBufAllocator alloc) {
    return context.newHandler(alloc);
  }

  /** Nobody connects any more; harmless the second time. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      ReferenceCountUtil.release(context);
    }
  }
}
