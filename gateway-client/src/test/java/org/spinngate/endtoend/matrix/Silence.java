package org.spinngate.endtoend.matrix;

import java.time.Duration;

/**
 * For how long nothing passes between a tool and its board.
 *
 * @param least that the fault itself takes
 * @param most that it takes until the gateway must work again
 */
record Silence(Duration least, Duration most) {
  static final Silence NONE = new Silence(Duration.ZERO, Duration.ZERO);

  /** The board does not answer any more, and no gateway can help. */
  static final Silence FOR_EVER = new Silence(Duration.ofDays(1), Duration.ofDays(1));

  /** A cut of this length, after which the gateway may need so long. */
  static Silence of(Duration cut, Duration recovery) {
    return new Silence(cut, cut.plus(recovery));
  }
}
