package org.spinngate.server.link;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Instant;
import java.util.Optional;

/**
 * The certificate and key that new connections are greeted with; they may be replaced while others
 * go on with those that they began with.
 *
 * <p>Thread-safe.
 */
public final class TlsIdentity implements AutoCloseable {
  private LoadedCertificate loaded;
  private boolean closed;

  /** Owns it from here on. */
  public TlsIdentity(LoadedCertificate first) {
    this.loaded = first;
  }

  /** New connections are greeted with another one from here on, which this object owns now. */
  public synchronized void replace(LoadedCertificate next) {
    ReferenceCountUtil.release((closed ? next : loaded).context());
    if (!closed) {
      loaded = next;
    }
  }

  /** Until when the certificate is valid, if it can be read. */
  public synchronized Optional<Instant> validUntil() {
    return loaded.validUntil();
  }

  /** For one connection, which keeps what it needs of the context. */
  synchronized SslHandler newHandler(ByteBufAllocator alloc) {
    return loaded.context().newHandler(alloc);
  }

  /** Nobody connects any more; harmless the second time. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      ReferenceCountUtil.release(loaded.context());
    }
  }
}
