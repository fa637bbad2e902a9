package org.spinngate.server.cluster.care;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
import org.spinngate.server.cluster.member.FakeMember;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.power.CareJournal;
import org.spinngate.server.session.SessionBench;
import org.spinngate.server.testing.TestLoop;

/**
 * A gateway that may be the home of a board, and what it believes of the board. What is done to the
 * board is done when it has heard that it is written, and only while it is the home, as the gates
 * of {@code server.power} see to.
 */
final class PlayedHome {
  private static final String NOBODYS = "home=";
  private static final CareState OFF = new CareState(false, Supply.OFF);
  private static final Board BOARD = SessionBench.board("spin5-01", 2, false);
  private static final String HOME = Keys.board(BOARD);
  private static final String CARE = Keys.care(HOME);

  /**
   * What all have in common.
   *
   * @param others always reaches the engine
   * @param board as it really is
   */
  record Scene(
      TestLoop time,
      MemoryEngine engine,
      Ledger others,
      SplittableRandom random,
      PlayedBoard board) {
    CareState written() {
      return engine.find(CARE).map(CareRecord::of).orElse(CareState.CLEAN);
    }

    /** Something that is made for certain, and at once. */
    void make(LedgerChange... changes) {
      var made = others.transact(List.of(changes)).toCompletableFuture();
      time.run();
      made.join();
    }
  }

  private final Scene scene;
  private final String name;
  final UnreliableLedger way;
  private int joined;
  private FakeMember member;
  private final Neighbours neighbours;
  private final SharedCare care;
  private CareState known = CareState.CLEAN;
  private boolean believes;
  private boolean busy;
  private boolean occupied;
  private int term;
  private int guests;

  /** How often it has taken the board. */
  int terms;

  /** How often it has done something to the board that was written before. */
  int acknowledged;

  PlayedHome(String name, Scene scene) {
    this.scene = scene;
    this.way = new UnreliableLedger(scene.time, scene.others, scene.random.split());
    this.name = name;
    this.member = new FakeMember(scene.others, name);
    this.neighbours = new Neighbours(way, member, scene.time.loop());
    this.care = new SharedCare(neighbours, CareJournal.none());
    care.listen((board, state) -> known = state);
  }

  boolean isHome() {
    return scene.engine.find(HOME).equals(Optional.of(new LedgerEntry(HOME, word(), term)))
        && isMember();
  }

  private String word() {
    return "home=" + member.id();
  }

  private boolean isMember() {
    return scene.engine.find(Keys.gateway(member.id())).isPresent();
  }

  /** What it believes to be in its hands is done step by step. */
  void act() {
    if (!believes || busy) {
      return;
    }
    switch (occupied ? 4 : scene.random.nextInt(4)) {
      case 0 -> arrives();
      case 1 -> goesOff(CareState.CLEAN);
      case 2 -> goesOff(OFF);
      case 3 -> comesOnIfOff();
      default -> occupied = false;
    }
  }

  private void arrives() {
    if (!known.mayBeOff()) {
      known = known.inUse();
      occupied = true;
      int guest = ++guests;
      CompletionStage<Void> placed = care.mayBeUsed(HOME);
      once(care.noteUse(BOARD, this, known).thenCompose(noted -> placed), () -> isAdmitted(guest));
    }
  }

  /** Unless it has gone meanwhile. */
  private void isAdmitted(int guest) {
    if (occupied && guest == guests) {
      scene.board.isUsed();
    }
  }

  private void goesOff(CareState then) {
    known = new CareState(known.used(), Supply.CYCLING);
    busy = true;
    once(
        care.note(BOARD, this, known),
        () -> {
          scene.board.losesPower();
          scene.time.loop().execute(() -> isSwitched(then));
        });
  }

  private void isSwitched(CareState then) {
    if (isHome()) {
      busy = false;
      if (then.mayBeOff()) {
        notes(then);
      } else {
        comesOn(then);
      }
    }
  }

  private void comesOnIfOff() {
    if (known.supply() == Supply.OFF) {
      comesOn(new CareState(known.used(), Supply.ON));
    }
  }

  private void comesOn(CareState then) {
    if (isHome()) {
      scene.board.getsPower();
      notes(then);
    }
  }

  private void notes(CareState now) {
    known = now;
    var unused = care.note(BOARD, this, known);
  }

  /** Does it when that is written, unless the board was lost meanwhile. */
  private void once(CompletionStage<Void> written, Runnable act) {
    int begun = term;
    var unused =
        written.thenRun(
            () -> {
              if (isHome() && begun == term) {
                acknowledged++;
                act.run();
              }
            });
  }

  /** Takes the board, or finds that others have taken it. */
  void looks(boolean mayTake) {
    if (!isMember() || (believes && !isHome())) {
      forgets();
    } else if (!isHome() && mayTake) {
      takes();
    }
  }

  /** Whether the latest that it wants to be known stands there, if it is for it to say. */
  boolean isUnderstood() {
    return !isHome() || care.of(BOARD).equals(scene.written());
  }

  private void takes() {
    scene.time.run();
    Optional<LedgerEntry> seen = scene.engine.find(CARE);
    Optional<Integer> version = scene.engine.find(HOME).map(LedgerEntry::version);
    scene.make(
        member.stillMember(),
        version.isPresent()
            ? new LedgerChange.Put(HOME, word(), version.get())
            : new LedgerChange.Create(HOME, word()),
        CareRecord.asSeen(CARE, seen));
    terms++;
    term = version.map(before -> before + 1).orElse(0);
    believes = true;
    busy = false;
    occupied = false;
    LedgerChange.Require still = new LedgerChange.Require(HOME, term);
    care.taken(BOARD, member, still, CareRecord.found(CARE, seen), false);
  }

  /** Only if its next home would know everything; goes on with it if it is not sure. */
  void letsGo() {
    if (believes && !busy && !occupied && !care.isBehind(BOARD)) {
      busy = true;
      var unused =
          neighbours
              .transact(member, List.of(new LedgerChange.Put(HOME, NOBODYS, term)))
              .whenComplete((gone, fault) -> isReleased(fault == null));
    }
  }

  private void isReleased(boolean isSure) {
    busy = false;
    if (isSure) {
      forgets();
    }
  }

  /** Others have taken its boards, which it does not know yet. */
  void isFenced() {
    if (isMember()) {
      scene.make(new LedgerChange.Delete(Keys.gateway(member.id()), 0));
    }
  }

  /** It finds that it has no boards any more. */
  private void forgets() {
    believes = false;
    care.lost();
    if (!isMember()) {
      member = new FakeMember(scene.others, name + "-" + ++joined);
      neighbours.joined(member);
    }
  }
}
