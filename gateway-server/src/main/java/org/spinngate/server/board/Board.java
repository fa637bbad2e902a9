package org.spinngate.server.board;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.spinngate.server.boot.BootTurn;
import org.spinngate.server.scp.RequestWindow;
import org.spinngate.server.tag.BoardTags;

/**
 * One board that the gateway stands in front of.
 *
 * <p>Thread-safe.
 */
public final class Board {
  private final String name;
  private final boolean shared;
  private final Handling handling;
  private final String comment;
  private final RequestWindow requestWindow;
  private final PlaceOnLan place;

  /**
   * @param name what users give to {@code --board}
   * @param addresses where its two services are on the board LAN
   * @param shared whether several sessions may have it at once
   * @param handling what it can bear
   * @param comment the operator's words
   */
  public Board(
      String name, Addresses addresses, boolean shared, Handling handling, String comment) {
    this(name, addresses, shared, handling, comment, freshCondition());
  }

  private static BoardCondition freshCondition() {
    return new BoardCondition(Clock.systemUTC(), System::nanoTime);
  }

  /** The same, with a place of its own for what will be heard of it. */
  public Board(
      String name,
      Addresses addresses,
      boolean shared,
      Handling handling,
      String comment,
      BoardCondition condition) {
    this(
        name,
        shared,
        handling,
        comment,
        new RequestWindow(handling.scpWindow),
        PlaceOnLan.at(Whereabouts.of(addresses.scp, addresses.boot), shared, condition));
  }

  private Board(
      String name,
      boolean shared,
      Handling handling,
      String comment,
      RequestWindow requestWindow,
      PlaceOnLan place) {
    this.name = name;
    this.shared = shared;
    this.handling = handling;
    this.comment = comment;
    this.requestWindow = requestWindow;
    this.place = place;
  }

  /**
   * The same board in other words of the operator. Who holds it or waits for it keeps that, and
   * what is known of it stays known; sessions that are open go on as they began.
   */
  public Board described(
      String newName, boolean newShared, Handling newHandling, String newComment) {
    RequestWindow window =
        handling.scpWindow == newHandling.scpWindow
            ? requestWindow
            : new RequestWindow(newHandling.scpWindow);
    return new Board(newName, newShared, newHandling, newComment, window, place);
  }

  /** What it is, which stays the same under every description. */
  public BoardIdentity identity() {
    return place.identity();
  }

  /** Whether both are one board on the LAN, even if it is described in other words. */
  public boolean isSamePlaceAs(Board other) {
    return place.identity() == other.place.identity();
  }

  /**
   * Where a board is on its LAN.
   *
   * @param scp its SCP and SDP service
   * @param boot its boot service
   */
  public record Addresses(InetSocketAddress scp, InetSocketAddress boot) {
    /** Whether the name that they are described by is not known. */
    public boolean areUnknown() {
      return scp.isUnresolved();
    }

    /** Whether datagrams for both would reach the same board. */
    public boolean meet(Addresses other) {
      return scp.equals(other.scp) || boot.equals(other.boot);
    }
  }

  /**
   * What a board, and the tools that speak to it, can bear, and what clients may know of it.
   *
   * @param tellAddress whether they may learn its address
   * @param bootGap the least time between two boot packets on the board LAN
   * @param scpWindow the most SCP requests in flight towards it; 0 for any number
   * @param singleReply whether a client passes on only the first reply to a request
   */
  public record Handling(
      boolean tellAddress, Duration bootGap, int scpWindow, boolean singleReply) {
    /** That of a board whose address may be known. */
    public Handling(Duration bootGap, int scpWindow, boolean singleReply) {
      this(true, bootGap, scpWindow, singleReply);
    }
  }

  /** The name that users give to {@code --board}. */
  public String name() {
    return name;
  }

  /** Where the board's services are. */
  public Addresses addresses() {
    Whereabouts now = place.now();
    return new Addresses(now.scp(), now.boot());
  }

  /** Why it is nowhere in the network at present, if so: nobody can have it meanwhile. */
  public Optional<String> nowhere() {
    return Optional.ofNullable(place.now().nowhere());
  }

  /** Its name means these addresses from now on; flows that are open stay where they are. */
  public void moveTo(Addresses addresses) {
    place.whereabouts().set(Whereabouts.of(addresses.scp, addresses.boot));
  }

  /** Whether somebody has it to himself, at the address that it has. */
  boolean mustStay() {
    return lease().held() && !lease().shared() && nowhere().isEmpty();
  }

  /** From now on nobody can reach it, until it is moved. */
  public void loseWay(String reason) {
    place.whereabouts().set(place.now().lost(reason));
  }

  /** The least time between two boot packets. */
  public Duration bootGap() {
    return handling.bootGap;
  }

  /** Whether a client should pass on only the first reply to each request. */
  public boolean singleReply() {
    return handling.singleReply;
  }

  /** Where clients may know that it is now; empty if they may not, or it is nowhere. */
  public Optional<Addresses> toldAddresses() {
    return Optional.of(addresses()).filter(known -> handling.tellAddress && !known.areUnknown());
  }

  /** The operator's words. */
  public String comment() {
    return comment;
  }

  /** Whether the operator wants several sessions to have it at once. */
  public boolean shared() {
    return shared;
  }

  /** Who has the board and who waits for it, as was shown last. */
  public LeaseView lease() {
    return place.shownLease();
  }

  /** Who has the board, and who waits for it, has changed; for the one who decides that. */
  public void show(LeaseView now) {
    place.lease().set(now);
  }

  /** Which requests are in flight towards it. */
  public RequestWindow requestWindow() {
    return requestWindow;
  }

  /** Its IP tags, and what the operator allows of them. */
  public BoardTags tags() {
    return place.tags();
  }

  /** Whose turn it is to boot it. */
  public BootTurn bootTurn() {
    return place.bootTurn();
  }

  /** What has been heard of it. */
  public BoardCondition condition() {
    return place.condition();
  }

  /** What is done to it between its users. */
  public UpkeepView upkeep() {
    return place.upkeep();
  }

  /** What switches its power, for people; empty if the gateway cannot. */
  public Optional<String> powerSwitch() {
    return place.upkeep().powerSwitch();
  }

  /** This switches its power from now on. */
  public void showPowerSwitch(Optional<String> words) {
    place.upkeep().showPowerSwitch(words);
    place
        .bootTurn()
        .remedy(words.isPresent() ? "'gateway-client reset -b " + name + "' cures it" : "");
  }

  /** It has lost its power: what was known of what runs on it is void. */
  public void lostPower() {
    place.lostPower();
  }

  /**
   * What it is now: the first that holds of disabled, what is done to it, booting, unreachable, in
   * use, and heard.
   */
  public BoardStatus status() {
    return place.status();
  }

  /**
   * Takes what a session has seen since it last told, about once a second.
   *
   * @param toBoard datagrams sent to the board
   * @param fromBoard datagrams that came from it
   * @param unreachable datagrams that the network refused
   */
  public void used(long toBoard, long fromBoard, long unreachable) {
    place.used(toBoard, fromBoard, unreachable);
  }

  /** Why the operator gives it to nobody, if so. */
  public Optional<String> disabled() {
    return Optional.ofNullable(place.disabled().get());
  }

  /**
   * From now on nobody new gets it; its holder keeps it. Those who wait for it must be told by the
   * code that knows them.
   */
  public void disable(String reason) {
    place.disabled().set(reason);
  }

  /** Everybody may have it again. */
  public void enable() {
    place.disabled().set(null);
  }
}
