package org.spinngate.endtoend.matrix;

import java.util.Optional;
import org.spinngate.protocol.testing.Conditions;

/**
 * One row of the matrix.
 *
 * @param name for people
 * @param place where server and client run
 * @param way the tunnel's network, all the time
 * @param road the network between server and board, all the time
 * @param silence that these alone may cause
 * @param strike what happens in the midst of the work, if anything does
 * @param rule for where patience alone does not decide
 */
record Fault(
    String name,
    Place place,
    Conditions way,
    Conditions road,
    Silence silence,
    Optional<Strike> strike,
    OwnRule rule) {

  /** Where a cell's programs run. */
  enum Place {
    ALL_IN_THIS_PROCESS,
    SERVER_IN_ANOTHER,
    CLIENT_IN_ANOTHER
  }

  /** Says what patience does not. */
  interface OwnRule {
    Optional<Expectation> of(Tool tool, Job job);
  }

  /** A bad network, all the time. */
  static Fault lasting(String name, Conditions way, Conditions road, Silence silence) {
    return new Fault(
        name,
        Place.ALL_IN_THIS_PROCESS,
        way,
        road,
        silence,
        Optional.empty(),
        (tool, job) -> Optional.empty());
  }

  /** A good network, until something happens. */
  static Fault sudden(String name, Strike strike) {
    return new Fault(
        name,
        Place.ALL_IN_THIS_PROCESS,
        Bench.USUAL,
        Conditions.CLEAR,
        Silence.NONE,
        Optional.of(strike),
        (tool, job) -> Optional.empty());
  }

  Fault at(Place other) {
    return new Fault(name, other, way, road, silence, strike, rule);
  }

  Fault except(OwnRule other) {
    return new Fault(name, place, way, road, silence, strike, other);
  }

  /** Whether the board must see each of a tool's sockets at one port all the time. */
  boolean keepsPorts() {
    return place == Place.ALL_IN_THIS_PROCESS;
  }

  /** Makes it happen, and says for how long nothing passes. */
  Silence strikeAt(Bench bench) throws Exception {
    return strike.isPresent() ? strike.get().at(bench) : silence;
  }

  Expectation expectation(Cell cell, Silence seen) {
    Forecast forecast = new Forecast(cell.tool(), cell.carrier(), way.delay().multipliedBy(2));
    return rule.of(cell.tool(), cell.job()).orElseGet(() -> forecast.of(cell.job(), seen));
  }
}
