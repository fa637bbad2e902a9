package org.spinngate.server.ledger.zookeeper;

import java.net.InetSocketAddress;
import java.util.Collection;
import org.apache.zookeeper.client.HostProvider;
import org.apache.zookeeper.client.StaticHostProvider;

/**
 * The servers, in an order of chance. ZooKeeper's client waits for up to a second before each
 * attempt at a connection. After each round of all servers it would wait for another second, in
 * which the engine may be back, and boards wait; here that pause is short.
 *
 * <p>Thread-safe.
 */
final class EngineServers implements HostProvider {
  private static final long PAUSE_MILLIS = 100;

  private final StaticHostProvider servers;

  EngineServers(Collection<InetSocketAddress> servers) {
    this.servers = new StaticHostProvider(servers);
  }

  @Override
  public int size() {
    return servers.size();
  }

  @Override
  public InetSocketAddress next(long spinDelay) {
    return servers.next(Math.min(spinDelay, PAUSE_MILLIS));
  }

  @Override
  public void onConnected() {
    servers.onConnected();
  }

  @Override
  public boolean updateServerList(Collection<InetSocketAddress> others, InetSocketAddress present) {
    return servers.updateServerList(others, present);
  }
}
