package org.spinngate.server.admission;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One of several gateways: a snapshot.
 *
 * @param id its name and a word of its present start
 * @param own whether it is this very gateway
 * @param said what it says of itself
 * @param boards the names of those that it serves, in the order of their addresses
 * @param sessions how many these have, with those whose clients are away
 * @param heard whether its beats come
 * @param differs parts of its configuration, such as {@code users}, that are other than this
 *     gateway's and should not be
 */
public record GatewayRow(
    String id,
    boolean own,
    Said said,
    List<String> boards,
    int sessions,
    Heard heard,
    List<String> differs) {

  /** Copies the lists. */
  public GatewayRow {
    boards = List.copyOf(boards);
    differs = List.copyOf(differs);
  }

  /**
   * What a gateway says of itself; each may be empty if it said nothing.
   *
   * @param name the operator's word for it
   * @param address what clients reach it by
   * @param state {@code up}, or a word that it has for its state
   * @param build its version
   */
  public record Said(String name, String address, String state, String build) {}

  /**
   * What is heard of a gateway.
   *
   * @param alive whether its last beat is as fresh as it should be; of this gateway, whether it may
   *     speak to boards
   * @param silent how long ago its last beat was seen, if any was
   */
  public record Heard(boolean alive, Optional<Duration> silent) {}
}
