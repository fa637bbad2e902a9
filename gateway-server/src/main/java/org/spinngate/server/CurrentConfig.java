package org.spinngate.server;

import java.util.Optional;
import java.util.function.Supplier;
import org.spinngate.server.board.Board;
import org.spinngate.server.config.BoardSettings;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.power.Upkeep;

/**
 * The configuration for all that begins now.
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

  /** How a board is to be looked after. */
  Upkeep upkeep(Board board) {
    return Optional.ofNullable(config.boards().get(board.name()))
        .map(BoardSettings::upkeep)
        .orElse(Upkeep.NONE);
  }

  void become(GatewayConfig next) {
    config = next;
  }
}
