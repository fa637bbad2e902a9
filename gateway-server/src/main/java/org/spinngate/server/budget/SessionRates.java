package org.spinngate.server.budget;

/**
 * The most that one session may send towards its board in a second; 0 for no limit.
 *
 * @param datagrams SCP datagrams
 * @param bytes their bytes, without headers
 */
public record SessionRates(int datagrams, long bytes) {
  /** No limit at all. */
  public static final SessionRates UNLIMITED = new SessionRates(0, 0);
}
