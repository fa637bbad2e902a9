package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Resume;
import org.spinngate.server.admission.GatewayRow;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.member.BeatTimes;
import org.spinngate.server.cluster.member.Clocks;
import org.spinngate.server.cluster.member.Machine;
import org.spinngate.server.cluster.member.MemberSettings;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.LeaseRequest;
import org.spinngate.server.lease.LocalLeases;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.Reply;
import org.spinngate.server.lease.SessionLimits;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.ledger.MemoryLedger;
import org.spinngate.server.order.FakeOrderTaker;
import org.spinngate.server.order.OtherGateways;
import org.spinngate.server.power.CareJournal;
import org.spinngate.server.session.SessionBench;

/** Gateways with all their threads; the time of the rule passes only when a test lets it. */
@Timeout(120)
class ClusterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(10);
  private static final BeatTimes TIMES =
      new BeatTimes(Duration.ofMillis(1500), Duration.ofMillis(50), Duration.ofMillis(250));

  private final MemoryEngine engine = new MemoryEngine();
  private final AtomicLong nanos = new AtomicLong();
  private final EventExecutor executor = new DefaultEventExecutor();
  private final List<Gateway> all = new ArrayList<>();
  private final Gateway one = new Gateway("gw1");
  private final Gateway two = new Gateway("gw2");

  private final class Gateway {
    private final MemoryLedger ledger = engine.ledger();
    private final Board board = SessionBench.board("spin5-01", 2, false);
    private final List<Boolean> sure = new CopyOnWriteArrayList<>();
    private final Cluster cluster;

    Gateway(String name) {
      Clocks clocks = new Clocks(nanos::get, this::millis, this::millis);
      this.cluster =
          Cluster.join(
              new Joining(
                  ledger,
                  new MemberSettings(name, name + ":17894", "1", new Machine("", ""), TIMES),
                  clocks,
                  executor),
              new Cluster.Own(
                  new BoardDirectory(List.of(board)),
                  journal ->
                      new LocalLeases(
                          new LocalLeases.Files(journal, () -> {}),
                          () -> new SessionLimits(100, 100),
                          Clock.systemUTC()),
                  CareJournal.none(),
                  () -> 10,
                  () -> Duration.ofSeconds(10),
                  sure::add));
      all.add(this);
    }

    private long millis() {
      return TimeUnit.NANOSECONDS.toMillis(nanos.get());
    }

    CompletableFuture<Reply> ask(String user, Optional<Resume> former) {
      LeaseRequest request =
          new LeaseRequest(board, user, former.isPresent(), former, new Colleague.Asker());
      return cluster.book().ask(request).toCompletableFuture();
    }

    OtherGateways obeys() {
      return cluster.obey(new FakeOrderTaker(cluster.book()), () -> {});
    }

    boolean isSure() {
      return cluster.tenure().holds();
    }
  }

  /** Time passes, slowly enough for everybody's beats, until this is so. */
  private void until(BooleanSupplier so) {
    await()
        .atMost(PATIENCE)
        .pollInterval(STEP)
        .until(
            () -> {
              nanos.addAndGet(STEP.toNanos());
              return so.getAsBoolean();
            });
  }

  private Grant granted(CompletableFuture<Reply> reply) {
    until(reply::isDone);
    return ((Reply.Granted) reply.join()).grant();
  }

  private void join() {
    until(() -> one.isSure() && two.isSure());
  }

  @AfterEach
  void end() {
    all.forEach(gateway -> gateway.cluster.close());
    executor.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void aSessionGoesOnAtAnotherGatewayOnceItsHomeMayNotSpeakToTheBoardAnyMore() {
    join();
    Grant grant = granted(one.ask("alice", Optional.empty()));
    List<Refusal> lost = new CopyOnWriteArrayList<>();
    grant.onLost(
        refusal -> {
          lost.add(refusal);
          grant.release(refusal.cause());
        });
    CompletableFuture<Void> noted = new CompletableFuture<>();
    grant.begun(() -> noted.complete(null));
    until(noted::isDone);

    one.ledger.cut();
    Resume back =
        new Resume(
            new Open("spin5-01", 60), grant.session().id().value(), grant.session().token(), 1);
    Grant next = comesToAnother("alice", Optional.of(back));

    assertThat(one.isSure()).isFalse();
    assertThat(next.session()).isEqualTo(grant.session());
    assertThat(one.sure).containsExactly(true, false);
    one.ledger.mend();
    until(() -> !lost.isEmpty());
    assertThat(lost).extracting(Refusal::cause).containsExactly(CloseCause.ELSEWHERE);
    until(one::isSure);
    assertThat(one.ask("bob", Optional.empty()))
        .succeedsWithin(PATIENCE)
        .isEqualTo(new Reply.Elsewhere("gw2:17894"));
  }

  /** It is sent back for as long as the home seems to be well. */
  private Grant comesToAnother(String user, Optional<Resume> former) {
    AtomicReference<CompletableFuture<Reply>> reply = new AtomicReference<>();
    reply.set(two.ask(user, former));
    until(
        () -> {
          boolean elsewhere = reply.get().isDone() && reply.get().join() instanceof Reply.Elsewhere;
          if (elsewhere) {
            reply.set(two.ask(user, former));
          }
          return reply.get().isDone() && !elsewhere;
        });
    return granted(reply.get());
  }

  @Test
  void whileTheEngineIsAwayNothingIsLostAndNothingIsGiven() {
    join();
    Grant grant = granted(one.ask("alice", Optional.empty()));
    List<Refusal> lost = new CopyOnWriteArrayList<>();
    grant.onLost(lost::add);
    engine.stop();
    until(() -> !one.isSure() && !two.isSure());
    assertThat(two.ask("bob", Optional.empty()))
        .succeedsWithin(PATIENCE)
        .isInstanceOf(Reply.Refused.class);
    long end = nanos.get() + TIMES.ttl().plus(TIMES.guard()).multipliedBy(2).toNanos();
    until(() -> nanos.get() >= end);

    engine.start();
    until(() -> one.isSure() && two.isSure());

    assertThat(lost).isEmpty();
    assertThat(two.ask("bob", Optional.empty()))
        .succeedsWithin(PATIENCE)
        .isEqualTo(new Reply.Elsewhere("gw1:17894"));
  }

  @Test
  void theBoardsOfAGatewayThatSaysGoodbyeAreAnybodysAtOnce() {
    join();
    granted(one.ask("alice", Optional.empty())).release(CloseCause.STOPPING);

    one.cluster.close();

    long now = nanos.get();
    comesToAnother("bob", Optional.empty());
    assertThat(nanos.get() - now).isLessThan(TIMES.ttl().toNanos());
  }

  @Test
  void whatAnOperatorSaysToAGatewayThatHasJustBeenStartedIsDoneOnceItHasJoined() {
    until(() -> one.isSure() && two.isSure());
    one.obeys();
    Gateway late = new Gateway("gw3");
    late.ledger.cut();

    CompletableFuture<Void> said =
        late.obeys().service(late.board, Optional.of("fan")).toCompletableFuture();
    assertThat(late.cluster.facility().rows()).noneMatch(GatewayRow::own);
    late.ledger.mend();
    until(said::isDone);

    assertThat(said).isCompleted();
    until(() -> one.board.disabled().isPresent());
  }
}
