package org.spinngate.server;

import java.util.function.Supplier;
import org.spinngate.server.config.GatewayConfig;

/**
 * The configuration that whatever begins now goes by.
 *
 * <p>Thread-safe.
 */
final class CurrentConfig implements Supplier<GatewayConfig> {
  private volatile GatewayConfig config;

  CurrentConfig(GatewayConfig first) {
    this.config = first;
  }

  @Override
  public GatewayConfig get() {
    return config;
  }

  void become(GatewayConfig next) {
    config = next;
  }
}
