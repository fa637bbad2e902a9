package org.spinngate.endtoend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Welcome;

/** Speaks the protocol to a server, well or badly, as the test says. */
public final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final DataInputStream in;

  public RawClient(InetSocketAddress server) throws IOException, GeneralSecurityException {
    this.socket = Strangers.connect(server);
    this.in = new DataInputStream(socket.getInputStream());
  }

  public RawClient logIn(String user) throws IOException {
    return say(Hello.of(user, FacilityPlan.token(user), "raw"));
  }

  /** The same with another token than the usual. */
  RawClient logIn(String user, String token) throws IOException {
    return say(Hello.of(user, token, "raw"));
  }

  /** Waits until the server has let it in. */
  public RawClient admitted() throws IOException {
    ControlMessage answer = ControlMessage.read(frame());
    if (!(answer instanceof Welcome)) {
      throw new AssertionError("not let in: " + answer);
    }
    return this;
  }

  public RawClient say(ControlMessage message) throws IOException {
    ByteBuf frame = Unpooled.buffer();
    message.writeFrame(frame);
    return sayBytes(frame);
  }

  RawClient sayBytes(ByteBuf bytes) throws IOException {
    bytes.readBytes(socket.getOutputStream(), bytes.readableBytes());
    bytes.release();
    return this;
  }

  /** The next frame of the server, without its length. */
  ByteBuf frame() throws IOException {
    return Unpooled.wrappedBuffer(in.readNBytes(in.readUnsignedShort()));
  }

  /** What the server says next that is no datagram. */
  public ControlMessage word() throws IOException {
    while (true) {
      ByteBuf frame = frame();
      if (!DataFrame.isDatagram(frame) && DataFrame.kind(frame) != DataFrame.TIME_MARK_KIND) {
        return ControlMessage.read(frame);
      }
    }
  }

  /** What the server says last, as our client would understand it. */
  Ending ending() throws IOException {
    while (true) {
      ControlMessage message = word();
      if (message instanceof Bye bye) {
        return Ending.of(bye);
      } else if (message instanceof Refused refused) {
        return Ending.of(refused);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
