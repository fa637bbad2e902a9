package org.spinngate.client.command;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.slf4j.LoggerFactory;

/**
 * Lets Java load its hundreds of classes for TLS on a thread of its own, while the program still
 * reads its settings and binds its ports: a quarter of every start. What is done early is the first
 * message of a handshake, which goes nowhere.
 */
final class TlsWarmUp {
  private TlsWarmUp() {}

  /** Begins; nobody waits for it. */
  static void begin() {
    Thread thread = new Thread(TlsWarmUp::greet, "tls-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private static void greet() {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(null, new TrustManager[0], null);
      SSLEngine engine = context.createSSLEngine();
      engine.setUseClientMode(true);
      engine.beginHandshake();
      engine.wrap(
          ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    } catch (GeneralSecurityException | SSLException e) {
      // The real handshake will say it to the user.
      LoggerFactory.getLogger(TlsWarmUp.class).debug("{}", e.toString());
    }
  }
}
