package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardIdentity;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
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
  private final CareJournal journal;
  private final PowerSwitches switches;
  private final Map<BoardIdentity, Caretaker> caretakers = new ConcurrentHashMap<>();

  /** Who has a board that nobody looks after yet. */
  private final Map<BoardIdentity, Set<GuestStay>> unattended = new HashMap<>();

  /**
   * @param loop where everything happens; nothing here keeps it busy
   * @param sockets gives fresh IPv4 sockets for that loop
   * @param journal of this and earlier processes
   */
  public Caretakers(EventLoop loop, Supplier<DatagramChannel> sockets, CareJournal journal) {
    this.loop = loop;
    this.switches = new PowerSwitches(loop, sockets);
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
    Care care = switches.careFor(upkeep);
    board.showPowerSwitch(care.power().map(PowerSwitch::words));
    Caretaker known = caretakers.get(board.identity());
    if (known != null) {
      onLoop(() -> known.described(board, care));
    } else if (!upkeep.isNothing()) {
      Caretaker fresh = new Caretaker(loop, journal, board, care);
      caretakers.put(board.identity(), fresh);
      var present = unattended.getOrDefault(board.identity(), Set.of());
      onLoop(() -> fresh.start(List.copyOf(present)));
      unattended.remove(board.identity());
    }
  }

  private void onLoop(Runnable task) {
    loop.execute(new LaterTask(task));
  }

  @Override
  public synchronized Stay begin(Board board, Guest guest) {
    BoardIdentity identity = board.identity();
    GuestStay stay = new GuestStay(guest, (gone, cause) -> left(identity, gone, cause));
    Caretaker known = caretakers.get(identity);
    if (known == null) {
      unattended.computeIfAbsent(identity, fresh -> new HashSet<>()).add(stay);
      stay.welcome();
    } else {
      onLoop(() -> known.arrived(stay));
    }
    return stay;
  }

  private synchronized void left(BoardIdentity identity, GuestStay gone, CloseCause cause) {
    unattended.computeIfPresent(
        identity, (any, stays) -> stays.remove(gone) && stays.isEmpty() ? null : stays);
    Caretaker known = caretakers.get(identity);
    if (known != null) {
      onLoop(() -> known.left(gone, cause));
    }
  }

  /**
   * Switches a board's power as an operator says, unless somebody has the board. What is under way
   * with it ends first; one that has failed is tried again.
   *
   * @param news takes, on any thread, what is done meanwhile
   * @return completes, on any thread, when it is done or cannot be done
   */
  public CompletionStage<PowerOutcome> order(Board board, PowerOrder what, Consumer<String> news) {
    return order(board, new Order(what, Optional.empty(), news, new CompletableFuture<>()));
  }

  @Override
  public CompletionStage<PowerOutcome> reset(Board board, String account, Consumer<String> news) {
    return order(
        board, new Order(PowerOrder.CYCLE, Optional.of(account), news, new CompletableFuture<>()));
  }

  private CompletionStage<PowerOutcome> order(Board board, Order order) {
    Caretaker known = caretakers.get(board.identity());
    if (known == null) {
      return CompletableFuture.completedStage(PowerOutcome.noPower(board.name()));
    }
    onLoop(() -> known.ordered(order));
    return order.outcome().minimalCompletionStage();
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
    switches.close();
  }
}
