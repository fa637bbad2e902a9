package org.spinngate.server.cluster.member;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * One course of events of two gateways that want one board: their clocks differ by up to a twelfth
 * either way, and perhaps their ttls, they stand still now and then, what they send is late or
 * lost, as is what they hear. Who fences the home has the board in that moment, and the fenced one
 * starts again after a while. Time is in microseconds; a number stands for a whole event, so that
 * many courses take little time.
 */
final class Schedule {
  private static final BeatTimes SHORT =
      new BeatTimes(Duration.ofSeconds(1), Duration.ofMillis(400), Duration.ofMillis(400));

  private static final BeatTimes LONG =
      new BeatTimes(Duration.ofMillis(1_500), Duration.ofMillis(400), Duration.ofMillis(600));

  private static final int SECOND = 1_000_000;
  private static final int END = 4 * SECOND;
  private static final int UNSURE_AFTER = SECOND / 2;
  private static final int NODES = 2;

  /** Kinds of events, in bits 16 to 19; the node is in bits 12 to 15, and below is a number. */
  private static final int TICK = 0;

  private static final int ARRIVE = 1;
  private static final int ANSWER = 2;
  private static final int GIVE_UP = 3;
  private static final int SEE = 4;
  private static final int FENCE = 5;
  private static final int START = 6;

  private final SplittableRandom random;
  private final Flaw flaw;
  private final PriorityQueue<Long> events = new PriorityQueue<>();
  private final List<Node> nodes = new ArrayList<>();
  private long now;
  private int home;
  private int fences;
  private boolean overlap;

  /** How the rule may be broken. */
  enum Flaw {
    NONE,
    NO_GUARD,
    COUNTED_FROM_THE_ANSWER,
    WATCHED_BY_ITS_OWN_TTL
  }

  /** One incarnation, as it sees itself and as the engine has it. */
  private final class Node {
    final int place = nodes.size();
    final long offset = random.nextLong(SECOND);
    final double rate = 1 + (random.nextDouble() * 2 - 1) / 12;
    final BeatTimes times = random.nextInt(4) == 0 ? LONG : SHORT;
    final SafeTime safe = new SafeTime(this::nanos, times.ttl());
    final OthersBeats others = new OthersBeats(this::nanos, this::watching);
    long stillUntil;
    long number;
    int version;
    boolean waits;
    boolean wasHome;
    long engineNumber;
    int engineVersion;
    boolean gone;

    BeatTimes watching(String id) {
      BeatTimes its = nodes.get(Integer.parseInt(id)).times;
      boolean own = flaw == Flaw.WATCHED_BY_ITS_OWN_TTL || times.ttl().compareTo(its.ttl()) > 0;
      BeatTimes longer = own ? times : its;
      return flaw == Flaw.NO_GUARD
          ? new BeatTimes(longer.ttl(), longer.beat(), Duration.ZERO)
          : longer;
    }

    long nanos() {
      return (long) ((offset + now) * rate * 1000);
    }
  }

  private Schedule(long seed, Flaw flaw) {
    this.random = new SplittableRandom(seed);
    this.flaw = flaw;
    for (int i = 0; i < NODES; i++) {
      start();
    }
    nodes.get(0).wasHome = true;
  }

  /** Plays it to its end. */
  static Schedule play(long seed, Flaw flaw) {
    Schedule schedule = new Schedule(seed, flaw);
    while (!schedule.overlap && schedule.now < END && !schedule.events.isEmpty()) {
      long event = schedule.events.poll();
      schedule.now = event >> 20;
      schedule.happen((int) (event >> 16) & 15, (int) (event >> 12) & 15, (int) event & 4095);
    }
    return schedule;
  }

  /** Whether one that had lost the board might still have sent to it. */
  boolean overlap() {
    return overlap;
  }

  int fences() {
    return fences;
  }

  private void in(long micros, int kind, int node, long number) {
    events.add((now + micros) << 20 | (long) kind << 16 | (long) node << 12 | number);
  }

  private void start() {
    Node node = new Node();
    nodes.add(node);
    in(random.nextInt(SECOND / 4), TICK, node.place, 0);
  }

  /** Mostly short, now and then long. */
  private int delay() {
    return random.nextInt(10) == 0 ? random.nextInt(SECOND) : 500 + random.nextInt(20_000);
  }

  private boolean lost() {
    return random.nextInt(12) == 0;
  }

  private void happen(int kind, int place, int number) {
    Node node = nodes.get(place);
    boolean atNode = kind == TICK || kind == ANSWER || kind == GIVE_UP || kind == SEE;
    if (atNode && now < node.stillUntil) {
      in(node.stillUntil - now, kind, place, number);
      return;
    }
    switch (kind) {
      case TICK -> tick(node);
      case ARRIVE -> arrive(node, number);
      case ANSWER -> answer(node, number);
      case GIVE_UP -> giveUp(node, number);
      case SEE -> node.others.saw(String.valueOf(number >> 8), number & 255);
      case FENCE -> fence(node, number >> 8, number & 255);
      default -> start();
    }
  }

  private void tick(Node node) {
    if (random.nextInt(16) == 0) {
      node.stillUntil = now + random.nextInt(2 * SECOND);
    }
    for (String other : node.others.overdue()) {
      int version = node.others.version(other).orElseThrow();
      in(delay(), FENCE, node.place, Integer.parseInt(other) << 8 | version);
    }
    if (!node.waits) {
      node.waits = true;
      node.safe.sends(++node.number);
      boolean lost = lost();
      int delay = delay();
      if (!lost) {
        in(delay, ARRIVE, node.place, node.number << 6 | node.version);
      }
      if (lost || delay > UNSURE_AFTER) {
        in(UNSURE_AFTER, GIVE_UP, node.place, node.number);
      }
    }
    in((long) (node.times.beat().toMillis() * 1000 / node.rate), TICK, node.place, 0);
  }

  private void arrive(Node node, int numberAndVersion) {
    if (node.gone || node.engineVersion != (numberAndVersion & 63)) {
      in(delay(), GIVE_UP, node.place, numberAndVersion >> 6);
      return;
    }
    node.engineVersion++;
    node.engineNumber = numberAndVersion >> 6;
    boolean lost = lost();
    in(lost ? UNSURE_AFTER : delay(), lost ? GIVE_UP : ANSWER, node.place, node.engineNumber);
    for (Node other : nodes) {
      if (other != node) {
        in(delay(), SEE, other.place, node.place << 8 | node.engineVersion);
      }
    }
  }

  private void answer(Node node, int number) {
    if (node.waits && node.number == number) {
      node.waits = false;
      node.version++;
      if (flaw == Flaw.COUNTED_FROM_THE_ANSWER) {
        node.safe.sends(number);
      }
      counts(node, number);
    }
  }

  /** Reads what is there. */
  private void giveUp(Node node, int number) {
    if (node.waits && node.number == number && !node.gone) {
      node.waits = false;
      node.version = node.engineVersion;
      counts(node, node.engineNumber);
    }
  }

  private void counts(Node node, long number) {
    node.safe.acknowledged(number);
    overlap |= node.wasHome && home != node.place && node.safe.holds();
  }

  private void fence(Node fencer, int other, int version) {
    Node fenced = nodes.get(other);
    if (fencer.gone || fenced.gone || fenced.engineVersion != version) {
      return;
    }
    fences++;
    fenced.gone = true;
    nodes.forEach(node -> node.others.gone(String.valueOf(other)));
    if (home == other) {
      home = fencer.place;
      fencer.wasHome = true;
      overlap |= fenced.safe.holds();
    }
    if (nodes.size() < 15) {
      in(delay(), START, other, 0);
    }
  }
}
