package org.spinngate.server.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.testing.Samples;
import org.spinngate.server.testing.Somebody;
import org.spinngate.server.testing.TestLoop;

/** A client's end of a connection to the real pipeline above encryption. */
final class Connection extends EmbeddedChannel {
  private static final InetSocketAddress PEER = new InetSocketAddress("203.0.113.9", 51544);

  private final Queue<ControlMessage> heard = new ArrayDeque<>();
  private final List<byte[]> datagrams = new ArrayList<>();
  private final List<Ping> pings = new ArrayList<>();

  Connection(TestLoop time) {
    super(EmbeddedChannel.builder().ticker(time.ticker()));
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return PEER;
  }

  Connection say(ControlMessage... messages) {
    ByteBuf all = Unpooled.buffer();
    for (ControlMessage message : messages) {
      message.writeFrame(all);
    }
    return sayBytes(all);
  }

  Connection sayBytes(ByteBuf bytes) {
    writeInbound(bytes);
    runPendingTasks();
    return this;
  }

  Connection logIn(String user) {
    return say(Hello.of(user, Somebody.token(user), "gateway-client 0.1"));
  }

  /** Logs in and opens a board; forgets what was said until then. */
  Connection openBoard(String user, String board) {
    logIn(user).say(new Open(board, 0));
    ControlMessage message = next();
    while (!(message instanceof Opened)) {
      message = next();
    }
    return this;
  }

  Connection sendScp(int flow, ByteBuf datagram) {
    ByteBuf frame = Unpooled.buffer();
    DataFrame.writeScp(frame, flow, datagram);
    return sayBytes(frame);
  }

  /** Says when what follows was taken. */
  Connection markTime(int millis) {
    ByteBuf frame = Unpooled.buffer();
    DataFrame.writeTimeMark(frame, millis);
    return sayBytes(frame);
  }

  Connection sendBoot(int flow, int gap, ByteBuf datagram) {
    ByteBuf frame = Unpooled.buffer();
    DataFrame.writeBoot(frame, flow, gap, datagram);
    return sayBytes(frame);
  }

  /** The next message that is no heartbeat. */
  ControlMessage next() {
    readAll();
    ControlMessage message = heard.poll();
    if (message == null) {
      throw new AssertionError("the server said nothing more");
    }
    return message;
  }

  <T extends ControlMessage> T next(Class<T> kind) {
    return kind.cast(next());
  }

  /** The cause of the goodbye that comes next, after which the connection is closed. */
  CloseCause goodbye() {
    CloseCause cause = next(Bye.class).cause();
    if (isOpen() || !heard.isEmpty()) {
      throw new AssertionError("open after the goodbye, or still talking: " + heard);
    }
    return cause;
  }

  /** Why it was refused, after which the connection is closed. */
  CloseCause refusal() {
    CloseCause cause = next(Refused.class).cause();
    if (isOpen() || !isSilent()) {
      throw new AssertionError("open after the refusal, or still talking: " + heard);
    }
    return cause;
  }

  boolean isSilent() {
    readAll();
    return heard.isEmpty();
  }

  List<byte[]> datagrams() {
    readAll();
    return datagrams;
  }

  List<Ping> pings() {
    readAll();
    return pings;
  }

  private void readAll() {
    runPendingTasks();
    for (ByteBuf bytes = readOutbound(); bytes != null; bytes = readOutbound()) {
      while (bytes.isReadable()) {
        read(bytes.readSlice(bytes.readUnsignedShort()));
      }
      bytes.release();
    }
  }

  private void read(ByteBuf frame) {
    if (DataFrame.kind(frame) == DataFrame.TIME_MARK_KIND) {
      return;
    }
    if (DataFrame.isDatagram(frame)) {
      frame.skipBytes(frame.getUnsignedByte(0) == DataFrame.BOOT_KIND ? 5 : 3);
      byte[] datagram = new byte[frame.readableBytes()];
      frame.readBytes(datagram);
      datagrams.add(datagram);
      return;
    }
    ControlMessage message = ControlMessage.read(frame);
    if (message instanceof Ping ping) {
      pings.add(ping);
    } else {
      heard.add(message);
    }
  }

  static ByteBuf bytesOf(ControlMessage message) {
    return Unpooled.wrappedBuffer(Samples.frameOf(message));
  }
}
