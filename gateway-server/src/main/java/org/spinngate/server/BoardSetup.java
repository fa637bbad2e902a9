package org.spinngate.server;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.simulated.LinkFaults;
import org.spinngate.server.board.simulated.ScampRelease;
import org.spinngate.server.board.simulated.SimulatedBoard;
import org.spinngate.server.board.simulated.SimulationSettings;
import org.spinngate.server.config.Access;
import org.spinngate.server.config.BoardPlace;
import org.spinngate.server.config.BoardSettings;
import org.spinngate.server.config.SimulationOptions;

/** Makes the boards that the configuration names, and starts those that are simulated. */
final class BoardSetup {
  private BoardSetup() {}

  /**
   * Makes every board, in the operator's order.
   *
   * @throws IOException if a simulated board cannot have its address
   */
  static BoardDirectory of(Collection<BoardSettings> all, EventLoopGroup simulation)
      throws IOException {
    List<Board> boards = new ArrayList<>();
    for (BoardSettings settings : all) {
      boards.add(
          new Board(
              settings.name(),
              addresses(settings, simulation, boards.size()),
              settings.access() == Access.SHARED,
              new Board.Handling(settings.bootGap(), settings.scpWindow(), settings.singleReply()),
              settings.comment()));
    }
    return new BoardDirectory(boards);
  }

  private static Board.Addresses addresses(
      BoardSettings settings, EventLoopGroup simulation, int identity) throws IOException {
    if (settings.place() instanceof BoardPlace.Simulated simulated) {
      Future<SimulatedBoard> started =
          SimulatedBoard.start(simulation, simulation(simulated, identity)).awaitUninterruptibly();
      if (!started.isSuccess()) {
        throw new IOException(
            "cannot start the simulated board %s: %s"
                .formatted(settings.name(), started.cause().getMessage()));
      }
      SimulatedBoard board = started.getNow();
      return new Board.Addresses(board.scpAddress(), board.bootAddress());
    }
    return new Board.Addresses(settings.place().scp(), settings.place().boot());
  }

  private static SimulationSettings simulation(BoardPlace.Simulated place, int identity) {
    SimulationOptions options = place.options();
    SimulationSettings settings =
        switch (options.kind()) {
          case SPIN3 -> SimulationSettings.spin3(place.scp().getAddress());
          case SPIN5 -> SimulationSettings.spin5(place.scp().getAddress());
        };
    settings =
        settings
            .withPorts(place.scp().getPort(), place.boot().getPort())
            .withIdentity(identity)
            .withRelease(new ScampRelease(options.version()))
            .withStartUp(options.ethernetUp(), options.ready())
            .withFaults(
                LinkFaults.NONE
                    .withLoss(options.loss(), options.loss())
                    .withDuplication(options.duplication(), options.duplication())
                    .withDelay(options.delay()));
    return options.booted() ? settings.booted() : settings;
  }
}
