package org.spinngate.endtoend.matrix;

import java.net.InetSocketAddress;

/** A gateway server in front of one board. */
interface ServerSide extends AutoCloseable {
  InetSocketAddress address();

  /** Another address of the same server. */
  InetSocketAddress otherAddress();

  /** Ends it by a signal, starts another in its place, and waits until that is ready. */
  void restart(String signal) throws Exception;

  @Override
  void close();
}
