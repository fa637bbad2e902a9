package org.spinngate.server.board;

import java.net.InetSocketAddress;
import java.time.Duration;

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

  /**
   * @param name what users give to {@code --board}
   * @param addresses where its two services are on the board LAN
   * @param shared whether several sessions may have it at once
   * @param handling what it can bear
   * @param comment the operator's words
   */
  public Board(
      String name, Addresses addresses, boolean shared, Handling handling, String comment) {
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
}
