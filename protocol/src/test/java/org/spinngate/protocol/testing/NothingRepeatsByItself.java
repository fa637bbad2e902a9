package org.spinngate.protocol.testing;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import org.spinngate.protocol.repeat.RepeatedTask;

/** The rule of all modules that tasks are repeated in one way, which survives their exceptions. */
public final class NothingRepeatsByItself {
  /** Executors drop a repeated task behind its first exception; timers their whole thread. */
  public static final ArchRule RULE =
      noClasses()
          .that()
          .doNotBelongToAnyOf(RepeatedTask.class)
          .should()
          .callMethodWhere(target(nameMatching("scheduleAtFixedRate|scheduleWithFixedDelay")))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Timer")
          .because("a RepeatedTask goes on behind an exception and tells of it");

  private NothingRepeatsByItself() {}
}
