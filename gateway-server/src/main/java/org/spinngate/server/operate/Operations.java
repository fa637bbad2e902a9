package org.spinngate.server.operate;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.spinngate.server.admission.ConnectionRow;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.order.OperatorOrders;
import org.spinngate.server.report.HealthReport;
import org.spinngate.server.session.SessionRow;

/**
 * What the verbs see of the gateway and can do to it. All are called on threads of the control
 * socket, and from several at once.
 *
 * @param view what there is to be seen
 * @param orders what concerns users and boards
 * @param power switches boards
 * @param reload takes the configuration anew
 * @param drain ends the server in peace
 */
public record Operations(
    View view, OperatorOrders orders, PowerControl power, Reload reload, Drain drain) {

  /**
   * What there is to be seen.
   *
   * @param sessions all sessions as they are now, the oldest first
   * @param connections those that have logged in and have no session, the oldest first
   * @param boards all boards, in the operator's order
   * @param health whether the gateway can do its work
   * @param facility all gateways of the facility, if it has several
   */
  public record View(
      Supplier<List<SessionRow>> sessions,
      Supplier<List<ConnectionRow>> connections,
      Supplier<? extends Collection<Board>> boards,
      Supplier<HealthReport> health,
      Optional<Facility> facility) {}

  /** Switches the power of boards. */
  public interface PowerControl {
    /**
     * Begins to switch a board, unless somebody has it.
     *
     * @param news takes, on any thread, what is done meanwhile
     * @return completes, on any thread, when it is done or cannot be done
     */
    CompletionStage<PowerOutcome> order(Board board, PowerOrder order, Consumer<String> news);
  }

  /** Takes the configuration anew. */
  public interface Reload {
    /** Reads, checks and applies it, and returns when that is done. */
    Reloaded reload();
  }

  /**
   * What became of a new configuration.
   *
   * @param applied whether it is in force now; if not, the old one is
   * @param summary one line
   * @param lines what changes, or what is wrong with it
   */
  public record Reloaded(boolean applied, String summary, List<String> lines) {

    /** Copies the list. */
    public Reloaded {
      lines = List.copyOf(lines);
    }
  }

  /** Lets nobody new in, and ends the server when all have gone. */
  public interface Drain {
    /**
     * Returns when the server is about to end.
     *
     * @param deadline after which sessions that are left are ended
     * @param progress takes a line now and then
     */
    void drain(Duration deadline, Consumer<String> progress);
  }
}
