package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.access.LoginAttempts;
import org.spinngate.server.access.LoginBan;
import org.spinngate.server.access.SharedBans;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.ban.BanSheets;
import org.spinngate.server.cluster.member.FakeMember;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.order.GatewayOrders;
import org.spinngate.server.config.LoginLimits;
import org.spinngate.server.config.SharedLimit;
import org.spinngate.server.lease.LocalLeases;
import org.spinngate.server.lease.SessionJournal;
import org.spinngate.server.lease.SessionLimits;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.ledger.MemoryLedger;
import org.spinngate.server.order.FakeOrderTaker;
import org.spinngate.server.order.FarAnswer;
import org.spinngate.server.order.FarAnswer.Said;
import org.spinngate.server.testing.TestLoop;

/** Bans that the operator lifts at one of several gateways. */
class LiftedBansTest {
  private static final LoginLimits LIMITS =
      new LoginLimits(new SharedLimit(6, 3), Duration.ofSeconds(60), Duration.ofMinutes(5));
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final String ADDRESS = "10.0.0.7";

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final List<Guarded> all = new ArrayList<>();
  private final Guarded one = new Guarded("gw1");
  private final Guarded two = new Guarded("gw2");

  /** A gateway at which somebody guesses, and whose operator helps. */
  private final class Guarded {
    final MemoryLedger ledger = engine.ledger(time.loop());
    final FakeMember member;
    final SharedBans bans = new SharedBans(LIMITS::ban, time::nanoTime);
    final LoginAttempts attempts = new LoginAttempts(() -> LIMITS, time::nanoTime, bans);
    final GatewayOrders orders;
    final Runnable looks;

    Guarded(String name) {
      member = new FakeMember(ledger, name);
      Neighbours neighbours = new Neighbours(ledger, member, time.loop());
      LocalLeases book =
          new LocalLeases(
              new LocalLeases.Files(SessionJournal.none(), () -> {}),
              () -> new SessionLimits(100, 100),
              time);
      FakeOrderTaker taker = new FakeOrderTaker(book);
      taker.lifts(bans::lift);
      orders =
          new GatewayOrders(
              neighbours,
              new GatewayOrders.Own(new BoardDirectory(List.of()), book, taker, () -> {}));
      looks = BanSheets.begin(neighbours, bans);
      time.run();
      all.add(this);
    }

    void fails(String user, String host, int times) {
      for (int attempt = 0; attempt < times; attempt++) {
        attempts.failed(user, address(host));
      }
    }

    boolean bans(String user, String host) {
      return attempts.banned(user, address(host));
    }

    /** As the command does it. */
    CompletableFuture<List<FarAnswer>> lifts(String who) {
      bans.lift(BanTarget.of(who));
      CompletableFuture<List<FarAnswer>> answers =
          orders.lift(BanTarget.of(who)).toCompletableFuture();
      time.run();
      return answers;
    }

    /** Its process is killed. */
    void dies() {
      member.end();
      ledger.cut();
      all.remove(this);
      time.run();
    }
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private void pass(Duration length) {
    for (long looks = length.dividedBy(BanSheets.LOOK); looks > 0; looks--) {
      time.jump(BanSheets.LOOK);
      all.forEach(gateway -> gateway.looks.run());
      time.run();
    }
  }

  private static List<Said> said(CompletableFuture<List<FarAnswer>> answers) {
    return answers.join().stream().map(FarAnswer::said).toList();
  }

  @Test
  void aBanIsLiftedAtAllGatewaysAtOnceWhicheverHasMadeIt() {
    one.fails("alice", ADDRESS, 3);
    pass(A_SECOND);
    assertThat(two.bans("alice", ADDRESS)).isTrue();

    assertThat(said(two.lifts(ADDRESS))).containsExactly(Said.DONE);

    assertThat(one.bans("alice", ADDRESS)).isFalse();
    assertThat(two.bans("alice", ADDRESS)).isFalse();
    pass(A_SECOND);
    assertThat(two.bans("alice", ADDRESS)).isFalse();
    assertThat(new Guarded("gw3").bans("alice", ADDRESS)).isFalse();
  }

  @Test
  void aBanIsLiftedThatNobodyHasBeenToldOf() {
    one.fails("alice", ADDRESS, 3);

    assertThat(said(two.lifts(ADDRESS))).containsExactly(Said.DONE);

    pass(A_SECOND);
    assertThat(one.bans("alice", ADDRESS)).isFalse();
    assertThat(two.bans("alice", ADDRESS)).isFalse();
  }

  @Test
  void whereNothingWasBannedTheOthersSayThatThereIsNothing() {
    assertThat(said(two.lifts(ADDRESS))).containsExactly(Said.UNKNOWN);
  }

  @Test
  void newWrongTokensBanAgainAtAllGateways() {
    one.fails("alice", ADDRESS, 3);
    pass(A_SECOND);
    two.lifts(ADDRESS);
    pass(A_SECOND);

    one.fails("alice", ADDRESS, 3);
    pass(A_SECOND);

    assertThat(two.bans("alice", ADDRESS)).isTrue();
    assertThat(new Guarded("gw3").bans("alice", ADDRESS)).isTrue();
  }

  @Test
  void aGatewayThatIsAwayFollowsOnceItIsBack() {
    one.fails("alice", ADDRESS, 3);
    pass(A_SECOND);
    one.ledger.cut();
    one.fails("bob", ADDRESS, 3);
    CompletableFuture<List<FarAnswer>> answers = two.lifts(ADDRESS);
    pass(Duration.ofSeconds(4));
    assertThat(said(answers)).containsExactly(Said.SILENT);
    assertThat(two.bans("alice", ADDRESS)).isFalse();
    assertThat(one.bans("bob", ADDRESS)).isTrue();

    one.ledger.mend();
    pass(A_SECOND);

    assertThat(one.bans("alice", ADDRESS)).isFalse();
    assertThat(one.bans("bob", ADDRESS)).isFalse();
    assertThat(two.bans("bob", ADDRESS)).isFalse();
  }

  @Test
  void whatAGatewaySaidThatIsGoneDoesNotComeBackWithOneThatStarts() {
    one.fails("alice", ADDRESS, 3);
    pass(A_SECOND);
    one.dies();
    two.lifts(ADDRESS);
    pass(A_SECOND);

    Guarded again = new Guarded("gw1-again");
    assertThat(engine.find(Keys.bans("gw1")).orElseThrow().value()).contains("4-0a000007");
    assertThat(again.bans("alice", ADDRESS)).isFalse();
    pass(Duration.ofSeconds(10));
    assertThat(again.bans("alice", ADDRESS)).isFalse();
    assertThat(two.bans("alice", ADDRESS)).isFalse();
  }

  @Test
  void aBuildThatKnowsOfNoLiftsKeepsItsBanAndTheOthersDoNotHeedIt() {
    FakeMember old = new FakeMember(engine.ledger(time.loop()), "gw0");
    time.run();
    one.ledger.transact(List.of(old("bans=4-0a000007\n", 0)));
    time.run();
    assertThat(two.bans("alice", ADDRESS)).isTrue();

    CompletableFuture<List<FarAnswer>> answers = two.lifts(ADDRESS);
    pass(Duration.ofSeconds(4));
    assertThat(said(answers)).containsExactlyInAnyOrder(Said.SILENT, Said.UNKNOWN);
    one.ledger.transact(List.of(old("bans=4-0a000007,4-0a000008\n", 1)));
    pass(A_SECOND);

    assertThat(old.id()).isEqualTo("gw0");
    assertThat(one.bans("alice", ADDRESS)).isFalse();
    assertThat(two.bans("alice", ADDRESS)).isFalse();
    assertThat(two.bans("alice", "10.0.0.8")).isTrue();
  }

  @Test
  void aGatewayThatStartsAfterTheLiftDoesNotHeedWhatAnOldBuildGoesOnSaying() {
    String afterLifts = Keys.bans("old");
    one.ledger.transact(List.of(new LedgerChange.Create(afterLifts, "bans=4-0a000007\n")));
    pass(A_SECOND);
    two.lifts(ADDRESS);
    Guarded late = new Guarded("gw3");
    assertThat(late.bans("alice", ADDRESS)).isFalse();

    String more = "bans=4-0a000007,4-0a000008\n";
    one.ledger.transact(List.of(new LedgerChange.Put(afterLifts, more, 0)));
    pass(A_SECOND);

    assertThat(late.bans("alice", ADDRESS)).isFalse();
    assertThat(late.bans("alice", "10.0.0.8")).isTrue();
  }

  private static LedgerChange old(String bans, int time) {
    String key = Keys.bans("gw0");
    return time == 0 ? new LedgerChange.Create(key, bans) : new LedgerChange.Put(key, bans, 0);
  }

  @Test
  void aUserIsLetInAtEveryAddressAndTheOthersThereAreNot() {
    one.fails("alice", ADDRESS, 3);
    one.fails("alice", "10.0.0.8", 3);
    one.fails("bob", "10.0.0.8", 3);
    pass(A_SECOND);

    two.lifts("alice");
    pass(A_SECOND);

    for (Guarded gateway : all) {
      assertThat(gateway.bans("alice", ADDRESS)).isFalse();
      assertThat(gateway.bans("bob", "10.0.0.8")).isTrue();
    }
  }

  @Test
  void whatIsLiftedIsWrittenForAsLongAsABanLastsAndNamesNobody() {
    two.lifts("alice");
    List<LedgerEntry> written = one.ledger.below(Keys.BANS);
    assertThat(written).hasSize(1);
    assertThat(written.get(0).value()).startsWith("lifted=-2bd806c97f0e00af\n");

    pass(Duration.ofMinutes(6));

    assertThat(one.ledger.below(Keys.BANS)).isEmpty();
  }

  @Test
  void everyGatewayKnowsAllBansAndNamesThoseOfUsersOnly() {
    one.fails("alice", ADDRESS, 3);
    two.fails("sgt_secret", "2001:DB8:1:2::77", 3);
    pass(A_SECOND);

    assertThat(one.bans.bans(Set.of("alice")))
        .extracting(LoginBan::address, ban -> ban.user().orElse("?"), LoginBan::gateway)
        .containsExactlyInAnyOrder(
            tuple(ADDRESS, "alice", ""), tuple("2001:db8:1:2::/64", "?", "gw2"));
    assertThat(two.bans.bans(Set.of("alice")))
        .extracting(LoginBan::address, ban -> ban.user().orElse("?"), LoginBan::gateway)
        .containsExactlyInAnyOrder(
            tuple(ADDRESS, "alice", "gw1"), tuple("2001:db8:1:2::/64", "?", ""));
  }
}
