package org.spinngate.simulated;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Three simulated boards that are one machine: each has an Ethernet of its own, all see the same
 * chips, and each chip tells by {@code INFO} and in its system variables which Ethernet is its own.
 * They are booted from the start; a board whose power is cycled is out of it until the end.
 *
 * <p>Confined to the event loop, but for {@link #start}.
 */
public final class SimulatedTriad {
  private final List<SimulationSettings> boards;
  private @Nullable ChipGrid grid;

  private SimulatedTriad(List<SimulationSettings> boards) {
    this.boards = boards;
  }

  /**
   * Switches three boards on, on one event loop of the group.
   *
   * @param sockets makes IPv4 sockets that fit the event loops
   * @param boards of 48 chips, with their Ethernet chips at 0,0, at 4,8 and at 8,4
   * @return a future for each, which fails with the reason if a port is taken
   */
  public static List<Future<SimulatedBoard>> start(
      EventLoopGroup group,
      ChannelFactory<DatagramChannel> sockets,
      List<SimulationSettings> boards) {
    if (boards.size() != Triad.BOARDS
        || boards.stream().anyMatch(board -> board.kind() != BoardKind.SPIN5)) {
      throw new IllegalArgumentException("a triad is three boards of 48 chips");
    }
    SimulatedTriad triad = new SimulatedTriad(List.copyOf(boards));
    EventLoop loop = group.next();
    List<Future<SimulatedBoard>> started = new ArrayList<>();
    for (int i = 0; i < boards.size(); i++) {
      int ethernet = Triad.ethernet(i);
      started.add(
          SimulatedBoard.start(
              loop, sockets, boards.get(i).booted(), variables -> triad.seat(ethernet, variables)));
    }
    return started;
  }

  /** The first board that runs makes the chips of all. */
  private Seat seat(int ethernet, byte[] variables) {
    ChipGrid chips = grid;
    if (chips == null) {
      chips = new ChipGrid(Triad.SMALLEST, (x, y) -> boards.get(Triad.boardOf(x, y)), variables);
      grid = chips;
    }
    return new Seat(chips, chips.chip(ethernet));
  }
}
