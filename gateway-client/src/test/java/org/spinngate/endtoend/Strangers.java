package org.spinngate.endtoend;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Connections of those who are not our client. */
final class Strangers {
  private static final int PATIENCE_MILLIS = 60_000;

  private Strangers() {}

  /** A connection without TLS. */
  static Socket connectPlain(InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.connect(server, PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** A connection with TLS, to whomever. */
  static SSLSocket connect(InetSocketAddress server) throws IOException, GeneralSecurityException {
    return secure(connectPlain(server), server);
  }

  /** Puts TLS, with whomever, onto a connection. */
  static SSLSocket secure(Socket plain, InetSocketAddress server)
      throws IOException, GeneralSecurityException {
    SSLSocket socket =
        (SSLSocket)
            anybody()
                .getSocketFactory()
                .createSocket(plain, server.getHostString(), server.getPort(), true);
    socket.startHandshake();
    return socket;
  }

  /** The first bytes of a TLS handshake. */
  static byte[] clientHello() throws IOException, GeneralSecurityException {
    SSLEngine engine = anybody().createSSLEngine();
    engine.setUseClientMode(true);
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    return Arrays.copyOf(hello.array(), hello.position());
  }

  /** TLS that trusts anybody. */
  static SSLContext anybody() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(null, new TrustManager[] {new Anybody()}, null);
    return context;
  }

  /** Whether the server has ended a connection; waits for that. */
  static boolean ended(Socket socket) {
    try {
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  /** Checks nothing. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
