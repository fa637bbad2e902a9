package org.spinngate.endtoend.tools;

import org.spinngate.server.testing.BootImage;

/**
 * A host tool with sockets of its own. Everything runs on the caller's thread, takes as long as it
 * takes, and never throws for what the network or the board does: that is in the {@link Outcome}.
 */
public interface HostTool extends AutoCloseable {
  /** Asks the monitor of the root chip what it runs. */
  Outcome version();

  /** Reads memory of the root chip; the outcome holds the bytes. */
  Outcome read(int address, int length);

  /** Writes memory of the root chip. */
  Outcome write(int address, byte[] bytes);

  /** Looks whether the board is booted, boots it, and waits until it is ready. */
  Outcome boot(BootImage image);

  /** The UDP port that SCP requests leave from. */
  int localPort();

  /** How many datagrams have come that the tool has not looked at; they are gone then. */
  int unread();

  @Override
  void close();
}
