package org.spinngate.client.check;

import java.util.List;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.Boards;

/** What became of a visit to the server. */
sealed interface Visited {
  /**
   * The server let the user in.
   *
   * @param boards that the user may use
   * @param path what was measured of the stream
   */
  record Inside(List<Boards.Entry> boards, PathMeasures path) implements Visited {}

  /**
   * It ended before that.
   *
   * @param how how far it came
   * @param ending why
   */
  record TurnedAway(Reached how, Ending ending) implements Visited {}

  /** How far somebody came. */
  enum Reached {
    /** Nobody has proved to be the server. */
    NOBODY,
    /** The server is there, and has not let the user in. */
    DOOR,
    /** The user was let in. */
    INSIDE
  }
}
