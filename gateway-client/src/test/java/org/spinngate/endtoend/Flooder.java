package org.spinngate.endtoend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.function.Consumer;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Service;

/**
 * A user who says small and costly things as fast as the connection takes them, and throws the
 * answers away without a look. Has two threads of its own.
 */
final class Flooder implements AutoCloseable {
  /** What it says over and over. */
  enum Kind {
    /** Questions whether the server is there; without a board. */
    PINGS(frames -> new Ping(1).writeFrame(frames)),
    /** Applications that come and go. */
    FLOWS(
        frames -> {
          DataFrame.writeScp(frames, 1, Unpooled.wrappedBuffer(new byte[26]));
          new FlowClosed(Service.SCP, 1).writeFrame(frames);
        }),
    /** Boot datagrams that begin a boot and mean nothing. */
    BOOTS(frames -> DataFrame.writeBoot(frames, 1, 0, Unpooled.wrappedBuffer(new byte[18])));

    @SuppressWarnings("ImmutableEnumChecker") // only ever a lambda without a state
    private final Consumer<ByteBuf> saying;

    Kind(Consumer<ByteBuf> saying) {
      this.saying = saying;
    }
  }

  private static final int BLOCK = 16_000;

  private final Socket line;
  private final Socket secured;

  /** Logs in, has the board if it needs one, and begins. */
  Flooder(InetSocketAddress server, String user, String board, Kind kind)
      throws IOException, GeneralSecurityException {
    this(server, user, board, kind, true);
  }

  private Flooder(
      InetSocketAddress server, String user, String board, Kind kind, boolean takesAnswers)
      throws IOException, GeneralSecurityException {
    this.line = Strangers.connectPlain(server);
    this.secured = Strangers.secure(line, server);
    say(bytes(Hello.of(user, FacilityPlan.token(user), "flood")));
    if (kind != Kind.PINGS) {
      say(bytes(new Open(board, 0)));
    }
    byte[] block = block(kind);
    if (takesAnswers) {
      start("listen", this::throwAway);
    }
    start("speak", () -> flood(block));
  }

  /** One who has no board, asks and never reads. */
  static Flooder unread(InetSocketAddress server, String user)
      throws IOException, GeneralSecurityException {
    return new Flooder(server, user, "", Kind.PINGS, false);
  }

  private static byte[] bytes(ControlMessage message) {
    ByteBuf frame = Unpooled.buffer();
    message.writeFrame(frame);
    return ByteBufUtil.getBytes(frame);
  }

  private static byte[] block(Kind kind) {
    ByteBuf frames = Unpooled.buffer();
    while (frames.readableBytes() < BLOCK) {
      kind.saying.accept(frames);
    }
    return ByteBufUtil.getBytes(frames);
  }

  private void say(byte[] frames) throws IOException {
    secured.getOutputStream().write(frames);
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, "flood-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void throwAway() {
    byte[] some = new byte[BLOCK];
    try {
      InputStream answers = line.getInputStream();
      while (answers.read(some) >= 0) {
        // They are encrypted, and nobody cares.
      }
    } catch (IOException closed) {
      // So this is over.
    }
  }

  private void flood(byte[] block) {
    try {
      while (true) {
        say(block);
      }
    } catch (IOException closed) {
      // So this is over.
    }
  }

  @Override
  public void close() throws IOException {
    // Not the secured one, which would wait for the speaker.
    line.close();
  }
}
