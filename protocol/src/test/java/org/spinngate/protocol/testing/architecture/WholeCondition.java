package org.spinngate.protocol.testing.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A condition that looks at all classes together, and that has exceptions. */
abstract class WholeCondition extends ArchCondition<JavaClass> {
  private final Map<String, String> exceptions;
  private final List<JavaClass> classes = new ArrayList<>();

  /**
   * @param exceptions names, and why they may break the rule
   */
  WholeCondition(String description, Map<String, String> exceptions) {
    super(description);
    this.exceptions = exceptions;
  }

  @Override
  public final void init(Collection<JavaClass> all) {
    classes.clear();
  }

  @Override
  public final void check(JavaClass item, ConditionEvents events) {
    if (TopLevel.isType(item)) {
      classes.add(item);
    }
  }

  @Override
  public final void finish(ConditionEvents events) {
    Allowed allowed = new Allowed(exceptions);
    breaches(classes)
        .forEach(
            (name, what) -> {
              if (!allowed.covers(name)) {
                events.add(SimpleConditionEvent.violated(name, what));
              }
            });
    allowed
        .useless()
        .forEach(
            name ->
                events.add(
                    SimpleConditionEvent.violated(name, name + " needs no exception any more")));
  }

  /** Breaches of the rule by their names, in words. */
  abstract Map<String, String> breaches(List<JavaClass> classes);
}
