package org.spinngate.server.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Resume;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.care.SharedCare;
import org.spinngate.server.cluster.member.FakeMember;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.member.Outsider;
import org.spinngate.server.cluster.order.GatewayOrders;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.LeaseListener;
import org.spinngate.server.lease.LeaseRequest;
import org.spinngate.server.lease.LocalLeases;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.Reply;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.lease.SessionIdentity;
import org.spinngate.server.lease.SessionLimits;
import org.spinngate.server.ledger.MemoryLedger;
import org.spinngate.server.order.FakeOrderTaker;
import org.spinngate.server.order.OtherGateways;
import org.spinngate.server.power.CareJournal;
import org.spinngate.server.session.SessionBench;
import org.spinngate.server.testing.TestLoop;

/** One of several gateways, as far as who has which board is concerned. */
final class Colleague {
  private final TestLoop time;
  private final MemoryLedger ledger;
  final Neighbours neighbours;
  private final LocalLeases local;
  final CareJournal alone = CareJournal.none();
  final SharedCare care;
  private final Homes homes;
  private final SharedJournal journal;
  private final SharedLeases book;
  private final Leftovers leftovers;
  private final EmptyAccounts accounts;
  private final QuietBoards quiet;
  private final ConfigComparison configs;
  private final FacilityCopy facility;
  private final FakeOrderTaker taker;
  final GatewayOrders orders;
  private int shared;
  private long timesFenced;
  final BoardDirectory boards =
      new BoardDirectory(
          List.of(
              SessionBench.board("spin5-01", 2, false), SessionBench.board("spin5-02", 3, false)));
  private FakeMember member;

  Colleague(String name, MemoryLedger ledger, TestLoop time, IntSupplier mostOfUser) {
    this.time = time;
    this.ledger = ledger;
    this.member = new FakeMember(ledger, name);
    this.neighbours = new Neighbours(ledger, member, time.loop());
    time.run();
    this.journal = new SharedJournal(neighbours);
    this.local =
        new LocalLeases(
            new LocalLeases.Files(journal, () -> {}), () -> new SessionLimits(100, 100), time);
    this.care = new SharedCare(neighbours, alone);
    FormerSessions former =
        new FormerSessions(neighbours, boards, local, journal, () -> Duration.ofSeconds(10));
    this.homes = new Homes(neighbours, former, care, time::nanoTime);
    this.quiet = new QuietBoards(homes, local, care, time.loop());
    SharedQuota quota = new SharedQuota(neighbours, care, mostOfUser);
    this.book = new SharedLeases(local, homes, quota, new Grants(neighbours, journal), quiet);
    this.leftovers = new Leftovers(neighbours, homes, boards, care);
    this.accounts = new EmptyAccounts(neighbours);
    this.configs = new ConfigComparison(neighbours);
    this.facility = new FacilityCopy(name, neighbours, boards, configs, () -> timesFenced);
    this.taker = new FakeOrderTaker(local);
    this.orders =
        new GatewayOrders(neighbours, new GatewayOrders.Own(boards, book, taker, () -> shared++));
    time.run();
  }

  /** What an asker has heard. */
  static final class Asker implements LeaseListener {
    private final List<Grant> grants = new ArrayList<>();
    private final List<Refusal> lost = new ArrayList<>();
    private CompletableFuture<Reply> reply = new CompletableFuture<>();
    private int questions;

    Optional<Reply> reply() {
      return Optional.ofNullable(reply.getNow(null));
    }

    /** The board is this one's. */
    Grant grant() {
      Grant granted =
          reply().filter(Reply.Granted.class::isInstance).isPresent()
              ? ((Reply.Granted) reply().orElseThrow()).grant()
              : grants.get(0);
      granted.onLost(lost::add);
      return granted;
    }

    /** Why it was refused. */
    Optional<CloseCause> refused() {
      return reply()
          .filter(Reply.Refused.class::isInstance)
          .map(refused -> ((Reply.Refused) refused).refusal().cause());
    }

    List<Refusal> lost() {
      return lost;
    }

    boolean hasBoard() {
      return !grants.isEmpty() || reply().filter(Reply.Granted.class::isInstance).isPresent();
    }

    @Override
    public Holder describe() {
      return new Holder("somebody", TestLoop.BEGIN, Duration.ZERO);
    }

    @Override
    public void granted(Grant grant) {
      grants.add(grant);
    }

    @Override
    public void moved() {}

    @Override
    public void questioned() {
      questions++;
    }

    /** How often it was asked whether waiting still makes sense. */
    int questions() {
      return questions;
    }
  }

  Asker ask(String user, String board, boolean mayWait) {
    return ask(user, board, mayWait, Optional.empty());
  }

  private Asker ask(String user, String board, boolean mayWait, Optional<Resume> former) {
    Asker asker = new Asker();
    LeaseRequest request = new LeaseRequest(board(board), user, mayWait, former, asker);
    asker.reply = book.ask(request).toCompletableFuture();
    time.run();
    return asker;
  }

  /** The session has begun, and a client comes back for it here. */
  Asker comeBack(String user, String board, SessionIdentity session) {
    Resume wish = new Resume(new Open(board, 60), session.id().value(), session.token(), 1);
    return ask(user, board, true, Optional.of(wish));
  }

  Board board(String name) {
    return boards.find(name).orElseThrow();
  }

  /** A session that has begun here, of which the operator may order something. */
  Grant opens(String user, String board) {
    Grant grant = ask(user, board, false).grant();
    grant.begun(() -> {});
    has(grant, user, board);
    time.run();
    return grant;
  }

  void has(Grant grant, String user, String board) {
    SessionId session = grant.session().id();
    taker.has(session, user, board(board), () -> grant.release(CloseCause.KICKED));
  }

  void loses(SessionIdentity session) {
    taker.loses(session.id());
  }

  /** What is said here to the others. */
  OtherGateways orders() {
    return orders;
  }

  /** What it was told to do. */
  List<String> told() {
    return taker.told;
  }

  /** How often it has looked whether it has a session that is to be ended. */
  int triesToKick() {
    return taker.tries();
  }

  /** All that it is told to do fails from now on. */
  void fails() {
    taker.fails();
  }

  /** How often it has heard that the others know its own marks. */
  int shared() {
    return shared;
  }

  /** It looks what is of no use any more, and what the others do not know. */
  void looksAtOrders() {
    orders.look();
    time.run();
  }

  void reloads() {
    orders.described();
    time.run();
  }

  /** Its configuration is like this. */
  void isConfigured(String config) {
    configs.configured(config);
  }

  Facility facility() {
    return facility;
  }

  Homes homes() {
    return homes;
  }

  LocalLeases local() {
    return local;
  }

  /** It looks what gateways that are gone have left behind. */
  void looksForLeftovers() {
    leftovers.look();
    time.run();
  }

  void looksForEmptyAccounts() {
    accounts.look();
    time.run();
  }

  void looksForQuietBoards() {
    quiet.look();
    time.run();
  }

  /** It lets nobody new in any more, and says so. */
  void drains() {
    member.drains();
    time.run();
    stops();
  }

  /** It lets nobody new in any more. */
  void stops() {
    book.stopping();
    time.run();
  }

  SharedLeases book() {
    return book;
  }

  Watch watch() {
    return new Watch(neighbours, homes);
  }

  FakeMember member() {
    return member;
  }

  MemoryLedger ledger() {
    return ledger;
  }

  /** The others have taken its boards: it joins them again. */
  void fenced(String nextName) {
    timesFenced++;
    neighbours.joined(new Outsider());
    journal.lost();
    book.lost(
        () -> {
          member = new FakeMember(ledger, nextName);
          neighbours.joined(member);
        });
    time.run();
  }
}
