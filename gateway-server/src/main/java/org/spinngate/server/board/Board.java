package org.spinngate.server.board;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One board that the gateway stands in front of.
 *
 * <p>Thread-safe.
 */
public final class Board {
  private final String name;
  private final Addresses addresses;
  private final Handling handling;
  private final String comment;
  private final Lease lease;
  private final BootTurn bootTurn = new BootTurn();
  private final RequestWindow requestWindow;
  private final TagLedger tags = new TagLedger();
  private final BoardCondition condition;
  private volatile @Nullable String disabled;

  /**
   * @param name what users give to {@code --board}
   * @param addresses where its two services are on the board LAN
   * @param shared whether several sessions may have it at once
   * @param handling what it can bear
   * @param comment the operator's words
   */
  public Board(
      String name, Addresses addresses, boolean shared, Handling handling, String comment) {
    this(
        name,
        addresses,
        shared,
        handling,
        comment,
        new BoardCondition(Clock.systemUTC(), System::nanoTime));
  }

  /** The same, with a place of its own for what will be heard of it. */
  public Board(
      String name,
      Addresses addresses,
      boolean shared,
      Handling handling,
      String comment,
      BoardCondition condition) {
    this.condition = condition;
    this.name = name;
    this.addresses = addresses;
    this.handling = handling;
    this.comment = comment;
    this.lease = new Lease(shared);
    this.requestWindow = new RequestWindow(handling.scpWindow);
  }

  /**
   * Where a board is on its LAN.
   *
   * @param scp its SCP and SDP service
   * @param boot its boot service
   */
  public record Addresses(InetSocketAddress scp, InetSocketAddress boot) {}

  /**
   * What a board, and the tools that speak to it, can bear.
   *
   * @param bootGap the least time between two boot packets on the board LAN
   * @param scpWindow the most SCP requests in flight towards it; 0 for any number
   * @param singleReply whether a client passes on only the first reply to a request
   */
  public record Handling(Duration bootGap, int scpWindow, boolean singleReply) {}

  /** The name that users give to {@code --board}. */
  public String name() {
    return name;
  }

  /** Where the board's services are. */
  public Addresses addresses() {
    return addresses;
  }

  /** The least time between two boot packets. */
  public Duration bootGap() {
    return handling.bootGap;
  }

  /** Whether a client should pass on only the first reply to each request. */
  public boolean singleReply() {
    return handling.singleReply;
  }

  /** The operator's words. */
  public String comment() {
    return comment;
  }

  /** Who has the board and who waits for it. */
  public Lease lease() {
    return lease;
  }

  /** Which requests are in flight towards it. */
  public RequestWindow requestWindow() {
    return requestWindow;
  }

  /** Who has set which of its IP tags. */
  public TagLedger tags() {
    return tags;
  }

  /** Whose turn it is to boot it. */
  public BootTurn bootTurn() {
    return bootTurn;
  }

  /** What has been heard of it. */
  public BoardCondition condition() {
    return condition;
  }

  /** What it is now: the first that holds of disabled, booting, unreachable, in use, and heard. */
  public BoardStatus status() {
    String reason = disabled;
    if (reason != null) {
      return new BoardStatus(BoardState.DISABLED, reason);
    }
    if (beingBooted()) {
      return new BoardStatus(BoardState.BOOTING, "a boot is under way");
    }
    BoardStatus heard = condition.status();
    if (!lease.held() || condition.freshlyUnreachable()) {
      return heard;
    }
    return new BoardStatus(BoardState.IN_USE, heard.words());
  }

  private boolean beingBooted() {
    return bootTurn.taken() || condition.startingUp(bootTurn.lastSentNanos());
  }

  /**
   * Takes what a session has seen since it last told, about once a second.
   *
   * @param toBoard datagrams sent to the board
   * @param fromBoard datagrams that came from it
   * @param unreachable datagrams that the network refused
   */
  public void used(long toBoard, long fromBoard, long unreachable) {
    if (beingBooted()) {
      condition.bootUnderWay();
    }
    condition.used(toBoard, fromBoard, unreachable);
  }

  /** Why the operator gives it to nobody, if so. */
  public Optional<String> disabled() {
    return Optional.ofNullable(disabled);
  }

  /** From now on nobody new gets it; whoever has it keeps it. */
  public void disable(String reason) {
    disabled = reason;
  }

  /** Everybody may have it again. */
  public void enable() {
    disabled = null;
  }
}
