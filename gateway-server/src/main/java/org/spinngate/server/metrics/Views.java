package org.spinngate.server.metrics;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.spinngate.server.board.Board;
import org.spinngate.server.session.SessionRow;

/**
 * What is asked for when somebody looks, from any thread.
 *
 * @param boards those that there are now
 * @param sessions those that are open now
 * @param server the rest of it
 */
public record Views(
    Supplier<? extends Collection<Board>> boards,
    Supplier<List<SessionRow>> sessions,
    Server server) {

  /**
   * What is asked of the server itself.
   *
   * @param ready whether it can do its work
   * @param certificateEnd until when its certificate is valid, if that is known
   */
  public record Server(BooleanSupplier ready, Supplier<Optional<Instant>> certificateEnd) {}
}
