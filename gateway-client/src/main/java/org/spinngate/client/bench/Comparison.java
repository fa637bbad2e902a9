package org.spinngate.client.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Asks on one path, or on several in turn, so that the other work of the machine meets all of them
 * alike. Everything happens on the thread that calls.
 */
public final class Comparison implements AutoCloseable {
  private final List<Target> targets;
  private final Load load;
  private final List<LoadGenerator> generators = new ArrayList<>();
  private final Consumer<String> progress;

  private Comparison(List<Target> targets, Load load, Consumer<String> progress) {
    this.targets = List.copyOf(targets);
    this.load = load;
    this.progress = progress;
  }

  /**
   * Opens a socket for each application on each path. All paths must lead to one board.
   *
   * @param targets the paths; the first is the yardstick
   * @param load what to ask at a time
   * @param progress told what is going on, in sentences
   */
  public static Comparison open(List<Target> targets, Load load, Consumer<String> progress)
      throws IOException {
    Comparison comparison = new Comparison(targets, load, progress);
    try {
      Memory memory = new Memory(load.bytes());
      for (Target target : targets) {
        comparison.generators.add(LoadGenerator.open(target, load, memory, System::nanoTime));
      }
      return comparison;
    } catch (IOException | RuntimeException e) {
      comparison.close();
      throw e;
    }
  }

  /**
   * Warms up and takes all rounds.
   *
   * @param interrupted whether to stop at once; what was completed until then is the result
   * @throws SilentBoard if a path never answers
   */
  public Results run(Schedule schedule, BooleanSupplier interrupted)
      throws IOException, SilentBoard {
    for (int i = 0; i < targets.size() && !schedule.warmUp().isZero(); i++) {
      progress.accept(
          "warming up " + targets.get(i).name() + " for " + schedule.warmUp().toSeconds() + " s");
      generators.get(i).run(schedule.warmUp(), interrupted);
    }
    List<Turn> turns = new ArrayList<>();
    while (turns.size() < schedule.rounds() && !interrupted.getAsBoolean()) {
      List<Round> rounds = new ArrayList<>();
      for (LoadGenerator generator : generators) {
        rounds.add(generator.run(schedule.round(), interrupted));
        tell(turns.size() + 1, schedule, rounds.get(rounds.size() - 1));
      }
      if (!interrupted.getAsBoolean()) {
        turns.add(new Turn(rounds));
      }
    }
    return new Results(load, targets.stream().map(Target::name).toList(), turns);
  }

  private void tell(int number, Schedule schedule, Round round) {
    progress.accept(
        String.format(
            Locale.ROOT,
            "round %d of %d, %s: %,.0f requests/s, p99 %.3f ms",
            number,
            schedule.rounds(),
            round.target(),
            round.requestsPerSecond(),
            round.p99Millis()));
  }

  @Override
  public void close() throws IOException {
    for (LoadGenerator generator : generators) {
      generator.close();
    }
  }
}
