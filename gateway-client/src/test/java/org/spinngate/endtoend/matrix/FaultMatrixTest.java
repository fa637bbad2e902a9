package org.spinngate.endtoend.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.protocol.testing.LeakExtension;

/**
 * Every fault, every tool, every job as {@link Selection} says; with {@code -Dmatrix=whole} every
 * cell, which takes more than twice as long.
 */
@EnabledOnOs(OS.LINUX)
@ExtendWith(LeakExtension.class)
class FaultMatrixTest {
  private static List<CellResult> results;

  @BeforeAll
  static void run() {
    results = new Matrix(result -> {}).run(wanted());
  }

  private static List<Cell> wanted() {
    boolean whole = System.getProperty("matrix", "").equals("whole");
    return whole ? Matrix.cells() : new Selection(Matrix.cells()).cells();
  }

  @TestFactory
  Stream<DynamicTest> everyToolSeesWhatItMust() {
    return results.stream()
        .map(
            result ->
                dynamicTest(
                    result.cell().toString(),
                    () -> assertThat(result.faults()).as(result.toString()).isEmpty()));
  }

  @ParameterizedTest
  @EnumSource(Carrier.class)
  void theTableOfACarrierHasACellForEachResult(Carrier carrier) {
    String[] lines = new ResultTable(results).table(carrier).split("\n");

    assertThat(lines).hasSize(2 + Faults.of(carrier).size());
    assertThat(lines).allSatisfy(line -> assertThat(line.split("\\|")).hasSize(1 + 1 + 9));
  }
}
