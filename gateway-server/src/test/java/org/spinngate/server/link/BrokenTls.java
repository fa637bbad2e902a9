package org.spinngate.server.link;

import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Encryption that cannot be had, as when there is no memory for it. */
final class BrokenTls extends DelegatingSslContext {
  BrokenTls() throws SSLException {
    super(SslContextBuilder.forClient().sslProvider(SslProvider.JDK).protocols("TLSv1.3").build());
  }

  @Override
  protected void initEngine(SSLEngine engine) {
    throw new IllegalStateException("no TLS");
  }
}
