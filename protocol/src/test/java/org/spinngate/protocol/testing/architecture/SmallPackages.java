package org.spinngate.protocol.testing.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rule that a package has at most thirty types, so that a person can hold it in mind. */
public final class SmallPackages extends WholeCondition {
  private static final int MOST_TYPES = 30;

  private SmallPackages(Map<String, String> exceptions) {
    super("be in packages of at most " + MOST_TYPES + " types", exceptions);
  }

  /**
   * The rule.
   *
   * @param exceptions full names of packages, and why they may be larger
   */
  public static ArchRule but(Map<String, String> exceptions) {
    return classes().should(new SmallPackages(exceptions));
  }

  @Override
  Map<String, String> breaches(List<JavaClass> classes) {
    Map<String, String> breaches = new HashMap<>();
    classes.stream()
        .filter(JavaClass::isTopLevelClass)
        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()))
        .forEach(
            (name, types) -> {
              if (types > MOST_TYPES) {
                breaches.put(name, name + " has " + types + " types");
              }
            });
    return breaches;
  }
}
