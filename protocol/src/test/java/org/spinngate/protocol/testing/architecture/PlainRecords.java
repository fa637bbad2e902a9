package org.spinngate.protocol.testing.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rule that a record that is passed around can be made without a mistake: it has few
 * components, and no two neighbours of one primitive type that can change places unnoticed. One
 * that is private to a class may be as it likes.
 */
public final class PlainRecords extends WholeCondition {
  private static final int MOST_COMPONENTS = 8;

  private PlainRecords(Map<String, String> exceptions) {
    super("be records that can be made without a mistake, if they are passed around", exceptions);
  }

  /**
   * The rule.
   *
   * @param exceptions full names of records, nested ones with a {@code $}, and why they may stay
   */
  public static ArchRule but(Map<String, String> exceptions) {
    return classes().should(new PlainRecords(exceptions));
  }

  @Override
  Map<String, String> breaches(List<JavaClass> classes) {
    Map<String, String> breaches = new HashMap<>();
    classes.stream()
        .filter(type -> type.isRecord() && !type.getModifiers().contains(JavaModifier.PRIVATE))
        .forEach(
            type ->
                breach(type.reflect().getRecordComponents())
                    .ifPresent(what -> breaches.put(type.getName(), type.getName() + what)));
    return breaches;
  }

  private static Optional<String> breach(RecordComponent[] components) {
    if (components.length > MOST_COMPONENTS) {
      return Optional.of(" has " + components.length + " components");
    }
    for (int i = 1; i < components.length; i++) {
      Class<?> type = components[i].getType();
      if (type.isPrimitive() && type == components[i - 1].getType()) {
        return Optional.of(
            " has two of type "
                + type
                + " side by side: "
                + components[i - 1].getName()
                + ", "
                + components[i].getName());
      }
    }
    return Optional.empty();
  }
}
