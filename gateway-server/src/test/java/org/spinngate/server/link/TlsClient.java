package org.spinngate.server.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import javax.net.ssl.SSLSocket;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.testing.Samples;

/** A client in plain blocking Java, sharing no network code with the server. */
final class TlsClient implements AutoCloseable {
  private final SSLSocket socket;
  private final DataInputStream in;
  private final OutputStream out;

  TlsClient(SSLSocket socket) throws IOException {
    this.socket = socket;
    socket.startHandshake();
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  String version() {
    return socket.getSession().getProtocol();
  }

  void say(ControlMessage message) throws IOException {
    sayBytes(Samples.frameOf(message));
  }

  void sayBytes(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  void sendScp(int flow, byte[] datagram) throws IOException {
    ByteBuf frame = Unpooled.buffer();
    DataFrame.writeScp(frame, flow, Unpooled.wrappedBuffer(datagram));
    sayBytes(ByteBufUtil.getBytes(frame));
  }

  /** The next message; answers heartbeats meanwhile. */
  <T extends ControlMessage> T next(Class<T> kind) throws IOException {
    ControlMessage message = ControlMessage.read(nextFrame());
    while (message instanceof Ping ping) {
      say(new Pong(ping.stamp()));
      message = ControlMessage.read(nextFrame());
    }
    return kind.cast(message);
  }

  /** The next datagram; skips heartbeats and time marks. */
  byte[] nextDatagram() throws IOException {
    ByteBuf frame = nextFrame();
    while (!DataFrame.isDatagram(frame) || DataFrame.kind(frame) == DataFrame.TIME_MARK_KIND) {
      frame = nextFrame();
    }
    return ByteBufUtil.getBytes(frame.skipBytes(3));
  }

  private ByteBuf nextFrame() throws IOException {
    byte[] frame = new byte[in.readUnsignedShort()];
    in.readFully(frame);
    return Unpooled.wrappedBuffer(frame);
  }

  /** Waits until the server has closed; says how many bytes came before. */
  int drain() throws IOException {
    return in.readAllBytes().length;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
