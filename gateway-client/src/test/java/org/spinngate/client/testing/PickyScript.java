package org.spinngate.client.testing;

import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Waiting;

/** Gives every board but those that it has another answer for, and queues for some. */
public final class PickyScript extends FriendlyScript {
  private static final Holder HOLDER =
      new Holder("bob", Instant.parse("2026-03-04T14:02:00Z"), Duration.ofMinutes(3));

  public final Map<String, Refused> refusals = new ConcurrentHashMap<>();
  public final Map<String, ChannelHandlerContext> queued = new ConcurrentHashMap<>();
  public final Map<String, ChannelHandlerContext> opened = new ConcurrentHashMap<>();
  private volatile String inUse = "";

  /** Somebody else has this board. */
  public void queueFor(String board) {
    inUse = board;
  }

  @Override
  protected void open(ChannelHandlerContext ctx, Open open) {
    Refused refusal = refusals.get(open.board());
    if (refusal != null) {
      ctx.writeAndFlush(refusal).addListener(sent -> ctx.close());
    } else if (open.board().equals(inUse)) {
      queued.put(open.board(), ctx);
      ctx.writeAndFlush(new Waiting(1, Optional.of(HOLDER)));
    } else {
      give(ctx, open);
    }
  }

  /** Answers a wish late. */
  public void give(ChannelHandlerContext ctx, Open open) {
    opened.put(open.board(), ctx);
    super.open(ctx, open);
  }
}
