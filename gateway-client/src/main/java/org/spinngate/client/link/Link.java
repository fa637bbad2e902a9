package org.spinngate.client.link;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.client.dial.Call;
import org.spinngate.client.dial.Caller;
import org.spinngate.client.dial.Dialler;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.local.Applications;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DatagramBalance;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.stream.Heartbeat;

/**
 * Keeps one session alive. Until it has been up once, any failure is final; from then on a lost
 * connection, and each trouble that may pass, is followed by another attempt ({@link Retries}),
 * which resumes the session. While the present connection is only suspected to be dead, a second
 * one is made beside it, and whichever is heard first wins.
 *
 * <p>Confined to the one event loop.
 */
public final class Link implements SessionKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  private static final Ending LOST = Ending.of(CloseCause.LOST);

  private final EventLoop loop;
  private final Dialler dialler;
  private final SessionWish wish;
  private final Applications applications;
  private final Backoff backoff;
  private final Retries retries;
  private final LinkEvents events;
  private final Redialling redialling;
  private LinkState state = new LinkState.Idle();
  private @Nullable Conversation current;
  private @Nullable Conversation next;
  private boolean suspected;

  /** A client that was in the queue queues again. */
  private boolean queued;

  private boolean releasing;

  /**
   * @param loop the one event loop
   * @param dialler makes connections to the server
   * @param wish what to ask the server for
   * @param applications use the tunnel
   * @param backoff the pauses between attempts
   * @param events hears of every change
   */
  public Link(
      EventLoop loop,
      Dialler dialler,
      SessionWish wish,
      Applications applications,
      Backoff backoff,
      LinkEvents events) {
    this.loop = loop;
    this.dialler = dialler;
    this.wish = wish;
    this.applications = applications;
    this.backoff = backoff;
    this.retries = new Retries(backoff, wish);
    this.events = events;
    this.redialling = new Redialling(loop, this::dial, this::dialFailed);
  }

  @Override
  public void start() {
    assert loop.inEventLoop();
    dial();
  }

  @Override
  public void release() {
    assert loop.inEventLoop();
    if (releasing || state instanceof LinkState.Stopped) {
      return;
    }
    releasing = true;
    redialling.cancel();
    // Those that hang up may be over at once.
    List<Conversation> open = Stream.of(current, next).filter(Objects::nonNull).toList();
    open.forEach(conversation -> conversation.call().hangUp());
    stopIfAllEnded();
  }

  private void dial() {
    Conversation conversation = new Conversation();
    next = conversation;
    showIfAlone(new LinkState.Dialling(backoff.attempts()));
    conversation.call = dialler.dial(conversation);
  }

  private void dialFailed(Throwable fault) {
    LaterTask.tellThread(fault);
    next = null;
    redialling.in(backoff.next());
  }

  private void become(LinkState changed) {
    LOG.debug("{}", changed);
    state = changed;
    events.changed(changed);
  }

  /** The states of a second connection are not shown. */
  private void showIfAlone(LinkState changed) {
    if (current == null) {
      become(changed);
    }
  }

  private void ended(Conversation over, Ending ending) {
    if (over == current) {
      current = null;
      suspected = false;
      currentEnded(wish.isOurOwnDoing(ending, over.generation) ? LOST : ending);
    } else if (over == next) {
      next = null;
      nextEnded(ending);
    }
  }

  private void currentEnded(Ending ending) {
    Conversation coming = next;
    if (releasing) {
      stopIfAllEnded();
    } else if (coming == null) {
      goOn(ending);
    } else if (ending.temporary()) {
      backoff.lost();
      become(new LinkState.Waiting(backoff.attempts(), Duration.ZERO, ending));
      become(new LinkState.Dialling(backoff.attempts()));
    } else {
      next = null;
      coming.call().hangUp();
      stop(ending);
    }
  }

  private void nextEnded(Ending ending) {
    if (releasing) {
      stopIfAllEnded();
    } else if (current == null) {
      goOn(ending);
    } else if (suspected && Retries.mayPass(ending)) {
      redialling.in(backoff.next());
    }
  }

  private void stopIfAllEnded() {
    if (current == null && next == null && !(state instanceof LinkState.Stopped)) {
      stop(Ending.of(CloseCause.RELEASED));
    }
  }

  private void goOn(Ending ending) {
    redialling.cancel();
    retries
        .after(ending, queued)
        .ifPresentOrElse(pause -> waitAndRedial(ending, pause), () -> stop(ending));
  }

  private void waitAndRedial(Ending ending, Duration pause) {
    become(new LinkState.Waiting(backoff.attempts(), pause, ending));
    redialling.in(pause);
  }

  private void stop(Ending ending) {
    become(new LinkState.Stopped(ending));
  }

  private void opened(Conversation conversation, Opened opened) {
    if (conversation != next) {
      return;
    }
    Conversation former = current;
    current = conversation;
    next = null;
    suspected = false;
    conversation.call().served();
    wish.granted(opened);
    retries.up();
    if (former != null) {
      former.call().abandon();
    }
    if (former == null || !opened.resumption().resumed()) {
      become(new LinkState.Up(opened));
    } else {
      state = new LinkState.Up(opened);
    }
  }

  private void suspected(Conversation conversation) {
    if (conversation == current && !releasing) {
      suspected = true;
      if (next == null && !redialling.isPlanned()) {
        LOG.debug("the path is suspected to be dead: a second connection is made");
        dial();
      }
    }
  }

  private void recovered(Conversation conversation) {
    if (conversation == current) {
      suspected = false;
      redialling.cancel();
      Conversation coming = next;
      // One that has asked for the session may have it already.
      if (coming != null && coming.generation == SessionWish.NOT_ASKED) {
        next = null;
        coming.call().abandon();
      }
    }
  }

  /** One connection's events, for as long as it lasts. */
  private final class Conversation implements Caller, SessionCaller {
    private @Nullable Call call;
    private int generation = SessionWish.NOT_ASKED;

    private Call call() {
      return Objects.requireNonNull(call, "not dialled");
    }

    @Override
    public void connected() {
      showIfAlone(new LinkState.Greeting());
    }

    @Override
    public ChannelHandler welcomed(Heartbeat heartbeat, SealedCarrier sealed) {
      showIfAlone(new LinkState.Opening());
      ControlMessage request = wish.request();
      generation = wish.generation();
      return new OpeningHandler(request, heartbeat, applications, sealed, this);
    }

    @Override
    public void waiting(Waiting waiting) {
      queued = true;
      showIfAlone(new LinkState.WaitingForBoard(waiting.position(), waiting.holder()));
    }

    @Override
    public DatagramBalance balance(Opened opened) {
      return wish.balance(opened);
    }

    @Override
    public void opened(Opened opened) {
      Link.this.opened(this, opened);
    }

    @Override
    public void suspected() {
      Link.this.suspected(this);
    }

    @Override
    public void recovered() {
      Link.this.recovered(this);
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
      Link.this.ended(this, ending);
    }
  }
}
