package org.spinngate.endtoend.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private final List<Cell> all = Matrix.cells();
  private final List<Cell> selected = new Selection(all).cells();

  @Test
  void everyFaultWithinAProcessMeetsEveryToolAtEveryJobOnce() {
    assertThat(selected.stream().map(SelectionTest::work)).doesNotHaveDuplicates();
    assertThat(kinds(selected.stream().filter(cell -> !cell.isOfPrograms()), SelectionTest::work))
        .isEqualTo(kinds(all.stream().filter(cell -> !cell.isOfPrograms()), SelectionTest::work));
  }

  @Test
  void everyFaultOfProgramsMeetsEachToolAndEachJobOnce() {
    List<Cell> ofPrograms = selected.stream().filter(Cell::isOfPrograms).toList();

    assertThat(ofPrograms.stream().map(cell -> List.of(cell.fault().name(), cell.tool())))
        .doesNotHaveDuplicates();
    assertThat(ofPrograms.stream().map(cell -> List.of(cell.fault().name(), cell.job())))
        .doesNotHaveDuplicates();
    assertNoneIsMissing(cell -> List.of(cell.fault().name(), cell.tool()));
    assertNoneIsMissing(cell -> List.of(cell.fault().name(), cell.job()));
  }

  private static List<Object> work(Cell cell) {
    return List.of(cell.fault().name(), cell.tool(), cell.job());
  }

  @Test
  void everyFaultStrikesEachCarrierThatItMayMeet() {
    assertNoneIsMissing(cell -> List.of(cell.fault().name(), cell.carrier()));
  }

  @Test
  void everyToolDoesEveryJobByEachCarrier() {
    assertNoneIsMissing(cell -> List.of(cell.tool(), cell.job(), cell.carrier()));
  }

  private void assertNoneIsMissing(Function<Cell, List<Object>> kind) {
    assertThat(kinds(selected.stream(), kind)).isEqualTo(kinds(all.stream(), kind));
  }

  private static Set<List<Object>> kinds(Stream<Cell> cells, Function<Cell, List<Object>> kind) {
    return cells.map(kind).collect(Collectors.toSet());
  }

  @Test
  void itIsAboutHalfOfAll() {
    assertThat(selected).hasSizeBetween(all.size() * 2 / 5, all.size() * 3 / 5);
  }
}
