package org.spinngate.protocol;

/**
 * What one side of a session knows of its SCP datagrams, over all connections: how many it has
 * sent, and how many of the peer's it has accounted for, since they came or were found missing.
 * When the peer says how many it has sent ({@link DatagramsSent}), the difference is what was under
 * way when an earlier connection ended.
 *
 * <pre>
 *   connection 1 ── sent, came ──┐ lost
 *                                └─▶ connection 2 ── the peer has sent n ──▶ n - came are missing
 * </pre>
 *
 * <p>Counts are modulo 2^32. Confined to the event loop of the session; makes no objects but one
 * for each connection.
 */
public final class DatagramBalance {
  /** No connection has more under way when it ends; a peer that says so is wrong. */
  static final int MOST = 1 << 20;

  private int sent;
  private int accounted;
  private int connections;
  private int settled;
  private Runnable endOfLatest = () -> {};

  /**
   * A connection begins, after all others: of those nothing leaves any more.
   *
   * @param end lets fall what waits for this one; called when there is another
   */
  public Connection begin(Runnable end) {
    endOfLatest.run();
    endOfLatest = end;
    return new Connection();
  }

  /** One connection of the session. */
  public final class Connection {
    private final int number = connections++;

    private Connection() {}

    /** A datagram leaves, or waits for that. */
    public void sent() {
      sent++;
    }

    /** So many that were counted as sent have not left, and never will. */
    public void unsent(int datagrams) {
      sent -= datagrams;
    }

    /** What the peer should be told when this connection begins. */
    public DatagramsSent told() {
      return new DatagramsSent(sent);
    }

    /**
     * So many datagrams of the peer have come, or have been found missing.
     *
     * @return whether they are to be looked at; not if they were counted as missing before, since
     *     they come by a connection that ended long ago
     */
    public boolean came(int datagrams) {
      if (number < settled) {
        return false;
      }
      accounted += datagrams;
      return true;
    }

    /**
     * The peer tells what it had sent when this connection began.
     *
     * @return how many of them have not come, and are missing from here on
     */
    public int missing(DatagramsSent ofPeer) {
      int missing = ofPeer.count() - accounted;
      accounted = ofPeer.count();
      settled = number;
      return missing > 0 && missing <= MOST ? missing : 0;
    }
  }
}
