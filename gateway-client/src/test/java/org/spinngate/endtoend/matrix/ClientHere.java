package org.spinngate.endtoend.matrix;

import java.net.InetSocketAddress;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.endtoend.TestClient;
import org.spinngate.protocol.Timing;

/** A client in this process. */
final class ClientHere implements ClientSide {
  private final TestClient client;

  ClientHere(ClientSettings settings) {
    client = TestClient.start(settings, Timing.of(System::nanoTime));
    client.ready();
  }

  @Override
  public InetSocketAddress scp() {
    return client.scp();
  }

  @Override
  public InetSocketAddress boot() {
    return client.boot();
  }

  @Override
  public void kill() {
    throw new UnsupportedOperationException("no process of its own");
  }

  @Override
  public void close() {
    client.close();
  }
}
