package org.spinngate.server.cluster;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.cluster.member.MemberEvents;
import org.spinngate.server.cluster.member.MemberWord;
import org.spinngate.server.cluster.member.Membership;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.member.Outsider;

/**
 * This gateway among the others, until it ends: whenever they had to take its boards away, it joins
 * them again as another one.
 *
 * <p>Thread-safe; what becomes of it is told on the executor.
 */
final class Presence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

  private final Joining joining;
  private final Neighbours neighbours;
  private final Consumer<Runnable> lost;
  private final Consumer<Boolean> sure;
  private Optional<Membership> current = Optional.empty();
  private MemberWord word = MemberWord.NONE;
  private boolean closed;
  private final AtomicLong timesFenced = new AtomicLong();

  /**
   * @param lost told when all boards may be others'; runs what it is given when nobody has one of
   *     them here any more
   * @param sure told when boards may be spoken to, and when no more
   */
  Presence(
      Joining joining, Neighbours neighbours, Consumer<Runnable> lost, Consumer<Boolean> sure) {
    this.joining = joining;
    this.neighbours = neighbours;
    this.lost = lost;
    this.sure = sure;
  }

  /** Begins to join the others. */
  synchronized void join() {
    if (!closed) {
      Membership next =
          Membership.join(joining.ledger(), joining.settings(), joining.clocks(), new Fate());
      current = Optional.of(next);
      next.say(word);
      neighbours.joined(next);
    }
  }

  /** Tells the others from now on that this gateway hands over what it has. */
  void drains() {
    say(MemberWord::drains);
  }

  /** Tells the others from now on what the configuration is like. */
  void configured(String config) {
    say(now -> now.configured(config));
  }

  private synchronized void say(UnaryOperator<MemberWord> change) {
    word = change.apply(word);
    current.ifPresent(member -> member.say(word));
  }

  private synchronized Optional<Membership> current() {
    return current;
  }

  /** How often the others had to take its boards. */
  long timesFenced() {
    return timesFenced.get();
  }

  private void fenced() {
    timesFenced.incrementAndGet();
    neighbours.joined(new Outsider());
    current().ifPresent(Membership::close);
    // What the next member may do, sessions of the last one must not.
    lost.accept(() -> later(this::join));
  }

  private void later(Runnable task) {
    if (!joining.executor().isShuttingDown()) {
      joining.executor().execute(new LaterTask(task));
    }
  }

  private void sure(boolean safe) {
    if (safe) {
      LOG.info("this gateway is one of those that serve boards");
    } else {
      LOG.warn("the others are out of reach: boards pause, sessions stay");
    }
    sure.accept(safe);
  }

  /** Speaks to no board any more and says goodbye, for at most 5 s; harmless the second time. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    current().ifPresent(Membership::close);
  }

  private final class Fate implements MemberEvents {
    @Override
    public void fenced() {
      later(Presence.this::fenced);
    }

    /** Those who want a board of it look again and again. */
    @Override
    public void gone(String gatewayId) {
      LOG.info("gateway {} is gone: the others may take its boards", gatewayId);
    }

    @Override
    public void sure(boolean safe) {
      later(() -> Presence.this.sure(safe));
    }
  }
}
