package org.spinngate.protocol.testing;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.ScheduledExecutorService;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.repeat.RepeatedTask;

/** The rule of all modules that what is done later tells of its exceptions, and survives them. */
public final class NothingRepeatsByItself {
  /**
   * Executors drop a repeated task after its first exception, and tell nobody of a delayed one's;
   * timers drop their whole thread.
   */
  public static final ArchRule RULE =
      noClasses()
          .that()
          .doNotBelongToAnyOf(RepeatedTask.class, LaterTask.class)
          .should()
          .callMethodWhere(
              target(nameMatching("schedule|scheduleAtFixedRate|scheduleWithFixedDelay"))
                  .and(targetOwner(assignableTo(ScheduledExecutorService.class))))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Timer")
          .because("a RepeatedTask and a LaterTask tell of an exception, and the first goes on");

  private NothingRepeatsByItself() {}
}
