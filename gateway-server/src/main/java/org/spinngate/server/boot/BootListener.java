package org.spinngate.server.boot;

import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.DropReason;

/** What the boots of one session tell it. Called on the session's event loop. */
public interface BootListener {
  /** How a boot goes. */
  void bootReport(BootReport report);

  /**
   * So many boot packets of a flow have left for the board or were dropped, since its client began
   * it.
   */
  void bootTaken(int flow, int count);

  /** A boot packet has been dropped. */
  void dropped(DropReason reason);

  /** Whether the sender's connection is lost, so that the rest of its boot may still come. */
  boolean senderMayComeBack();

  /** A line for the user. */
  void notice(String text);
}
