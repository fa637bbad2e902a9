package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardIdentity;
import org.spinngate.server.config.power.PowerSettings;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.server.config.power.Upkeep;
import org.spinngate.server.lease.BoardHooks;

/**
 * Everybody who looks after a board, on one event loop. A board of which the operator says nothing
 * has nobody, and is ready at once.
 *
 * <p>Thread-safe.
 */
public final class Caretakers implements BoardHooks, AutoCloseable {
  private final EventLoop loop;
  private final Supplier<DatagramChannel> sockets;
  private final CareJournal journal;
  private final Commands commands = new Commands();
  private final Map<BoardIdentity, Caretaker> caretakers = new ConcurrentHashMap<>();
  private final Map<InetSocketAddress, Bmp> bmps = new ConcurrentHashMap<>();

  /**
   * @param loop where everything happens; nothing here keeps it busy
   * @param sockets gives fresh IPv4 sockets for that loop
   * @param journal of this and earlier processes
   */
  public Caretakers(EventLoop loop, Supplier<DatagramChannel> sockets, CareJournal journal) {
    this.loop = loop;
    this.sockets = sockets;
    this.journal = journal;
  }

  /**
   * Looks after these boards from now on, and after no others.
   *
   * @param upkeep what the operator wants of each
   */
  public synchronized void described(Collection<Board> boards, Function<Board, Upkeep> upkeep) {
    boards.forEach(board -> described(board, upkeep.apply(board)));
    var present = boards.stream().map(Board::identity).collect(Collectors.toSet());
    caretakers.forEach(
        (identity, gone) -> {
          if (!present.contains(identity)) {
            caretakers.remove(identity);
            onLoop(gone::end);
          }
        });
  }

  private void described(Board board, Upkeep upkeep) {
    Care care = new Care(upkeep, upkeep.power().map(this::switchOf), commands);
    Caretaker known = caretakers.get(board.identity());
    if (known != null) {
      onLoop(() -> known.described(board, care));
    } else if (!upkeep.isNothing()) {
      Caretaker fresh = new Caretaker(loop, journal, board, care);
      caretakers.put(board.identity(), fresh);
      onLoop(fresh::start);
    }
  }

  private PowerSwitch switchOf(PowerSettings settings) {
    if (settings.source() instanceof PowerSource.Bmp there) {
      return new BmpSwitch(
          bmps.computeIfAbsent(there.address(), address -> new Bmp(address, sockets, loop)),
          there.slot());
    }
    return new CommandSwitch(commands, (PowerSource.Commands) settings.source());
  }

  private void onLoop(Runnable task) {
    loop.execute(new LaterTask(task));
  }

  @Override
  public Stay begin(Board board, Guest guest) {
    return Optional.ofNullable(caretakers.get(board.identity()))
        .map(known -> begin(known, guest))
        .orElseGet(() -> BoardHooks.NONE.begin(board, guest));
  }

  private Stay begin(Caretaker caretaker, Guest guest) {
    GuestStay stay =
        new GuestStay(guest, (gone, cause) -> onLoop(() -> caretaker.left(gone, cause)));
    onLoop(() -> caretaker.arrived(stay));
    return stay;
  }

  @Override
  public void serviceChanged(Board board) {
    Caretaker known = caretakers.get(board.identity());
    if (known != null && board.disabled().isEmpty()) {
      onLoop(known::backInService);
    }
  }

  /** Begins nothing any more; what is under way is finished by the next process. */
  @Override
  public void close() {
    caretakers.values().forEach(caretaker -> onLoop(caretaker::end));
    commands.close();
  }
}
