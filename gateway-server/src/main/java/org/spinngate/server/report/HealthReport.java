package org.spinngate.server.report;

import java.util.List;

/**
 * Whether the gateway is able to do its work.
 *
 * @param live whether the process works at all; if not, only a restart helps
 * @param ready whether a tunnel can open and a datagram can go out towards boards
 * @param checks what that was concluded from
 */
public record HealthReport(boolean live, boolean ready, List<Check> checks) {

  /** Copies the list. */
  public HealthReport {
    checks = List.copyOf(checks);
  }

  /**
   * One thing that was looked at.
   *
   * @param name a short fixed name, such as {@code tunnels}
   * @param ok whether it is as it should be
   * @param detail for people
   */
  public record Check(String name, boolean ok, String detail) {}
}
