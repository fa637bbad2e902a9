package org.spinngate.client.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.dial.FailedAttempts;
import org.spinngate.client.link.Backoff;
import org.spinngate.client.link.LinkEvents;
import org.spinngate.client.link.LinkState;
import org.spinngate.client.link.SessionKeeper;
import org.spinngate.client.local.Applications;
import org.spinngate.client.path.PathObserver;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Keeps the lines to an old server up. Until they have been up once, a failure is final; from then
 * on a lost line is followed by another attempt, for ever. Lines of UDP cannot be lost: whether
 * anybody answers there, nobody knows but the applications.
 *
 * <pre>
 *  start ─► looking up the name ─► dialling ─► up ─► release
 *                   ▲                  │        │
 *                   └──── waiting ◄────┴────────┘
 * </pre>
 *
 * <p>Confined to the one event loop.
 */
public final class LegacyLink implements SessionKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(LegacyLink.class);

  private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

  /** With another address left: long enough for a second try of TCP, which comes after 1 s. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private final LegacyDialler dialler;
  private final EventLoop loop;
  private final Applications applications;
  private final Backoff backoff;
  private final LinkEvents events;
  private final PathObserver path;
  private final ServerLine scp;
  private final ServerLine boot;
  private final LegacyServerTunnel tunnel;
  private final TakeoverDetector takeovers = new TakeoverDetector();
  private final Deque<InetAddress> untried = new ArrayDeque<>();
  private final Set<ServerLine> dialling = new HashSet<>();
  private LinkState state = new LinkState.Idle();
  private FailedAttempts failures;
  private InetAddress dialled = InetAddress.getLoopbackAddress();
  private @Nullable Ending failure;
  private boolean everUp;
  private long upAt;
  private @Nullable Future<?> redialling;

  /**
   * @param dialler knows how to reach the server
   * @param applications use the board
   * @param backoff the pauses between attempts
   * @param events hears of every change
   * @param path told of every connection
   */
  public LegacyLink(
      LegacyDialler dialler,
      Applications applications,
      Backoff backoff,
      LinkEvents events,
      PathObserver path) {
    this.dialler = dialler;
    this.loop = dialler.loop();
    this.applications = applications;
    this.backoff = backoff;
    this.events = events;
    this.path = path;
    ServerLineEvents lines = new Lines();
    this.scp = dialler.line(Service.SCP, lines);
    this.failures = new FailedAttempts(scp.server());
    this.boot = dialler.line(Service.BOOT, lines);
    this.tunnel =
        new LegacyServerTunnel(loop, scp, boot, applications, events::boot, dialler.nanoTime());
  }

  @Override
  public void start() {
    assert loop.inEventLoop();
    lookUp();
  }

  private void lookUp() {
    redialling = null;
    become(new LinkState.Dialling(backoff.attempts()));
    dialler
        .addresses()
        .whenCompleteAsync(
            (found, unknown) -> new LaterTask(() -> lookedUp(found), this::lookUpFailed).run(),
            loop);
  }

  /**
   * @param addresses null if there are none
   */
  private void lookedUp(@Nullable List<InetAddress> addresses) {
    if (isStopped()) {
      return;
    }
    if (addresses != null) {
      found(addresses);
    } else {
      failed(LegacyEndings.unknownName(dialler.host()));
    }
  }

  /** In any case only another attempt can bring the board back. */
  private void lookUpFailed(Throwable fault) {
    LaterTask.tellThread(fault);
    if (!isStopped()) {
      redialIn(backoff.next());
    }
  }

  private void found(List<InetAddress> addresses) {
    untried.clear();
    untried.addAll(addresses);
    failures = new FailedAttempts(scp.server());
    dial(untried.remove());
  }

  private void dial(InetAddress address) {
    failure = null;
    dialled = address;
    dialling.addAll(List.of(scp, boot));
    // One after the other: an old server would take two at once for two clients.
    Duration patience = untried.isEmpty() ? LAST_PATIENCE : PATIENCE;
    scp.dial(address, patience);
    boot.dial(address, patience);
  }

  private void decide() {
    Ending why = failure;
    if (!dialling.isEmpty()) {
      return;
    }
    if (why == null) {
      up();
      return;
    }
    failures.add(dialled, why);
    if (untried.isEmpty()) {
      takeovers.serverGone();
      failed(failures.all());
    } else {
      dial(untried.remove());
    }
  }

  private void up() {
    everUp = true;
    dialler.worked(dialled);
    upAt = dialler.nanoTime().getAsLong();
    backoff.up();
    Opened opened = tunnel.attach(dialler.host());
    path.up(tunnel);
    become(new LinkState.Up(opened));
  }

  private void failed(Ending ending) {
    if (everUp) {
      waitAndRedial(ending);
    } else {
      stop(ending);
    }
  }

  private void lost(Ending ending) {
    tunnel.detach();
    path.down(tunnel);
    takeovers.lost(dialler.nanoTime().getAsLong() - upAt);
    waitAndRedial(takeovers.suspected() ? LegacyEndings.rival(ending) : ending);
  }

  private void waitAndRedial(Ending ending) {
    backoff.lost();
    Duration pause = takeovers.pause(backoff.next());
    become(new LinkState.Waiting(backoff.attempts(), pause, ending));
    redialIn(pause);
  }

  private void redialIn(Duration pause) {
    redialling =
        new LaterTask(this::lookUp, this::lookUpFailed)
            .in(loop, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void release() {
    assert loop.inEventLoop();
    if (!isStopped()) {
      stop(Ending.of(CloseCause.RELEASED));
    }
  }

  private void stop(Ending ending) {
    if (redialling != null) {
      redialling.cancel(false);
    }
    tunnel.close(CloseCause.RELEASED, "");
    path.down(tunnel);
    become(new LinkState.Stopped(ending));
  }

  private boolean isStopped() {
    return state instanceof LinkState.Stopped;
  }

  private void become(LinkState changed) {
    LOG.debug("{}", changed);
    state = changed;
    events.changed(changed);
  }

  /** What happens on the lines. */
  private final class Lines implements ServerLineEvents {
    @Override
    public void up(ServerLine line) {
      if (dialling.remove(line)) {
        decide();
      }
    }

    @Override
    public void down(ServerLine line, Ending ending) {
      if (!dialling.isEmpty()) {
        dialling.remove(line);
        failure = failure == null ? ending : failure;
        decide();
      } else if (state instanceof LinkState.Up) {
        lost(ending);
      }
    }

    @Override
    public void received(ServerLine line, ByteBuf datagram) {
      tunnel.received(line.service(), datagram);
    }

    @Override
    public void readAll() {
      applications.flush();
    }

    @Override
    public void failed(DropReason reason) {
      applications.unsent(Unsent.one(reason));
    }

    @Override
    public void dropped(DropReason reason) {
      applications.dropped(reason);
    }
  }
}
