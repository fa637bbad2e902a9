package org.spinngate.server.power;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.spinngate.protocol.ScpDatagram;

/** Asks BMPs who they are, all of them at once, and switches nothing. Not for event loops. */
public final class BmpSurvey {
  private static final int LONGEST = 2_048;
  private static final long AGAIN_MILLIS = 400;
  private static final int SEQUENCE = 1;

  private final DatagramChannel socket;
  private final Selector ready;
  private final Map<SocketAddress, String> heard = new HashMap<>();

  private BmpSurvey(DatagramChannel socket, Selector ready) {
    this.socket = socket;
    this.ready = ready;
  }

  /**
   * Asks, again and again, those who have not answered. Blocks.
   *
   * @param bmps where they are, by IPv4
   * @param patience for all of them together
   * @return what each of them says that it is, such as {@code BC&MP 2.1.0}, those left out that say
   *     nothing
   * @throws IOException if no socket can be opened
   */
  public static Map<SocketAddress, String> ask(
      Collection<InetSocketAddress> bmps, Duration patience) throws IOException {
    try (DatagramChannel socket = DatagramChannel.open(StandardProtocolFamily.INET);
        Selector ready = Selector.open()) {
      socket.configureBlocking(false);
      socket.register(ready, SelectionKey.OP_READ);
      BmpSurvey survey = new BmpSurvey(socket, ready);
      long begun = System.nanoTime();
      while (survey.heard.size() < bmps.size() && System.nanoTime() - begun < patience.toNanos()) {
        survey.round(bmps);
      }
      return survey.heard;
    }
  }

  private void round(Collection<InetSocketAddress> bmps) throws IOException {
    for (InetSocketAddress bmp : bmps) {
      if (!heard.containsKey(bmp)) {
        send(bmp);
      }
    }
    long begun = System.nanoTime();
    long left = AGAIN_MILLIS;
    while (left > 0 && heard.size() < bmps.size()) {
      ready.select(left);
      ready.selectedKeys().clear();
      hear(bmps);
      left = AGAIN_MILLIS - Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }
  }

  private void send(InetSocketAddress bmp) {
    ByteBuf question = BmpQuestion.version().encode(UnpooledByteBufAllocator.DEFAULT, SEQUENCE);
    try {
      socket.send(question.nioBuffer(), bmp);
    } catch (IOException e) {
      // There is no way to it, so it will not answer, either.
      heard.remove(bmp);
    } finally {
      question.release();
    }
  }

  private void hear(Collection<InetSocketAddress> bmps) {
    ByteBuffer answer = ByteBuffer.allocate(LONGEST);
    try {
      for (SocketAddress from = socket.receive(answer);
          from != null;
          from = socket.receive(answer)) {
        ByteBuf content = Unpooled.wrappedBuffer(answer.flip());
        if (bmps.contains(from) && ScpDatagram.hasSequence(content)) {
          heard.put(from, BmpAnswer.of(content).software());
        }
        answer.clear();
      }
    } catch (IOException e) {
      // Nobody is at some port; the others may still answer.
      answer.clear();
    }
  }
}
