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
  private final Duration bootGap;
  private final String comment;
  private final Lease lease;
  private final BootTurn bootTurn = new BootTurn();

  /**
   * @param name what users give to {@code --board}
   * @param addresses where its two services are on the board LAN
   * @param shared whether several sessions may have it at once
   * @param bootGap the least time between two boot packets on the board LAN
   * @param comment the operator's words
   */
  public Board(String name, Addresses addresses, boolean shared, Duration bootGap, String comment) {
    this.name = name;
    this.addresses = addresses;
    this.bootGap = bootGap;
    this.comment = comment;
    this.lease = new Lease(shared);
  }

  /**
   * Where a board is on its LAN.
   *
   * @param scp its SCP and SDP service
   * @param boot its boot service
   */
  public record Addresses(InetSocketAddress scp, InetSocketAddress boot) {}

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
    return bootGap;
  }

  /** The operator's words. */
  public String comment() {
    return comment;
  }

  /** Who has the board and who waits for it. */
  public Lease lease() {
    return lease;
  }

  /** Whose turn it is to boot it. */
  public BootTurn bootTurn() {
    return bootTurn;
  }
}
