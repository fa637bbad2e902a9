package org.spinngate.server.link;

import io.netty.channel.ChannelPipeline;
import java.util.function.Supplier;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.server.config.HeartbeatTimes;

/**
 * Watches connections from the login on.
 *
 * @param times of connections that log in now
 * @param timing the clock, and what is late by it
 */
public record Heartbeats(Supplier<HeartbeatTimes> times, Timing timing) {
  private static final String NAME = "heartbeat";

  /** Begins to watch a connection, on the event loop that it is on now. */
  Heartbeat begin(ChannelPipeline pipeline) {
    HeartbeatTimes now = times.get();
    Heartbeat heartbeat = Heartbeat.ofServer(now.interval(), now.deadline(), timing);
    pipeline.addBefore(TunnelInitializer.PHASE, NAME, heartbeat);
    return heartbeat;
  }

  /** Watches no more: a connection is about to leave the event loop that it is on. */
  static void end(ChannelPipeline pipeline) {
    pipeline.remove(NAME);
  }
}
