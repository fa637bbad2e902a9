package org.spinngate.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.MessageType;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Ping;

/**
 * Opens many sessions on one shared board and keeps them idle, to see what they cost a server. For
 * measuring on one machine only: it trusts whatever server it meets.
 *
 * <p>Arguments: port of a server on 127.0.0.1, user, token file, board, how many.
 */
public final class IdleSessions {
  private final SSLContext tls;
  private final int port;
  private final Hello hello;
  private final Open open;
  private final List<SSLSocket> sessions = new ArrayList<>();

  private IdleSessions(SSLContext tls, int port, Hello hello, Open open) {
    this.tls = tls;
    this.port = port;
    this.hello = hello;
    this.open = open;
  }

  /** Runs until it is ended. */
  public static void main(String[] arguments) throws Exception {
    SSLContext tls = SSLContext.getInstance("TLSv1.3");
    tls.init(null, new TrustManager[] {new TrustAnything()}, null);
    String token = Files.readString(Path.of(arguments[2])).strip();
    IdleSessions idle =
        new IdleSessions(
            tls,
            Integer.parseInt(arguments[0]),
            Hello.of(arguments[1], token, "idle sessions"),
            new Open(arguments[3], 0));
    for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
      idle.add();
    }
    System.out.println("open: " + idle.sessions.size());
    ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    heart.scheduleAtFixedRate(idle::beat, 0, 3, TimeUnit.SECONDS);
    new CountDownLatch(1).await();
  }

  private void add() throws IOException {
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
    write(socket, hello);
    write(socket, open);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int kind = 0;
    while (kind != MessageType.OPENED.code()) {
      int length = in.readUnsignedShort();
      kind = in.readUnsignedByte();
      in.skipNBytes(length - 1L);
      if (kind == MessageType.REFUSED.code()) {
        throw new IOException("refused after " + sessions.size() + " sessions");
      }
    }
    sessions.add(socket);
  }

  private void beat() {
    for (SSLSocket socket : sessions) {
      try {
        socket.getInputStream().skipNBytes(socket.getInputStream().available());
        write(socket, new Ping(0));
      } catch (IOException e) {
        System.out.println("lost: " + e.getMessage());
      }
    }
  }

  private static void write(SSLSocket socket, ControlMessage message) throws IOException {
    ByteBuf frame = Unpooled.buffer();
    message.writeFrame(frame);
    socket.getOutputStream().write(frame.array(), 0, frame.readableBytes());
  }

  private static final class TrustAnything extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
