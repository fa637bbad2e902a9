package org.spinngate.client.dial;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.stream.CongestionControl;
import org.spinngate.protocol.stream.ControlCodec;
import org.spinngate.protocol.stream.ExtrasHandler;
import org.spinngate.protocol.stream.FrameReader;

/**
 * What every connection is made of, from the network upwards.
 *
 * <pre>
 *  ssl ─► frames ─► codec ─► extras ─► (heartbeat, once welcome) ─► redirect ─► (freshness, once up) ─► phase ─► end
 *                                                                                              │
 *                                                                 GreetingHandler ─► OpeningHandler ─► UpHandler
 *                                                                                 └► BoardsHandler
 * </pre>
 */
public final class ConnectionInitializer extends ChannelInitializer<Channel> {
  static final String SSL = "ssl";
  static final String FRAMES = "frames";
  static final String CODEC = "codec";
  static final String EXTRAS = "extras";
  static final String HEARTBEAT = "heartbeat";
  static final String REDIRECT = "redirect";

  /** The handler of the present phase, which the next one replaces. */
  public static final String PHASE = "phase";

  static final String END = "end";

  private static final int HANDSHAKE_SECONDS = 5;

  /** For as long we wait for the server's goodbye, so that ours is not lost to a reset. */
  private static final int GOODBYE_MILLIS = 1_000;

  private final SslContext identity;
  private final Gateway gateway;
  private final String client;
  private final Caller caller;
  private final Timing timing;
  private final SealedCarrier sealed;

  /**
   * @param identity checks who the server is
   * @param gateway where it is, who it must be, and who asks
   * @param client name and version of this program
   * @param caller hears what becomes of the connection
   * @param timing the clock, and what is late by it
   * @param sealed makes a second carrier beside it
   */
  public ConnectionInitializer(
      SslContext identity,
      Gateway gateway,
      String client,
      Caller caller,
      Timing timing,
      SealedCarrier sealed) {
    this.identity = identity;
    this.gateway = gateway;
    this.client = client;
    this.caller = caller;
    this.timing = timing;
    this.sealed = sealed;
  }

  @Override
  protected void initChannel(Channel channel) {
    CongestionControl.choose(channel, CongestionControl.BBR);
    SslHandler ssl = identity.newHandler(channel.alloc(), gateway.name(), gateway.address().port());
    ssl.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
    ssl.setCloseNotifyReadTimeout(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(SSL, ssl);
    addPlain(pipeline);
  }

  /** All that lies within TLS. */
  public void addPlain(ChannelPipeline pipeline) {
    pipeline.addLast(FRAMES, new FrameReader());
    pipeline.addLast(CODEC, new ControlCodec());
    pipeline.addLast(EXTRAS, new ExtrasHandler());
    pipeline.addLast(REDIRECT, new RedirectHandler());
    pipeline.addLast(PHASE, new GreetingHandler(gateway, client, caller, timing, sealed));
    pipeline.addLast(END, new EndHandler(gateway.address(), caller));
  }
}
