package org.spinngate.protocol.testing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainRecordsTest {
  private static final String PACKAGE = "org.spinngate.protocol.testing.architecture.circle";
  private static final String STOCK = PACKAGE + ".Farmer$Stock";
  private static final String YIELD = PACKAGE + ".Farmer$Yield";

  private static List<String> breaches(Map<String, String> exceptions) {
    return PlainRecords.but(exceptions)
        .evaluate(new ClassFileImporter().importPackages(PACKAGE))
        .getFailureReport()
        .getDetails();
  }

  @Test
  void aRecordHasFewComponentsAndNoTwoOfOnePrimitiveTypeSideBySideUnlessItIsPrivate() {
    assertThat(breaches(Map.of()))
        .containsExactlyInAnyOrder(
            STOCK + " has 9 components", YIELD + " has two of type int side by side: eggs, hens");
  }

  @Test
  void aRecordMayBeAllowed() {
    assertThat(breaches(Map.of(STOCK, "an example", YIELD, "an example"))).isEmpty();
  }

  @Test
  void anExceptionThatNobodyNeedsBreaksTheRule() {
    assertThat(breaches(Map.of(STOCK, "", YIELD, "", PACKAGE + ".Nest", "was larger")))
        .containsExactly(PACKAGE + ".Nest needs no exception any more");
  }
}
