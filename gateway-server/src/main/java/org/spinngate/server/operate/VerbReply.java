package org.spinngate.server.operate;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The answer to one request, in the form that the package describes: any number of lines at once,
 * and then the rest.
 *
 * <p>For one thread, which need not be the connection's.
 */
final class VerbReply {
  static final String OK = "ok";
  static final String ERROR = "error";
  static final String MEANWHILE = "wait ";

  /** For one who does not read. */
  private static final int TAKE_SECONDS = 30;

  private final Channel channel;
  private Consumer<String> witness = head -> {};
  private boolean begun;

  VerbReply(Channel channel) {
    this.channel = channel;
  }

  /** Tells this one how the answer begins, before anybody else. */
  void witness(Consumer<String> ofHead) {
    witness = ofHead;
  }

  /** A line to be read at once; dropped for one who does not read. */
  void progress(String line) {
    begin(OK);
    if (channel.isWritable()) {
      write(line + "\n");
    }
  }

  /** A line to be read at once, before it is known whether there will be a result. */
  void meanwhile(String line) {
    if (!begun && channel.isWritable()) {
      write(MEANWHILE + line + "\n");
    }
  }

  /** The result, and the end. */
  void finish(VerbAnswer answer) {
    boolean fine = answer.exitCode() == ExitCode.FINE;
    begin(fine ? OK : OK + " " + answer.exitCode().number());
    end(answer.text());
  }

  /** Why there is no result, and the end. */
  void refuse(VerbRefusal refusal) {
    begin(ERROR + " " + refusal.exitCode().number());
    end(String.valueOf(refusal.getMessage()));
  }

  private void begin(String head) {
    if (!begun) {
      begun = true;
      witness.accept(head);
      write(head + "\n");
    }
  }

  private void end(String text) {
    write(text.isEmpty() ? "" : text + "\n").addListener(ChannelFutureListener.CLOSE);
    var unused =
        new LaterTask(() -> channel.close())
            .in(channel.eventLoop(), TAKE_SECONDS, TimeUnit.SECONDS);
  }

  private ChannelFuture write(String text) {
    return channel.writeAndFlush(ByteBufUtil.writeUtf8(channel.alloc(), text));
  }
}
