package org.spinngate.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import org.spinngate.protocol.testing.NothingRepeatsByItself;
import org.spinngate.protocol.testing.architecture.NoCircles;
import org.spinngate.protocol.testing.architecture.PlainRecords;
import org.spinngate.protocol.testing.architecture.SmallPackages;

@AnalyzeClasses(packages = "org.spinngate.client", importOptions = DoNotIncludeTests.class)
class LayersTest {
  private static final String CLIENT = "org.spinngate.client";
  private static final String SCP_FIRST = "the two ports of a board, SCP first as everywhere";

  @ArchTest static final ArchRule nothingRepeatsByItself = NothingRepeatsByItself.RULE;

  @ArchTest static final ArchRule smallPackages = SmallPackages.but(Map.of());

  @ArchTest
  static final ArchRule noCirclesInPackages =
      NoCircles.but(
          Map.of(
              NoCircles.circle(
                  CLIENT + ".legacy",
                  "LegacyEndings",
                  "ServerLine",
                  "ServerLineEvents",
                  "ServerLineHandler"),
              "a line, the handler of its socket, and who hears of it",
              NoCircles.circle(CLIENT + ".local", "BootDatagram", "BootImage"),
              "an image is made of its datagrams, which know it",
              NoCircles.circle(CLIENT + ".local", "LocalFlow", "LocalPort"),
              "a port knows its flows, which answer through it",
              NoCircles.circle(CLIENT + ".sealed", "SealedBeside", "SealedCarrier", "SealedLink"),
              "a carrier makes what lies beside a connection, which tells it of the path"));

  @ArchTest
  static final ArchRule plainRecords =
      PlainRecords.but(
          Map.of(
              CLIENT + ".config.LegacyServer",
              SCP_FIRST,
              CLIENT + ".config.LocalSettings",
              SCP_FIRST,
              CLIENT + ".local.LocalBoard$Place",
              SCP_FIRST,
              CLIENT + ".console.ReadyLine",
              SCP_FIRST,
              CLIENT + ".local.TrafficSummary$Count",
              "datagrams and their bytes, as everywhere",
              CLIENT + ".bench.Load",
              "made of flags, in one place",
              CLIENT + ".bench.Round",
              "made of a tally, in one place"));

  @ArchTest
  static final ArchRule arrowsPointDownwardsOnly =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("org.spinngate.client..")
          .layer("command")
          .definedBy("org.spinngate.client.command")
          .layer("assembly")
          .definedBy("org.spinngate.client")
          .layer("console")
          .definedBy("org.spinngate.client.console")
          .layer("bench")
          .definedBy("org.spinngate.client.bench")
          .layer("legacy")
          .definedBy("org.spinngate.client.legacy")
          .layer("link")
          .definedBy("org.spinngate.client.link")
          .layer("check")
          .definedBy("org.spinngate.client.check")
          .layer("dial")
          .definedBy("org.spinngate.client.dial")
          .layer("sealed")
          .definedBy("org.spinngate.client.sealed")
          .layer("path")
          .definedBy("org.spinngate.client.path")
          .layer("alias")
          .definedBy("org.spinngate.client.alias")
          .layer("local")
          .definedBy("org.spinngate.client.local")
          .layer("tag")
          .definedBy("org.spinngate.client.tag")
          .layer("net")
          .definedBy("org.spinngate.client.net")
          .layer("config")
          .definedBy("org.spinngate.client.config")
          .whereLayer("command")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("assembly")
          .mayOnlyBeAccessedByLayers("command", "check")
          .whereLayer("console")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("bench")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("check")
          .mayOnlyBeAccessedByLayers("command", "console")
          .whereLayer("legacy")
          .mayOnlyBeAccessedByLayers("assembly")
          .whereLayer("link")
          .mayOnlyBeAccessedByLayers("assembly", "console", "legacy", "check")
          .whereLayer("dial")
          .mayOnlyBeAccessedByLayers("command", "assembly", "console", "legacy", "link", "check")
          .whereLayer("path")
          .mayOnlyBeAccessedByLayers("command", "assembly", "legacy", "dial", "sealed", "check")
          .whereLayer("alias")
          .mayOnlyBeAccessedByLayers("command", "assembly", "check")
          .whereLayer("local")
          .mayOnlyBeAccessedByLayers(
              "command", "assembly", "console", "legacy", "link", "dial", "sealed", "check")
          .whereLayer("sealed")
          .mayOnlyBeAccessedByLayers("assembly", "link", "dial", "check")
          .whereLayer("tag")
          .mayOnlyBeAccessedByLayers("local")
          .whereLayer("net")
          .mayOnlyBeAccessedByLayers("command", "assembly", "local", "check")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("command", "assembly", "legacy", "dial", "sealed", "check");

  @ArchTest
  static final ArchRule noCycles =
      slices().matching("org.spinngate.client.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule whatMeasuresKnowsNothingOfWhatItMeasures =
      noClasses()
          .that()
          .resideInAPackage("org.spinngate.client.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.spinngate.protocol..", "io.netty..");

  @ArchTest
  static final ArchRule onlyTheReaderOfFilesKnowsTheirFormat =
      noClasses()
          .that()
          .doNotHaveSimpleName("SettingsFile")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.typesafe.config..");

  @ArchTest
  static final ArchRule onlyMainEndsTheProcess =
      noClasses()
          .that()
          .doNotHaveSimpleName("Main")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);
}
