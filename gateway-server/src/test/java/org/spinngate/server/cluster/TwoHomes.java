package org.spinngate.server.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.testing.TestLoop;

/** A home of a board, and the one that comes after it, which says what it is told of the board. */
abstract class TwoHomes {
  static final String BOARD = "spin5-01";
  static final CareState OFF = new CareState(false, Supply.OFF);
  static final CareState CYCLING = new CareState(true, Supply.CYCLING);

  final TestLoop time = new TestLoop();
  final MemoryEngine engine = new MemoryEngine();
  final Colleague one = colleague("gw1");
  final Colleague next = colleague("gw2");

  /** What was written of a board when the next home took it. */
  final List<CareState> told = new ArrayList<>();

  @BeforeEach
  void listen() {
    next.care.listen((board, state) -> told.add(state));
  }

  private Colleague colleague(String name) {
    return new Colleague(name, engine.ledger(time.loop()), time, () -> 3);
  }

  /** What a gateway does to the board. */
  CompletableFuture<Void> note(Colleague gateway, CareState state) {
    var done = gateway.care.note(gateway.board(BOARD), this, state).toCompletableFuture();
    time.run();
    return done;
  }
}
