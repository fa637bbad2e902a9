package org.spinngate.client;

import java.net.Inet4Address;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.alias.AliasWork;
import org.spinngate.client.local.LocalBoard;

/**
 * A board's own address as its place on this machine: the address itself and the ports there, which
 * come and go together.
 *
 * <p>Thread-safe; the work is done on the thread of the aliases.
 */
final class OwnPlace {
  private final AliasWork aliases;
  private final List<String> servers;
  private final LocalBoard board;
  private final Consumer<String> warnings;
  private @Nullable Inet4Address address;

  /**
   * @param servers the names of the servers, whose way to the board must not be cut
   * @param board bound nowhere yet
   * @param warnings told if the address stays on this machine
   */
  OwnPlace(AliasWork aliases, List<String> servers, LocalBoard board, Consumer<String> warnings) {
    this.aliases = aliases;
    this.servers = servers;
    this.board = board;
    this.warnings = warnings;
  }

  /** Moves the board to an address; fails with why it cannot be there. */
  synchronized CompletableFuture<Void> take(Inet4Address wanted) {
    leave();
    address = wanted;
    return aliases.take(
        wanted,
        this,
        servers,
        () -> {
          board.bindAt(wanted);
          return null;
        });
  }

  /** Gives ports and address back, if they were taken. */
  synchronized void leave() {
    Inet4Address former = address;
    address = null;
    if (former != null) {
      aliases.giveBack(former, this, board::unbindNow, warnings);
    }
  }
}
