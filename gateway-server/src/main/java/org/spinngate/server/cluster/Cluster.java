package org.spinngate.server.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.spinngate.server.access.SharedBans;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.CareMemory;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.cluster.ban.BanSheets;
import org.spinngate.server.cluster.care.SharedCare;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.member.Outsider;
import org.spinngate.server.cluster.order.GatewayOrders;
import org.spinngate.server.lease.Journal;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.LocalLeases;
import org.spinngate.server.order.OrderTaker;
import org.spinngate.server.order.OtherGateways;

/**
 * A gateway's part in a facility that has several: it joins them, has boards while it is one of
 * them, and joins anew if they had to take its boards away.
 *
 * <p>Thread-safe; {@link #close} waits.
 */
public final class Cluster implements AutoCloseable {
  private final Joining joining;
  private final Neighbours neighbours;
  private final SharedCare care;
  private final Homes homes;
  private final SharedLeases book;
  private final Presence presence;
  private final FacilityCopy facility;
  private final BoardDirectory boards;
  private final ConfigComparison configs;
  private final Looks looks;
  private volatile Optional<GatewayOrders> orders = Optional.empty();

  /**
   * What this gateway has alone.
   *
   * @param local makes the book of this process, by where it notes sessions
   * @param care what it knew of boards' power when it stood alone
   * @param mostOfUser how many sessions an account may have; asked for again and again
   * @param window for how long the clients of a board come first that was another gateway's
   * @param sure told when boards may be spoken to, and when no more
   */
  public record Own(
      BoardDirectory boards,
      Function<Journal, LocalLeases> local,
      CareMemory care,
      IntSupplier mostOfUser,
      Supplier<Duration> window,
      Consumer<Boolean> sure) {}

  private Cluster(Joining joining, Own own) {
    this.joining = joining;
    this.neighbours = new Neighbours(joining.ledger(), new Outsider(), joining.executor());
    SharedJournal journal = new SharedJournal(neighbours);
    LocalLeases local = own.local.apply(journal);
    this.care = new SharedCare(neighbours, own.care);
    this.homes =
        new Homes(
            neighbours,
            new FormerSessions(neighbours, own.boards, local, journal, own.window),
            care,
            joining.clocks().nanoTime());
    QuietBoards quiet = new QuietBoards(homes, local, care, joining.executor());
    this.book =
        new SharedLeases(
            local,
            homes,
            new SharedQuota(neighbours, care, own.mostOfUser),
            new Grants(neighbours, journal),
            quiet);
    this.presence = new Presence(joining, neighbours, none -> lost(journal, book, none), own.sure);
    this.configs = new ConfigComparison(neighbours);
    joining.ledger().listen(configs);
    this.facility =
        new FacilityCopy(
            joining.settings().name(), neighbours, own.boards, configs, presence::timesFenced);
    this.boards = own.boards;
    this.looks = new Looks(joining.executor());
    look(quiet, new Leftovers(neighbours, homes, own.boards, care));
  }

  private static void lost(SharedJournal journal, SharedLeases book, Runnable none) {
    journal.lost();
    book.lost(none);
  }

  private void look(QuietBoards quiet, Leftovers leftovers) {
    looks.at(
        "boards' homes",
        () -> {
          quiet.look();
          if (!quiet.isRetreating()) {
            leftovers.look();
          }
        });
  }

  /**
   * From here on what the operator orders at other gateways is done here, too; once.
   *
   * @param shared run once the others know which boards were out of service here before
   * @return what is said here to the others
   */
  public OtherGateways obey(OrderTaker taker, Runnable shared) {
    GatewayOrders made =
        new GatewayOrders(neighbours, new GatewayOrders.Own(boards, book, taker, shared));
    orders = Optional.of(made);
    looks.at("orders", made::look);
    return made;
  }

  /** These are the boards before long; nobody can have those that are new yet. */
  public void expected(Collection<Board> next) {
    orders.ifPresent(made -> made.expected(next));
  }

  /**
   * Boards are described anew.
   *
   * @param config what the configuration is like, as {@code part:digest part:digest}
   */
  public void described(String config) {
    boards.all().forEach(care::follow);
    orders.ifPresent(GatewayOrders::described);
    configs.configured(config);
    presence.configured(config);
  }

  /** From here on a ban at one gateway holds at all. */
  public void share(SharedBans bans) {
    looks.at("bans", BanSheets.LOOK, BanSheets.begin(neighbours, bans));
  }

  /** Begins to join the others; after that users get boards here. */
  public static Cluster join(Joining joining, Own own) {
    Cluster cluster = new Cluster(joining, own);
    cluster.presence.join();
    return cluster;
  }

  /** Who has which board. */
  public LeaseBook book() {
    return book;
  }

  /** What is known of the power of boards. */
  public SharedCare care() {
    return care;
  }

  /** Whether this gateway may speak to boards. */
  public Tenure tenure() {
    return new Watch(neighbours, homes);
  }

  /** All gateways, for people. */
  public Facility facility() {
    return facility;
  }

  /** Tells the others that this one hands over what it has, and takes no more. */
  public void drains() {
    presence.drains();
  }

  /** Whether another gateway may have what this one hands over. */
  public boolean hasTakers() {
    return facility.engineReached() && facility.maySpeak() && !neighbours.takers().isEmpty();
  }

  /** Says goodbye to the others and leaves the ledger, after at most 10 s. */
  @Override
  public void close() {
    looks.close();
    presence.close();
    joining.ledger().close();
  }
}
