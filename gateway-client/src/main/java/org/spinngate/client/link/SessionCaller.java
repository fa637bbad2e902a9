package org.spinngate.client.link;

import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.DatagramBalance;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Waiting;

/** Hears what a connection says that wants a board. Called on the event loop. */
interface SessionCaller {
  /** The board is in use, and this is our place in the queue. */
  void waiting(Waiting waiting);

  /** What the connections of that session count, one after the other. */
  DatagramBalance balance(Opened opened);

  /** The board is ours. */
  void opened(Opened opened);

  /** The server has been silent for longer than it should be. */
  void suspected();

  /** A server that was suspected has been heard again. */
  void recovered();

  /** The server has a line for the user. */
  void notice(String text);

  /** A boot of the board goes on. */
  void boot(BootReport report);
}
