package org.spinngate.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.spinngate.protocol.testing.NothingRepeatsByItself;

@AnalyzeClasses(
    packages = "org.spinngate.protocol",
    importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {
  @ArchTest static final ArchRule NOTHING_REPEATS_BY_ITSELF = NothingRepeatsByItself.RULE;

  @ArchTest
  static final ArchRule DEPENDS_ON_BUFFERS_CHANNELS_AND_THE_JDK_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.spinngate.protocol..",
              "io.netty.buffer..",
              "io.netty.channel..",
              "io.netty.util..",
              "org.jspecify.annotations..",
              "java..",
              "javax.crypto..");

  @ArchTest
  static final ArchRule MESSAGES_KNOW_NO_CARRIER =
      noClasses()
          .that()
          .resideInAPackage("org.spinngate.protocol")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.spinngate.protocol.*..", "io.netty.channel..");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.spinngate.protocol.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_STATIC_STATE =
      fields().that().areStatic().should().beFinal().because("state belongs to an object");
}
