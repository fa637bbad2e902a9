package org.spinngate.client.testing;

import io.netty.channel.ChannelHandlerContext;
import org.spinngate.protocol.ControlMessage;

/** Friendly, but for one answer, which is its last. */
public final class RefusingScript extends FriendlyScript {
  private final Class<? extends ControlMessage> question;
  private final ControlMessage answer;

  public RefusingScript(Class<? extends ControlMessage> question, ControlMessage answer) {
    this.question = question;
    this.answer = answer;
  }

  @Override
  public void message(ChannelHandlerContext ctx, ControlMessage message) {
    if (question.isInstance(message)) {
      ctx.writeAndFlush(answer).addListener(sent -> ctx.close());
    } else {
      super.message(ctx, message);
    }
  }
}
