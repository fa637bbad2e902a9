package org.spinngate.endtoend.matrix;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.spinngate.endtoend.tools.Outcome;
import org.spinngate.endtoend.tools.ToolCounts;

/** All cells, many at a time: most of the time they wait. Those that take long begin first. */
final class Matrix {
  private static final int AT_A_TIME = 28;

  /** Programs take long to start when many do so at once. */
  private static final int PROCESSES_AT_A_TIME = 4;

  /** More of them than this are no accident. */
  private static final int MOST_AGAIN = 5;

  private final Semaphore all = new Semaphore(AT_A_TIME);
  private final Semaphore processes = new Semaphore(PROCESSES_AT_A_TIME);
  private final Consumer<CellResult> listener;

  /**
   * @param listener hears of every cell when it is done, on any thread
   */
  Matrix(Consumer<CellResult> listener) {
    this.listener = listener;
  }

  /** All cells, carrier by carrier and row by row. */
  static List<Cell> cells() {
    return Stream.of(Carrier.values())
        .flatMap(carrier -> Faults.of(carrier).stream().flatMap(fault -> row(fault, carrier)))
        .toList();
  }

  private static Stream<Cell> row(Fault fault, Carrier carrier) {
    return Stream.of(Tool.values())
        .flatMap(tool -> Stream.of(Job.values()).map(job -> new Cell(fault, tool, job, carrier)))
        .filter(cell -> !isCostlyAndKnown(cell));
  }

  /** Boots go by the stream even if UDP passes, and starting programs takes long. */
  private static boolean isCostlyAndKnown(Cell cell) {
    return cell.carrier() == Carrier.BOTH && cell.job() == Job.BOOT && cell.isOfPrograms();
  }

  /** Runs them and returns the results in the same order. */
  List<CellResult> run(List<Cell> cells) {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      warmUp(threads);
      List<Cell> shuffled = new ArrayList<>(cells);
      Collections.shuffle(shuffled, new Random(1));
      shuffled.sort(Comparator.comparing(Cell::isLong).reversed());
      Map<Cell, CompletableFuture<CellResult>> results = new LinkedHashMap<>();
      shuffled.forEach(
          cell ->
              results.put(
                  cell, CompletableFuture.supplyAsync(() -> inTurn(cell, threads), threads)));
      List<CellResult> first = cells.stream().map(cell -> results.get(cell).join()).toList();
      return withoutAccidents(first, threads);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * With so many at a time a starved machine looks like a dead line to the most impatient tool. The
   * few cells that were only too slow are run again, alone, and that counts. A wrong answer, an
   * invented request or a changed port never gets a second chance.
   */
  private List<CellResult> withoutAccidents(List<CellResult> results, ExecutorService threads) {
    long late = results.stream().filter(CellResult::wasOnlyLate).count();
    if (late > MOST_AGAIN) {
      return results;
    }
    return results.stream()
        .map(result -> result.wasOnlyLate() ? inTurn(result.cell(), threads) : result)
        .toList();
  }

  /** What runs for the first time is slow, and would look like a fault. */
  private static void warmUp(ExecutorService threads) {
    try {
      Fault none = Faults.of(Carrier.BOTH).get(0);
      new Cell(none, Tool.SPINNMAN, Job.READ, Carrier.BOTH).run(threads);
    } catch (Exception e) {
      throw new IllegalStateException("not even a perfect network works", e);
    }
  }

  private CellResult inTurn(Cell cell, ExecutorService threads) {
    Semaphore turn = cell.isOfPrograms() ? processes : all;
    turn.acquireUninterruptibly();
    try {
      return told(cell.run(threads));
    } catch (Exception | AssertionError e) {
      return told(failed(cell, e));
    } finally {
      turn.release();
    }
  }

  private CellResult told(CellResult result) {
    listener.accept(result);
    return result;
  }

  private static CellResult failed(Cell cell, Throwable e) {
    ToolCounts none = new ToolCounts(0, 0, 0, 0, 0, 0, 0, 0);
    Outcome outcome = new Outcome(Optional.of("not run"), new byte[0], none, Duration.ZERO);
    return new CellResult(cell, Expectation.DONE_OR_ERROR, outcome, List.of(e.toString()));
  }
}
