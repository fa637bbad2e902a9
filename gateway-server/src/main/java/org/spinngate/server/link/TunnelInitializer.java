package org.spinngate.server.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Supplier;
import org.spinngate.protocol.repeat.Repeats;
import org.spinngate.protocol.stream.ControlCodec;
import org.spinngate.protocol.stream.ExtrasHandler;
import org.spinngate.protocol.stream.FrameReader;
import org.spinngate.server.access.AddressQuota;
import org.spinngate.server.access.PendingLogins;
import org.spinngate.server.config.Limits;
import org.spinngate.server.net.Peer;

/**
 * The pipeline of a tunnel connection, bottom to top:
 *
 * <pre>
 *  deadline   ends the connection unless it logs in; removed by the login
 *  tls        TLS 1.3
 *  frames     bytes to frames; pauses when there are too many
 *  codec      frames to messages; data frames pass as buffers
 *  extras     tails of messages for clients that read them
 *  heartbeat  from the login on
 *  freshness  drops what is late; in a session
 *  phase      Hello, Login, Open, Claim, Session: each replaces itself by the next
 *  end        what nobody wanted
 * </pre>
 */
public final class TunnelInitializer extends ChannelInitializer<Channel> {
  /** The name under which the phases stand in for each other. */
  static final String PHASE = "phase";

  /** Handshakes of banned addresses in a second, of all together. */
  private static final int HEARINGS = 10;

  /** The same for addresses from which users have logged in before. */
  private static final int COMEBACKS = 50;

  private final TlsIdentity tls;
  private final LoginContext context;
  private final AddressQuota quota;
  private final LoginPace pace;
  private final Strangers strangers;
  private final String serverName;
  private final Repeats hearings;
  private final Repeats comebacks;
  private final ControlCodec codec = new ControlCodec();

  /**
   * How many may log in at a time, and how long a login may take.
   *
   * @param pending the connections that have not logged in
   * @param deadline the most time from accepted to logged in
   */
  record LoginPace(PendingLogins pending, Supplier<Duration> deadline) {}

  TunnelInitializer(
      TlsIdentity tls,
      LoginContext context,
      AddressQuota quota,
      LoginPace pace,
      Strangers strangers,
      String serverName) {
    this.tls = tls;
    this.context = context;
    this.quota = quota;
    this.pace = pace;
    this.strangers = strangers;
    this.serverName = serverName;
    Duration second = Duration.ofSeconds(1);
    this.hearings = new Repeats(HEARINGS, second, context.nanoTime());
    this.comebacks = new Repeats(COMEBACKS, second, context.nanoTime());
  }

  /**
   * What every connection of a server goes through.
   *
   * @param quota of connections, logged in or not
   * @param limits of this moment
   * @param serverName name and version, told to every client
   */
  public static TunnelInitializer of(
      TlsIdentity tls,
      LoginContext context,
      AddressQuota quota,
      Supplier<Limits> limits,
      String serverName) {
    LoginPace pace =
        new LoginPace(
            new PendingLogins(() -> limits.get().pending().most()),
            () -> limits.get().pending().deadline());
    Strangers strangers = new Strangers(context.nanoTime());
    return new TunnelInitializer(tls, context, quota, pace, strangers, serverName);
  }

  @Override
  protected void initChannel(Channel channel) {
    if (admits(channel)) {
      begin(channel);
    }
  }

  /** Whether there may be one more connection; if not, it is closed. On its event loop. */
  public boolean admits(Channel channel) {
    InetAddress address = Peer.address(channel);
    if (!quota.tryEnter(address)) {
      tooMany(channel);
      return false;
    }
    channel.closeFuture().addListener(closed -> quota.leave(address));
    return true;
  }

  /**
   * Gives a connection that was admitted the pipeline of a tunnel, after what it has, or closes it.
   * On its event loop.
   */
  public void begin(Channel channel) {
    if (unheard(channel)) {
      strangers.turnedAway(Peer.text(channel), "too many failed logins");
      channel.close();
    } else {
      pace.pending
          .tryEnter(Peer.address(channel), () -> tooMany(channel))
          .ifPresentOrElse(place -> shakeHands(channel, place), () -> tooMany(channel));
    }
  }

  private void shakeHands(Channel channel, PendingLogins.Place place) {
    Duration deadline = pace.deadline.get();
    ChannelPipeline pipeline = channel.pipeline();
    // Before anything that may fail, since it gives the place back.
    pipeline.addLast(LoginDeadline.NAME, new LoginDeadline(deadline, place, context.meter()));
    SslHandler handshake = tls.newHandler(channel.alloc());
    handshake.setHandshakeTimeoutMillis(deadline.toMillis());
    pipeline.addLast("tls", handshake);
    addTunnel(pipeline);
  }

  private void tooMany(Channel channel) {
    context.meter().login(LoginResult.OVERLOADED);
    strangers.turnedAway(Peer.text(channel), "too many connections");
    channel.close();
  }

  /** The part above encryption, which tests drive without it. */
  void addTunnel(ChannelPipeline pipeline) {
    FrameAllowance allowance =
        new FrameAllowance(context.allowances(), Peer.text(pipeline.channel()));
    pipeline.addLast("frames", new FrameReader(allowance));
    pipeline.addLast("codec", codec);
    pipeline.addLast("extras", new ExtrasHandler());
    LoginHandler login = new LoginHandler(context, strangers, serverName, allowance);
    pipeline.addLast(PHASE, new HelloHandler(context, login));
    pipeline.addLast("end", new ConnectionEnd(strangers, context.meter()));
  }

  /**
   * A handshake costs milliseconds, and who guesses tokens makes thousands. A few of those whose
   * address is banned are let in to be told so, for there may be a user among them; more of them
   * where users have logged in from before.
   */
  private boolean unheard(Channel channel) {
    InetAddress address = Peer.address(channel);
    if (!context.logins().deaf(address)) {
      return false;
    }
    return (context.logins().inhabited(address) ? comebacks : hearings).next().isEmpty();
  }
}
