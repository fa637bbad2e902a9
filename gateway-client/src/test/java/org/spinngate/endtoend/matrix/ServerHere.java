package org.spinngate.endtoend.matrix;

import java.net.InetSocketAddress;
import org.spinngate.endtoend.Facility;

/** A server in this process. */
final class ServerHere implements ServerSide {
  private final Facility facility;

  /** A server in front of the board that is at these addresses. */
  ServerHere(InetSocketAddress scp, InetSocketAddress boot) {
    facility =
        Facility.plan()
            .inEarnest()
            .board(Bench.BOARD, scp, boot)
            .user(Bench.USER, "*")
            .with("listen = [\"127.0.0.1:0\", \"127.0.0.1:0\"]")
            .start();
  }

  @Override
  public InetSocketAddress address() {
    return facility.addresses().get(0);
  }

  @Override
  public InetSocketAddress otherAddress() {
    return facility.addresses().get(1);
  }

  @Override
  public void restart(String signal) {
    throw new UnsupportedOperationException("no process of its own");
  }

  @Override
  public void close() {
    facility.close();
  }
}
