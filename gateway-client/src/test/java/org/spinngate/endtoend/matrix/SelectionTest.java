package org.spinngate.endtoend.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private final List<Cell> all = Matrix.cells();
  private final List<Cell> selected = new Selection(all).cells();

  @Test
  void everyFaultMeetsEveryToolAtEveryJobOnce() {
    assertThat(selected.stream().map(SelectionTest::work)).doesNotHaveDuplicates();
    assertNoneIsMissing(SelectionTest::work);
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
    assertThat(kinds(selected, kind)).isEqualTo(kinds(all, kind));
  }

  private static Set<List<Object>> kinds(List<Cell> cells, Function<Cell, List<Object>> kind) {
    return cells.stream().map(kind).collect(Collectors.toSet());
  }

  @Test
  void itIsLittleMoreThanHalfOfAll() {
    assertThat(selected).hasSizeBetween(all.size() / 2, all.size() * 3 / 5);
  }
}
