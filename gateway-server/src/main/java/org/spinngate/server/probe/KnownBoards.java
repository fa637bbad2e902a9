package org.spinngate.server.probe;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;

/**
 * The boards by the address of their boot service. The directory is read again at most once a
 * second, however much strangers send. Confined to one thread.
 */
final class KnownBoards {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final BoardDirectory directory;
  private final LongSupplier nanoTime;
  private Map<InetSocketAddress, Board> boards = Map.of();
  private long readAt;

  KnownBoards(BoardDirectory directory, LongSupplier nanoTime) {
    this.directory = directory;
    this.nanoTime = nanoTime;
    read();
  }

  /** The board that says hello from here, if there is one. */
  Optional<Board> at(InetSocketAddress sender) {
    if (nanoTime.getAsLong() - readAt >= FRESH_NANOS) {
      read();
    }
    return Optional.ofNullable(boards.get(sender));
  }

  private void read() {
    readAt = nanoTime.getAsLong();
    Map<InetSocketAddress, Board> byAddress = new HashMap<>();
    directory.all().forEach(board -> byAddress.put(board.addresses().boot(), board));
    boards = byAddress;
  }
}
