package org.spinngate.protocol.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.Timing;

/**
 * Notices a dead path: asks a silent peer whether it is there, answers the same question, and
 * measures the round trip. Both sides have one, so each notices a lost peer by itself.
 *
 * <p>While an application talks, which is until 5 s after the latest data frame of either
 * direction, a silence is borne for a short time, otherwise for a long one ({@link Patience}).
 * Silence counts from the last byte that arrived, but not from before the talk began, and not from
 * before this program stood still (stopped, asleep, collecting garbage): what the peer said
 * meanwhile may lie unread. A talk does not end while a question is open, so that a path that died
 * in a talk is judged by its measure.
 *
 * <p>If the application talks by another carrier, on which the peer is heard, this connection is
 * judged as if nobody talked; once that carrier is silent, both count together.
 *
 * <p>A suspicion and its end go up the pipeline as {@link PathEvent}. At the end of all patience
 * {@link CloseCause#LOST} does, and the channel is closed. Confined to the channel's event loop.
 */
public final class Heartbeat extends ChannelInboundHandlerAdapter {
  private static final long TALK_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A look at the clock so much too late means that this program stood still. */
  private static final long STANDSTILL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long DOUBT_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long DOUBT_PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Patience talkingPatience;
  private final Patience idlePatience;
  private final Timing timing;
  private final long startedAt;
  private final NewestMessage pings = new NewestMessage();
  private final NewestMessage pongs = new NewestMessage();
  private @Nullable Ping unanswered;
  private @Nullable Ticks ticks;
  private long quietSince;
  private long askedAt;
  private boolean questionOpen;
  private boolean suspected;
  private boolean talking;
  private long talkedAt;
  private boolean dataArrived;
  private boolean doubted;
  private long doubtedAt;
  private boolean answered;
  private long answeredQuestionAt;
  private boolean elsewhere;
  private long elsewhereAt;
  private long roundTripNanos = -1;

  /**
   * @param talking patience while an application talks
   * @param idle patience while none does
   */
  public Heartbeat(Patience talking, Patience idle, Timing timing) {
    this.talkingPatience = talking;
    this.idlePatience = idle;
    this.timing = timing;
    this.startedAt = timing.now();
  }

  /** A client's, by the times of its welcome: the first to suspect and to notice. */
  public static Heartbeat ofClient(Duration interval, Duration deadline, Timing timing) {
    Patience idle = Patience.idle(interval, deadline);
    return new Heartbeat(idle.talking(), idle, timing);
  }

  /** A server's, by the times that its clients are told: it waits twice as long as they do. */
  public static Heartbeat ofServer(Duration interval, Duration deadline, Timing timing) {
    Patience idle = Patience.idle(interval, deadline);
    return new Heartbeat(idle.talking().ofServer(), idle.ofServer(), timing);
  }

  /** Beyond this an SCP datagram is stale. */
  Duration mostLate() {
    return timing.repeats().usual();
  }

  /** The latest measured round trip in nanoseconds, or -1 before the first one. */
  public long roundTripNanos() {
    return roundTripNanos;
  }

  /**
   * A data frame is about to leave. Called once for many of them, at least once in each pass of the
   * event loop that has any.
   *
   * @return the time, for a time mark: milliseconds of this heartbeat modulo 2^32
   */
  int talking() {
    long now = timing.now();
    talked(now);
    return timeMark(now);
  }

  /** The time mark of a moment of the monotonic clock. */
  int timeMark(long now) {
    return (int) TimeUnit.NANOSECONDS.toMillis(now - startedAt);
  }

  /** The peer was heard on another carrier, by which an application talks. */
  void heardElsewhere() {
    elsewhere = true;
    elsewhereAt = timing.now();
    talked(elsewhereAt);
  }

  private void talked(long now) {
    talkedAt = now;
    if (!talking && ticks != null) {
      talking = true;
      // So far nobody had a reason to speak.
      quietSince = now;
      schedule(now);
    }
  }

  /** The monotonic clock, in nanoseconds. */
  long now() {
    return timing.now();
  }

  /**
   * Whether a question that was asked within the last so many nanoseconds has been answered. As the
   * connection keeps the order, the peer has then sent all that arrives now within that time, too.
   */
  boolean answeredWithin(long nanos, long now) {
    return answered && now - answeredQuestionAt >= 0 && now - answeredQuestionAt <= nanos;
  }

  /** It is in doubt how long the path takes: for the next seconds the peer is asked often. */
  void doubt(long now) {
    boolean first = !doubted;
    doubted = true;
    doubtedAt = now;
    if (first) {
      schedule(now);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ticks = new Ticks(ctx, this::tick);
    long now = timing.now();
    quietSince = now;
    ask(ctx, now);
    schedule(now);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stop();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stop();
    ctx.fireChannelInactive();
  }

  private void stop() {
    if (ticks != null) {
      ticks.stop();
      ticks = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf) {
      dataArrived = true;
      ctx.fireChannelRead(message);
    } else if (message instanceof Ping ping) {
      unanswered = ping;
    } else if (message instanceof Pong pong) {
      answered = true;
      answeredQuestionAt = pong.stamp();
      roundTripNanos = Math.max(0, timing.now() - pong.stamp());
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    answer(ctx);
    long now = timing.now();
    quietSince = now;
    questionOpen = false;
    if (dataArrived) {
      dataArrived = false;
      talked(now);
    }
    if (suspected) {
      suspected = false;
      ctx.fireUserEventTriggered(PathEvent.RECOVERED);
    }
    ctx.fireChannelReadComplete();
  }

  /** Of the questions of one pass only the newest: its stamp tells all that the others would. */
  private void answer(ChannelHandlerContext ctx) {
    if (unanswered != null) {
      pongs.send(ctx, new Pong(unanswered.stamp()));
      unanswered = null;
    }
  }

  private void tick(ChannelHandlerContext ctx) {
    long now = timing.now();
    if (ticks != null && ticks.late(now) >= STANDSTILL_NANOS) {
      quietSince = now;
      ask(ctx, now);
    }
    if (untilVerdict(now, Patience::dead) <= 0) {
      stop();
      ctx.fireUserEventTriggered(CloseCause.LOST);
      ctx.close();
      return;
    }
    judge(ctx, now);
    schedule(now);
  }

  private void judge(ChannelHandlerContext ctx, long now) {
    if (talking && !questionOpen && now - talkedAt >= TALK_NANOS) {
      talking = false;
    }
    doubted = doubted && now - doubtedAt < DOUBT_NANOS;
    if (untilQuestion(now) <= 0) {
      ask(ctx, now);
    }
    if (!suspected && untilVerdict(now, Patience::suspect) <= 0) {
      suspected = true;
      ctx.fireUserEventTriggered(PathEvent.SUSPECTED);
    }
  }

  private void ask(ChannelHandlerContext ctx, long now) {
    askedAt = now;
    questionOpen = true;
    pings.send(ctx, new Ping(now));
  }

  /** Of the peer, wherever it speaks. */
  private long silence(long now) {
    long here = now - quietSince;
    return elsewhere ? Math.min(here, now - elsewhereAt) : here;
  }

  /** In a talk the peer is judged by all that is heard of it, and the connection by itself. */
  private long untilVerdict(long now, Function<Patience, Duration> limit) {
    long idle = limit.apply(idlePatience).toNanos() - (now - quietSince);
    return talking ? Math.min(idle, limit.apply(talkingPatience).toNanos() - silence(now)) : idle;
  }

  /** A silent peer is asked by the measure of now; any peer is, now and then, for its distance. */
  private long untilQuestion(long now) {
    long sinceAsked = now - askedAt;
    long silence = talking ? silence(now) : now - quietSince;
    long probe = (talking ? talkingPatience : idlePatience).probe().toNanos();
    long forSilence = probe - Math.min(sinceAsked, silence);
    long forDistance = doubted ? DOUBT_PROBE_NANOS : idlePatience.probe().toNanos();
    return Math.min(forSilence, forDistance - sinceAsked);
  }

  private void schedule(long now) {
    if (ticks != null) {
      ticks.next(now, pause(now));
    }
  }

  /** Until the next moment at which something may have to be done if nothing is heard. */
  private long pause(long now) {
    long verdict = untilVerdict(now, suspected ? Patience::dead : Patience::suspect);
    long pause = Math.max(0, Math.min(verdict, untilQuestion(now)));
    long talk = TALK_NANOS - (now - talkedAt);
    return talking && talk > 0 ? Math.min(pause, talk) : pause;
  }
}
