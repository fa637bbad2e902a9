package org.spinngate.server.cluster.member;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * What a {@link Membership} does on its thread.
 *
 * <pre>
 *  each beat: have clocks jumped, was the thread late, is the ledger out of reach?
 *             ├──yes──▶ notes of the others start anew; after a jump nothing is safe
 *             └──no───▶ who is overdue is fenced
 *             a beat of its own
 * </pre>
 *
 * <p>Confined to that thread, but for what says otherwise.
 */
final class Incarnation {
  private static final Logger LOG = LoggerFactory.getLogger(Incarnation.class);

  private final Ledger ledger;
  private final String id;
  private final MemberSettings settings;
  private final Clocks clocks;
  private final MemberEvents events;
  private final SafeTime safe;
  private final Beat beat;
  private final Entrance entrance;
  private final OthersBeats others;
  private final ClockJumps jumps;
  private final Fencing fencing;
  private long latestNanos;
  private boolean toldSafe;
  private volatile boolean ended;
  private volatile boolean fenced;
  private @Nullable CompletableFuture<Void> goodbye;

  Incarnation(
      Ledger ledger,
      String id,
      MemberSettings settings,
      Clocks clocks,
      MemberEvents events,
      Executor thread) {
    this.ledger = ledger;
    this.id = id;
    this.settings = settings;
    this.clocks = clocks;
    this.events = events;
    this.safe = new SafeTime(clocks.nanoTime(), settings.times().ttl());
    this.beat = new Beat(ledger, Keys.beat(id), safe, thread, new Fate());
    this.entrance = new Entrance(ledger, id, settings, beat, thread, this::attempted);
    this.others = new OthersBeats(clocks.nanoTime(), this::watching);
    this.jumps = new ClockJumps(clocks);
    this.fencing = new Fencing(ledger, stillMember(), thread);
    this.latestNanos = now();
  }

  private long now() {
    return clocks.nanoTime().getAsLong();
  }

  BeatTimes times() {
    return settings.times();
  }

  /** For all threads. */
  Duration safeFor() {
    return safe.left();
  }

  Tenure tenure() {
    return beat;
  }

  /** For all threads to ask. */
  OthersBeats others() {
    return others;
  }

  /** For all threads. */
  LedgerChange stillMember() {
    return new LedgerChange.Require(Keys.gateway(id), 0);
  }

  /** For all threads. */
  boolean isFenced() {
    return fenced;
  }

  /** Says this to the others from now on, and at once if it is one of them. */
  void say(MemberWord word) {
    beat.say(word);
    if (entrance.isInside() && !ended) {
      beat.next();
    }
  }

  /** It is time for a beat. */
  void beat() {
    if (ended) {
      return;
    }
    lookAtOthers();
    if (entrance.isInside()) {
      beat.next();
    } else {
      entrance.enter();
    }
    tell();
  }

  /** A gateway that tells no ttl is watched as if it had this one's. */
  private BeatTimes watching(String other) {
    return ledger
        .find(Keys.gateway(other))
        .flatMap(Incarnation::ttlOf)
        .map(times()::watching)
        .orElseGet(this::times);
  }

  private static Optional<Duration> ttlOf(LedgerEntry gateway) {
    return Fields.of(gateway.value()).number(Entrance.TTL).map(Duration::ofMillis);
  }

  private void lookAtOthers() {
    boolean late = now() - latestNanos > times().late().toNanos();
    latestNanos = now();
    boolean jumped = jumps.look();
    if (jumped) {
      LOG.warn("the clocks of this machine have jumped: boards wait for the next beat");
      safe.doubt();
    }
    if (jumped || late || !ledger.connected() || safe.isLate(times().late())) {
      others.startAnew();
    } else {
      others.overdue().forEach(one -> fence(one, "no beat of it came any more"));
    }
    if (entrance.isInside()) {
      ledger.below(Keys.GATEWAYS).forEach(this::fenceIfOutlived);
    }
  }

  private void fence(String one, String why) {
    others.version(one).ifPresent(version -> fencing.fence(one, version, why));
  }

  /** Another process of this very gateway, which has ended: nobody need wait for it. */
  private void fenceIfOutlived(LedgerEntry gateway) {
    Fields fields = Fields.of(gateway.value());
    String other = Keys.name(gateway.key());
    Machine its =
        new Machine(
            fields.text(Entrance.MACHINE).orElse(""), fields.text(Entrance.LOCK).orElse(""));
    boolean sameName = fields.text(Entrance.NAME).filter(settings.name()::equals).isPresent();
    if (!other.equals(id) && sameName && settings.machine().outlived(its)) {
      fence(other, "this process has its place on this machine");
    }
  }

  private void attempted() {
    if (goodbye != null) {
      sayGoodbye(goodbye);
    }
  }

  /** The ledger has changed, by this gateway or another. */
  void changed(String key, Optional<LedgerEntry> entry) {
    String whose = Keys.name(key);
    boolean own = whose.equals(id);
    if (key.equals(Keys.gateway(whose))) {
      entry.ifPresentOrElse(gateway -> compare(whose, gateway), () -> isGone(whose, own));
    } else if (key.equals(Keys.beat(whose)) && !own) {
      entry.ifPresent(seen -> others.saw(whose, seen.version()));
    }
  }

  private void compare(String whose, LedgerEntry gateway) {
    ttlOf(gateway)
        .filter(its -> !its.equals(times().ttl()))
        .ifPresent(
            its ->
                LOG.warn(
                    "gateway {} has a gateway.cluster.ttl of {} ms and this one of {} ms:"
                        + " boards of either are free only after the longer one",
                    whose,
                    its.toMillis(),
                    times().ttl().toMillis()));
  }

  private void isGone(String whose, boolean own) {
    if (own && entrance.isInside()) {
      fenced();
    } else if (!own) {
      others.gone(whose);
      events.gone(whose);
    }
  }

  private void fenced() {
    if (!ended) {
      end();
      fenced = true;
      LOG.warn("this gateway was fenced by another: the others may take its boards");
      tell();
      events.fenced();
    }
  }

  /** The way to the ledger was lost, or is there again: then boards may be waiting for a beat. */
  void missed() {
    others.startAnew();
    if (ledger.connected() && entrance.isInside() && !ended) {
      beat.next();
    }
  }

  private void tell() {
    boolean now = safe.holds();
    if (now != toldSafe) {
      toldSafe = now;
      events.sure(now);
    }
  }

  /** Speaks to no board any more, and beats no more. For all threads. */
  void end() {
    ended = true;
    safe.end();
  }

  /**
   * Takes its own keys away, once it has ended.
   *
   * @param said completes when that is done; exceptionally if nobody knows
   */
  void sayGoodbye(CompletableFuture<Void> said) {
    tell();
    if (entrance.isUnderWay()) {
      goodbye = said;
    } else {
      new Goodbye(ledger, id, said).say();
    }
  }

  /** Hears of this gateway's own beats. */
  private final class Fate implements Beat.Fate {
    @Override
    public void counts() {
      tell();
    }

    @Override
    public void gone() {
      fenced();
    }
  }
}
