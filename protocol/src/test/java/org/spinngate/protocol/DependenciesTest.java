package org.spinngate.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spinngate.protocol.testing.NothingRepeatsByItself;
import org.spinngate.protocol.testing.architecture.NoCircles;
import org.spinngate.protocol.testing.architecture.PlainRecords;
import org.spinngate.protocol.testing.architecture.SmallPackages;

@AnalyzeClasses(
    packages = "org.spinngate.protocol",
    importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {
  private static final String AS_IN_THE_FRAME = "components are in the order of the frame";

  @ArchTest static final ArchRule NOTHING_REPEATS_BY_ITSELF = NothingRepeatsByItself.RULE;

  @ArchTest
  static final ArchRule SMALL_PACKAGES =
      SmallPackages.but(
          Map.of("org.spinngate.protocol", "each message of the protocol is a record"));

  @ArchTest
  static final ArchRule NO_CIRCLES =
      NoCircles.but(
          Map.of(
              NoCircles.circle("org.spinngate.protocol", messages()),
              "a message names its type, which knows how to read it"));

  @ArchTest
  static final ArchRule PLAIN_RECORDS =
      PlainRecords.but(
          Map.of(
              "org.spinngate.protocol.BootReport",
              AS_IN_THE_FRAME,
              "org.spinngate.protocol.BootTaken",
              AS_IN_THE_FRAME,
              "org.spinngate.protocol.Hello",
              AS_IN_THE_FRAME,
              "org.spinngate.protocol.Welcome",
              AS_IN_THE_FRAME,
              "org.spinngate.protocol.ResumeToken",
              "two halves of random bits",
              "org.spinngate.protocol.SealingKey",
              "two halves of random bits",
              "org.spinngate.protocol.PathReport",
              "made in one place",
              "org.spinngate.protocol.ResendCounts",
              "made in one place",
              "org.spinngate.protocol.tag.Tag",
              "as on the board: a chip's tag of that number"));

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

  private static Set<String> messages() {
    return Stream.concat(Stream.of("MessageType"), family(ControlMessage.class))
        .collect(Collectors.toSet());
  }

  /** A type and, if it is sealed, all below it. */
  private static Stream<String> family(Class<?> type) {
    Stream<Class<?>> below =
        type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()) : Stream.empty();
    return Stream.concat(Stream.of(type.getSimpleName()), below.flatMap(DependenciesTest::family));
  }
}
