package org.spinngate.protocol.testing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoCirclesTest {
  private static final String PACKAGE = "org.spinngate.protocol.testing.architecture.circle";
  private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(PACKAGE);

  private static List<String> breaches(Map<String, String> exceptions) {
    return NoCircles.but(exceptions).evaluate(CLASSES).getFailureReport().getDetails();
  }

  @Test
  void aCircleIsFoundThroughNestedTypesAndArraysAndWithoutThoseThatOnlyUseIt() {
    assertThat(breaches(Map.of())).containsExactly("circle in " + PACKAGE + ": Egg, Hen, Nest");
  }

  @Test
  void aCircleMayBeAllowed() {
    assertThat(breaches(Map.of(NoCircles.circle(PACKAGE, "Nest", "Hen", "Egg"), "an example")))
        .isEmpty();
  }

  @Test
  void anAllowedCircleThatIsAnotherByNowBreaksTheRule() {
    assertThat(breaches(Map.of(NoCircles.circle(PACKAGE, "Hen", "Egg"), "an example")))
        .containsExactlyInAnyOrder(
            "circle in " + PACKAGE + ": Egg, Hen, Nest",
            PACKAGE + ": Egg, Hen needs no exception any more");
  }
}
