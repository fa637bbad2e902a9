package org.spinngate.protocol.testing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SmallPackagesTest {
  private static List<String> breaches(String folder, Map<String, String> exceptions) {
    Location classes = Location.of(URI.create("jrt:/java.base/" + folder));
    return SmallPackages.but(exceptions)
        .evaluate(new ClassFileImporter().importLocations(Set.of(classes)))
        .getFailureReport()
        .getDetails();
  }

  @Test
  void aPackageOfManyTypesBreaksTheRuleUnlessItMay() {
    assertThat(breaches("java/util/function", Map.of()))
        .containsExactly("java.util.function has 43 types");
    assertThat(breaches("java/util/function", Map.of("java.util.function", "one per shape")))
        .isEmpty();
  }

  @Test
  void nestedTypesAreNotCountedAndASmallPackageNeedsNoException() {
    assertThat(breaches("java/util/zip", Map.of("java.util.zip", "an example")))
        .containsExactly("java.util.zip needs no exception any more");
  }
}
