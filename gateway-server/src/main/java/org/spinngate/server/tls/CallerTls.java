package org.spinngate.server.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * The client's side of TLS for a process that calls itself, again and again: any certificate will
 * do, and a handshake should cost little. BoringSSL's does, but as a client it does not know every
 * kind of key that a server may have; the JDK does.
 *
 * <p>Confined to one event loop.
 */
public final class CallerTls implements AutoCloseable {
  private final SslContext fast;
  private final SslContext thorough;
  private boolean closed;

  /**
   * @throws SSLException if there is no TLS in this process
   */
  public CallerTls() throws SSLException {
    this.thorough = context(SslProvider.JDK);
    this.fast = OpenSsl.isAvailable() ? context(SslProvider.OPENSSL_REFCNT) : thorough;
  }

  static SslContext context(SslProvider provider) throws SSLException {
    return SslContextBuilder.forClient()
        .sslProvider(provider)
        .protocols("TLSv1.3")
        .trustManager(new BelieveAnyone())
        .endpointIdentificationAlgorithm(null)
        .build();
  }

  /**
   * For one connection.
   *
   * @param knowAll whether by the library that knows all keys that a server of ours can have
   * @return nothing after the end
   */
  public Optional<SslHandler> handler(ByteBufAllocator allocator, boolean knowAll) {
    return closed
        ? Optional.empty()
        : Optional.of((knowAll ? thorough : fast).newHandler(allocator));
  }

  /** Releases what the libraries hold. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      ReferenceCountUtil.release(fast);
    }
  }
}
