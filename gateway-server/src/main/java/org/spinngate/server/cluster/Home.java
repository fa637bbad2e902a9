package org.spinngate.server.cluster;

import org.spinngate.server.lease.Refusal;

/** Which gateway serves a board, as far as is known here. */
sealed interface Home {
  /** This one does. */
  record Here(ServedBoard served) implements Home {}

  /**
   * Another one does, and is well.
   *
   * @param address where clients reach it, host and port
   */
  record At(String address) implements Home {}

  /** That cannot be found out at present. */
  record Unknown(Refusal refusal) implements Home {}
}
