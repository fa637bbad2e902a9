package org.spinngate.client.link;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.client.local.Applications;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.stream.Heartbeat;

/**
 * Keeps one tunnel alive. Until the tunnel has been up once, any failure is final; from then on a
 * lost connection and every temporary refusal is followed by another attempt, for ever.
 *
 * <p>Confined to the one event loop.
 */
public final class Link {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  private final EventLoop loop;
  private final Dialler dialler;
  private final Open wish;
  private final Applications applications;
  private final Backoff backoff;
  private final LinkEvents events;
  private LinkState state = new LinkState.Idle();
  private @Nullable Call call;
  private @Nullable Future<?> redialling;
  private boolean everUp;
  private boolean releasing;

  /**
   * @param loop the one event loop
   * @param dialler makes connections to the server
   * @param wish the board, and for how long to queue for it at first
   * @param applications use the tunnel
   * @param backoff the pauses between attempts
   * @param events hears of every change
   */
  public Link(
      EventLoop loop,
      Dialler dialler,
      Open wish,
      Applications applications,
      Backoff backoff,
      LinkEvents events) {
    this.loop = loop;
    this.dialler = dialler;
    this.wish = wish;
    this.applications = applications;
    this.backoff = backoff;
    this.events = events;
  }

  /** Begins the first attempt. */
  public void start() {
    assert loop.inEventLoop();
    dial();
  }

  /** Gives the board back at once and ends for good; {@link LinkState.Stopped} follows. */
  public void release() {
    assert loop.inEventLoop();
    if (releasing || state instanceof LinkState.Stopped) {
      return;
    }
    releasing = true;
    Call current = call;
    boolean between = redialling != null && redialling.cancel(false);
    if (between || current == null) {
      stop(Ending.of(CloseCause.RELEASED));
    } else {
      current.hangUp();
    }
  }

  private void dial() {
    redialling = null;
    become(new LinkState.Dialling(backoff.attempts()));
    call = dialler.dial(new Conversation());
  }

  private void become(LinkState next) {
    LOG.debug("{}", next);
    state = next;
    events.changed(next);
  }

  private void ended(Ending ending) {
    if (releasing) {
      stop(Ending.of(CloseCause.RELEASED));
    } else if (everUp && isWorthAnotherTry(ending)) {
      waitAndRedial(ending);
    } else {
      stop(ending);
    }
  }

  private boolean isWorthAnotherTry(Ending ending) {
    boolean ourOwnSession =
        ending instanceof Ending.Caused caused
            && caused.cause() == CloseCause.USER_LIMIT
            && backoff.mayStillBeHeldByUs();
    return ending.temporary() || ourOwnSession;
  }

  private void waitAndRedial(Ending ending) {
    backoff.lost();
    Duration pause = backoff.next();
    become(new LinkState.Waiting(backoff.attempts(), pause, ending));
    redialling = loop.schedule(this::dial, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void stop(Ending ending) {
    become(new LinkState.Stopped(ending));
  }

  /** A lost session of ours may hold the board until the server notices, so we queue for it. */
  private Open currentWish() {
    return everUp
        ? new Open(wish.board(), Math.max(wish.waitSeconds(), Backoff.graceSeconds()))
        : wish;
  }

  /** One connection's events, for as long as it lasts. */
  private final class Conversation implements Caller, SessionCaller {
    @Override
    public void connected() {
      become(new LinkState.Greeting());
    }

    @Override
    public ChannelHandler welcomed(Heartbeat heartbeat) {
      become(new LinkState.Opening());
      return new OpeningHandler(currentWish(), heartbeat, applications, this);
    }

    @Override
    public void waiting(Waiting waiting) {
      become(new LinkState.WaitingForBoard(waiting.position(), waiting.holder()));
    }

    @Override
    public void opened(Opened opened) {
      everUp = true;
      backoff.up();
      become(new LinkState.Up(opened));
    }

    @Override
    public void notice(String text) {
      events.notice(text);
    }

    @Override
    public void boot(BootReport report) {
      events.boot(report);
    }

    @Override
    public void ended(Ending ending) {
      Link.this.ended(ending);
    }
  }
}
