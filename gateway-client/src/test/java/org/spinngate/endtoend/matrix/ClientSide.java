package org.spinngate.endtoend.matrix;

import java.net.InetSocketAddress;

/** A gateway client that has the board. */
interface ClientSide extends AutoCloseable {
  InetSocketAddress scp();

  InetSocketAddress boot();

  /** As {@code kill -9}. */
  void kill() throws Exception;

  @Override
  void close();
}
