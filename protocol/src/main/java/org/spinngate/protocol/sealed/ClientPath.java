package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.pace.ArrivalsReport;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The client's end of a sealed path. It asks questions all the time, so it alone knows whether both
 * directions live, and it decides for both sides which carrier is used.
 *
 * <p>Confined to the event loop.
 */
public final class ClientPath implements SealedPath, PacketFrames {
  /** A path that nobody talks on for so long is asked more seldom. */
  private static final long TALK_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long AFTER_FAULT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** As many event loops as servers usually have, and some more for bad luck. */
  private static final int MOST_DETOURS = 8;

  private final EventLoop loop;
  private final PathShare share;
  private final Surroundings surroundings;
  private final LongSupplier nanoTime;
  private final boolean always;
  private final PacketSender sender;
  private final PacketReceiver receiver;
  private final PathEnd end;
  private final PathValidation proof = new PathValidation();
  private final ChallengeReply reply = new ChallengeReply();
  private final LaterTask ticks = new LaterTask(this::tick, this::failed);
  private @Nullable Future<?> ticking;
  private boolean heard;
  private boolean talked;
  private long talkedAt;
  private int detours;
  private boolean closed;

  /** What a client's path needs and tells. */
  public interface Surroundings extends Receiver, PacketOutlet {
    /** The path is to be used from here on, or not to be used any more. */
    void chosen(boolean sealed);

    /** Answers come, or do not come any more; told also if the path is used without a proof. */
    void proven(boolean now);

    /** The socket should be exchanged for one with another port. */
    void anotherPort();
  }

  /**
   * Makes one, and asks the first question.
   *
   * @param loop of the connection that brought the keys
   * @param share what paths of the loop share
   * @param keys the first ones
   * @param surroundings what it needs and tells
   * @param always whether to use it without a proof, and even if nothing passes
   * @param timing the clock, and what is late by it
   */
  public ClientPath(
      EventLoop loop,
      PathShare share,
      Sealing keys,
      Surroundings surroundings,
      boolean always,
      Timing timing) {
    SealingEnds ends = SealingEnds.ofClient(share.cipher(), keys);
    this.loop = loop;
    this.share = share;
    this.surroundings = surroundings;
    this.always = always;
    this.nanoTime = timing.nanoTime();
    this.sender = new PacketSender(loop, surroundings, timing, share, ends.sealer());
    this.receiver = new PacketReceiver(this, ends, timing);
    this.end = new PathEnd(loop, timing, sender, receiver, () -> true);
  }

  /** Asks the first question. */
  public void start() {
    assert loop.inEventLoop();
    if (closed) {
      return;
    }
    if (always) {
      surroundings.chosen(true);
    }
    tick();
  }

  /** The server has new keys. */
  public void renew(Sealing keys) {
    assert loop.inEventLoop();
    SealingEnds ends = SealingEnds.ofClient(share.cipher(), keys);
    sender.use(ends.sealer());
    receiver.use(ends);
    ask();
  }

  @Override
  public boolean isChosen() {
    return always || proof.isProven();
  }

  @Override
  public boolean carries(int bytes) {
    return sender.carries(bytes);
  }

  @Override
  public @Nullable DropReason sendScp(int flow, ByteBuf datagram) {
    talking();
    return sender.sendScp(flow, datagram);
  }

  @Override
  public void flowEnds(int flow) {
    sender.flowEnds(flow);
  }

  /** An application talks; on whichever carrier. */
  private void talking() {
    long now = nanoTime.getAsLong();
    boolean wasSilent = !talked || now - talkedAt >= TALK_NANOS;
    talked = true;
    talkedAt = now;
    if (wasSilent && proof.isProven()) {
      tick();
    }
  }

  /** A datagram of the server; the buffer stays the caller's. */
  public void receive(ByteBuf packet) {
    assert loop.inEventLoop();
    if (!closed && SealedPacket.mayBe(packet)) {
      reply.packet();
      end.read(packet, receiver.open(packet), nanoTime.getAsLong());
    }
  }

  @Override
  public void scp(int flow, ByteBuf datagram) {
    talking();
    surroundings.scp(flow, datagram);
  }

  @Override
  public void dropped(DropReason reason) {
    surroundings.dropped(reason);
    if (reason == DropReason.STALE && proof.unanswered() == 0) {
      // Its answer will tell whether it is really late, or the clocks have been halted.
      ask();
    }
  }

  @Override
  public void missing(int datagrams) {
    surroundings.missing(datagrams);
  }

  @Override
  public boolean reported(int number, int packets, int copies) {
    return end.reported(number, packets, copies, nanoTime.getAsLong());
  }

  @Override
  public void asked(ByteBuf ask, int bytes) {
    sender.asked(ask, bytes);
  }

  @Override
  public void answer(int number, boolean detour) {
    heard = true;
    if (reply.answered()) {
      receiver.arrivals().moved();
    }
    if (detour && !proof.isProven() && detours < MOST_DETOURS) {
      detours++;
      proof.detoured(number);
      surroundings.anotherPort();
    } else if (proof.answered(number, nanoTime.getAsLong())) {
      proven(true);
    }
    tick();
  }

  @Override
  public void challenged(long wanted) {
    if (reply.challenged(wanted)) {
      ask();
    }
  }

  @Override
  public void sizes(int most, int probe) {
    end.sizes(most, probe);
  }

  @Override
  public void arrivals(ArrivalsReport report) {
    end.arrivals(report);
  }

  @Override
  public void probe(int number) {
    end.probe(number);
  }

  private void proven(boolean now) {
    end.use(now);
    surroundings.proven(now);
    if (!always) {
      surroundings.chosen(now);
    }
  }

  private void ask() {
    long now = nanoTime.getAsLong();
    int number = proof.ask(now);
    if (reply.isWanted()) {
      end.control().ask(number, receiver.counts(), now, reply.challenge());
    } else {
      end.control().ask(number, receiver.counts(), now);
    }
    end.offer();
  }

  private void tick() {
    if (ticking != null) {
      ticking.cancel(false);
      ticking = null;
    }
    if (closed) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (proof.fails(now)) {
      proven(false);
    }
    if (proof.nanosToQuestion(isTalking(now), now) <= 0) {
      if (proof.wantsAnotherPort()) {
        surroundings.anotherPort();
      }
      reply.due();
      ask();
    }
    long pause = proof.nanosToQuestion(isTalking(now), now);
    ticking = ticks.in(loop, pause, TimeUnit.NANOSECONDS);
  }

  /** After every fault the path is judged again, and not used before it is proven. */
  private void failed(Throwable fault) {
    LaterTask.tellThread(fault);
    if (!closed && ticking == null) {
      ticking = ticks.in(loop, AFTER_FAULT_NANOS, TimeUnit.NANOSECONDS);
    }
    if (!closed && !proof.isProven()) {
      proven(false);
    }
  }

  private boolean isTalking(long now) {
    return talked && now - talkedAt < TALK_NANOS;
  }

  /** Whether the server has ever answered. */
  public boolean wasHeard() {
    return heard;
  }

  @Override
  public PathReport report() {
    return end.report(proof.roundTripNanos());
  }

  @Override
  public void close() {
    closed = true;
    if (ticking != null) {
      ticking.cancel(false);
      ticking = null;
    }
    end.close();
  }
}
