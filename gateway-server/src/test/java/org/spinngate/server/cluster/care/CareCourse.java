package org.spinngate.server.cluster.care;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.testing.TestLoop;

/**
 * One course of events of a board that two gateways look after in turn, each over a bad way to what
 * they share. The board is used, power-cycled, switched off and on, let go, and taken from a home
 * that does not know it yet.
 */
final class CareCourse {
  private static final int EVENTS = 150;
  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final int SHORT_MILLIS = 400;
  private static final int LONG_MILLIS = 8_000;
  private static final int SECONDS_AFTER = 20;

  private final SplittableRandom random;
  private final PlayedHome.Scene scene;
  private final List<PlayedHome> gateways;
  private String loss = "";

  private CareCourse(long seed) {
    TestLoop time = new TestLoop();
    MemoryEngine engine = new MemoryEngine();
    this.random = new SplittableRandom(seed);
    this.scene =
        new PlayedHome.Scene(
            time, engine, engine.ledger(time.loop()), random.split(), new PlayedBoard());
    this.gateways = List.of(new PlayedHome("gw1", scene), new PlayedHome("gw2", scene));
    pass(MOMENT.toMillis());
  }

  /** Plays it to its end. */
  static CareCourse play(long seed) {
    CareCourse course = new CareCourse(seed);
    for (int event = 0; event < EVENTS && course.loss.isEmpty(); event++) {
      course.happen();
      course.pass(course.pause());
    }
    course.end();
    return course;
  }

  /** What the next home of the board would not have known; empty if it would have known all. */
  String loss() {
    return loss;
  }

  /** How often the board came to a gateway. */
  int homes() {
    return gateways.stream().mapToInt(one -> one.terms).sum();
  }

  /** How often something was done to the board that was written before. */
  int acknowledged() {
    return gateways.stream().mapToInt(one -> one.acknowledged).sum();
  }

  /** A board is also taken from a gateway that is a member, and loses it by the record alone. */
  private void happen() {
    PlayedHome one = gateways.get(random.nextInt(gateways.size()));
    boolean isFree = gateways.stream().noneMatch(PlayedHome::isHome);
    switch (random.nextInt(16)) {
      case 0 -> one.way.loseSession();
      case 1 -> one.way.reach();
      case 2 -> one.letsGo();
      case 3 -> one.isFenced();
      case 4 -> one.looks(true);
      case 5, 6 -> one.looks(isFree);
      default -> gateways.forEach(PlayedHome::act);
    }
  }

  private int pause() {
    return random.nextInt(random.nextInt(8) == 0 ? LONG_MILLIS : SHORT_MILLIS);
  }

  /** The next home may take the board at any moment. */
  private void pass(long millis) {
    for (long left = millis; left >= 0 && loss.isEmpty(); left -= MOMENT.toMillis()) {
      scene.time().jump(MOMENT);
      loss = scene.board().unknownTo(scene.written());
    }
  }

  /** Once everything arrives, the latest wish stands there. */
  private void end() {
    gateways.forEach(gateway -> gateway.way.mend());
    for (int second = 0; second < SECONDS_AFTER; second++) {
      scene.time().jump(Duration.ofSeconds(1));
    }
    if (loss.isEmpty() && !gateways.stream().allMatch(PlayedHome::isUnderstood)) {
      loss = "its home wants something else to be known";
    }
  }
}
