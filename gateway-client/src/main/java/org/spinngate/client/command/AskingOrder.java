package org.spinngate.client.command;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Asks for the boards of one process in the order of their names. The first shows whether the
 * server lets this user in; if it does not, it is not asked for the others, as so many failed
 * logins would look like somebody who guesses.
 *
 * <p>Who waits for boards in use asks for one after the other, and for the next when the one before
 * is there or never will be. So who has a board waits only for boards after it by name: two
 * processes that want the same boards cannot wait for each other, in any order that they were
 * named. A board that is lost in an outage could break that order; it is waited for a limited time
 * ({@link org.spinngate.client.config.ClientSettings#waitAgainSeconds()}).
 */
final class AskingOrder {
  private final List<WatchedSession> byName;
  private final boolean waiting;

  /**
   * @param sessions none of them connected
   * @param waiting whether they queue for boards in use
   */
  AskingOrder(List<WatchedSession> sessions, boolean waiting) {
    this.byName = sessions.stream().sorted(Comparator.comparing(WatchedSession::board)).toList();
    this.waiting = waiting;
  }

  /** Begins; the rest happens on the event loop. */
  void begin() {
    Iterator<WatchedSession> rest = byName.iterator();
    WatchedSession first = rest.next();
    first.connect();
    if (rest.hasNext()) {
      var unused =
          first.client().letIn().thenAccept(letIn -> orLetGo(rest, () -> goOn(letIn, first, rest)));
    }
  }

  private void goOn(boolean letIn, WatchedSession first, Iterator<WatchedSession> rest) {
    if (!letIn) {
      rest.forEachRemaining(WatchedSession::letGo);
    } else if (waiting) {
      inTurn(first, rest);
    } else {
      rest.forEachRemaining(WatchedSession::connect);
    }
  }

  private static void inTurn(WatchedSession present, Iterator<WatchedSession> rest) {
    var unused =
        present
            .client()
            .ready()
            .whenComplete((opened, never) -> orLetGo(rest, () -> connectNext(rest)));
  }

  private static void connectNext(Iterator<WatchedSession> rest) {
    if (rest.hasNext()) {
      WatchedSession next = rest.next();
      next.connect();
      inTurn(next, rest);
    }
  }

  /** A fault must not keep the others waiting for boards that nobody asks for any more. */
  private static void orLetGo(Iterator<WatchedSession> rest, Runnable task) {
    new LaterTask(
            task,
            fault -> {
              rest.forEachRemaining(WatchedSession::letGo);
              LaterTask.tellThread(fault);
            })
        .run();
  }
}
