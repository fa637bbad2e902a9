package org.spinngate.server.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.BoardHooks;
import org.spinngate.server.lease.Refusal;

/** Makes boards ready as the test says, and remembers for whom, and who has gone. */
final class PlayedHooks implements BoardHooks {
  private final Function<Board, CompletionStage<Optional<Refusal>>> ready;
  private final List<Guest> guests = new ArrayList<>();
  private final List<String> gone = new ArrayList<>();
  private final List<String> begun = new ArrayList<>();

  PlayedHooks(Function<Board, CompletionStage<Optional<Refusal>>> ready) {
    this.ready = ready;
  }

  List<Guest> guests() {
    return guests;
  }

  /** Whose session has begun. */
  List<String> begun() {
    return begun;
  }

  /** Who has gone, why, and whether the board was still held then. */
  List<String> gone() {
    return gone;
  }

  @Override
  public Stay begin(Board board, Guest guest) {
    guests.add(guest);
    CompletionStage<Optional<Refusal>> answer = ready.apply(board);
    return new Stay() {
      @Override
      public CompletionStage<Optional<Refusal>> ready() {
        return answer;
      }

      @Override
      public void begun() {
        begun.add(guest.account());
      }

      @Override
      public void end(CloseCause cause) {
        String state = board.lease().held() ? "held" : "free";
        gone.add(guest.account() + " " + cause.label() + " " + state);
      }
    };
  }
}
