package org.spinngate.endtoend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.spinngate.protocol.Hello;

/** Somebody who tries one token after another, each on a connection of its own. */
final class TokenGuesser {
  private static final int PATIENCE_MILLIS = 60_000;

  private final InetSocketAddress server;
  private final String from;
  private final SSLSocketFactory tls;
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  /**
   * @param from the loopback address that the connections come from
   */
  TokenGuesser(InetSocketAddress server, String from) throws GeneralSecurityException {
    this.server = server;
    this.from = from;
    this.tls = Strangers.anybody().getSocketFactory();
  }

  /** Tries so often, no faster than so many times a second. */
  void guess(int times, int perSecond) {
    long begun = System.nanoTime();
    for (int i = 0; i < times; i++) {
      LockSupport.parkNanos(begun + i * 1_000_000_000L / perSecond - System.nanoTime());
      guessOnce(i);
    }
  }

  private void guessOnce(int number) {
    try (Socket plain = new Socket()) {
      plain.bind(new InetSocketAddress(from, 0));
      plain.setSoTimeout(PATIENCE_MILLIS);
      // Refused ones are closed at once and should not use up the ports of this machine.
      plain.setSoLinger(true, 0);
      plain.connect(server, PATIENCE_MILLIS);
      SSLSocket socket =
          (SSLSocket) tls.createSocket(plain, server.getHostString(), server.getPort(), false);
      socket.startHandshake();
      socket.getOutputStream().write(hello(number));
      int bytes = socket.getInputStream().readAllBytes().length;
      (bytes > 0 ? answered : closed).incrementAndGet();
    } catch (IOException turnedAway) {
      closed.incrementAndGet();
    }
  }

  private static byte[] hello(int number) {
    ByteBuf bytes = Unpooled.buffer();
    Hello.of("alice", "guess-" + number, "guesser 1.0").writeFrame(bytes);
    return ByteBufUtil.getBytes(bytes);
  }

  /** How often it was told that the token is wrong. */
  int answered() {
    return answered.get();
  }

  /** How often it was turned away without a word. */
  int closed() {
    return closed.get();
  }
}
