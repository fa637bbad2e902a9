package org.spinngate.server.cluster.member;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.repeat.RepeatedTask;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerListener;

/**
 * This gateway as one of several, from its start to its end: an incarnation. It makes itself known,
 * tells by beats that it lives, watches those of the others, and fences who has stopped.
 *
 * <pre>
 *  joins ──▶ member ──close──▶ gone, with a goodbye
 *              └────taken away by another──▶ fenced; who goes on closes it and joins anew
 * </pre>
 *
 * <p>Has a thread of its own, so that nothing but the machine holds a beat up. Thread-safe.
 */
public final class Membership implements Member, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final int WORD_BYTES = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final String id;
  private final ScheduledExecutorService thread;
  private final Incarnation incarnation;
  private final RepeatedTask beats;
  private volatile long latestNanos = System.nanoTime();
  private volatile boolean closed;

  private Membership(
      Ledger ledger, Incarnation incarnation, String id, ScheduledExecutorService thread) {
    this.ledger = ledger;
    this.incarnation = incarnation;
    this.id = id;
    this.thread = thread;
    Faults faults =
        new Faults(System::nanoTime, (fault, more) -> LOG.error("fault in a beat{}", more, fault));
    ledger.listen(new Ear(incarnation, this::onThread));
    this.beats =
        RepeatedTask.start(thread, Duration.ZERO, incarnation.times().beat(), this::beat, faults);
  }

  private void beat() {
    latestNanos = System.nanoTime();
    incarnation.beat();
  }

  /** Begins to join; {@link MemberEvents#sure} tells when that is done. */
  public static Membership join(
      Ledger ledger, MemberSettings settings, Clocks clocks, MemberEvents events) {
    byte[] word = new byte[WORD_BYTES];
    new SecureRandom().nextBytes(word);
    return join(
        ledger,
        settings.name() + "-" + HexFormat.of().formatHex(word),
        settings,
        clocks,
        events,
        Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("beat", true)));
  }

  static Membership join(
      Ledger ledger,
      String id,
      MemberSettings settings,
      Clocks clocks,
      MemberEvents events,
      ScheduledExecutorService thread) {
    Incarnation incarnation = new Incarnation(ledger, id, settings, clocks, events, thread);
    return new Membership(ledger, incarnation, id, thread);
  }

  /** The name of the gateway, and a word of this incarnation's own. */
  @Override
  public String id() {
    return id;
  }

  /** Whether this gateway may speak to boards; never again once it is fenced or closed. */
  @Override
  public Tenure tenure() {
    return incarnation.tenure();
  }

  @Override
  public Duration safeFor() {
    return incarnation.safeFor();
  }

  @Override
  public boolean beats(Duration late) {
    Duration since = Duration.ofNanos(System.nanoTime() - latestNanos);
    return closed || since.compareTo(incarnation.times().beat().plus(late)) <= 0;
  }

  @Override
  public LedgerChange stillMember() {
    return incarnation.stillMember();
  }

  @Override
  public boolean isMember(String gatewayId) {
    return ledger.find(Keys.gateway(gatewayId)).isPresent();
  }

  @Override
  public Optional<String> addressOf(String gatewayId) {
    return ledger
        .find(Keys.gateway(gatewayId))
        .flatMap(entry -> Fields.of(entry.value()).text(Entrance.ADDRESS));
  }

  @Override
  public boolean seemsAlive(String gatewayId) {
    return gatewayId.equals(id) ? tenure().holds() : incarnation.others().seemsAlive(gatewayId);
  }

  @Override
  public Optional<Duration> silence(String gatewayId) {
    return incarnation.others().silence(gatewayId);
  }

  /** Says this to the others from now on. */
  public void say(MemberWord word) {
    boolean unused = onThread(() -> incarnation.say(word));
  }

  /**
   * Speaks to no board any more and says goodbye, so that the others need not wait; after at most 5
   * s. Harmless the second time, and once it is fenced.
   */
  @Override
  public void close() {
    CompletableFuture<Void> said = new CompletableFuture<>();
    closed = true;
    beats.cancel();
    incarnation.end();
    if (!incarnation.isFenced() && onThread(() -> incarnation.sayGoodbye(said))) {
      try {
        said.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException unheard) {
        LOG.warn(
            "the other gateways may not have heard that this one ends; they wait for its beat");
      }
    }
    thread.shutdown();
  }

  private boolean onThread(Runnable task) {
    try {
      thread.execute(new LaterTask(task));
      return true;
    } catch (RejectedExecutionException ended) {
      return false;
    }
  }

  /** Hands what becomes of the ledger to the thread. */
  record Ear(Incarnation incarnation, Predicate<Runnable> thread) implements LedgerListener {
    @Override
    public void changed(String key, Optional<LedgerEntry> entry) {
      boolean concerns = key.startsWith(Keys.GATEWAYS + "/") || key.startsWith(Keys.BEATS + "/");
      boolean unused = concerns && thread.test(() -> incarnation.changed(key, entry));
    }

    @Override
    public void connected(boolean reached) {
      boolean unused = thread.test(incarnation::missed);
    }
  }
}
